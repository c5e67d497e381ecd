using System.Text;

namespace FreedomPay.Core.Bulk;

/// <summary>Reads a journal from its beginning, be it in use or not.</summary>
public sealed class JournalReader : IDisposable
{
    // An answer that is kept has a few hundred bytes; a line that is longer than this comes from something else.
    internal const int MostLineBytes = 16 * 1024 * 1024;
    private const int MostAtOnce = 64 * 1024;
    private const int LeastAtOnce = 1024;
    private readonly string path;
    private readonly Stream file;
    private readonly byte[] buffer;
    private int start;
    private int end;
    private long number;

    /// <summary>Opens a journal and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JournalException">It cannot be read, is no journal, or has another version.</exception>
    public JournalReader(string path)
        : this(path, JournalDisk.OfSystem)
    {
    }

    internal JournalReader(string path, JournalDisk disk)
    {
        this.path = path ?? throw new ArgumentNullException(nameof(path));
        try
        {
            file = disk.OpenToRead(path);
            buffer = new byte[file.CanSeek ? (int)Math.Min(Math.Max(file.Length, LeastAtOnce), MostAtOnce) : MostAtOnce];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new JournalException(JournalProblem.Unusable, Messages.JournalNotRead.With(path, e.Message), e);
        }

        try
        {
            Header = NextLine(out _) is { } first && JournalText.ReadHeader(first) is { } header
                ? header
                : throw new JournalException(JournalProblem.Foreign, Messages.NotAJournal.With(path));
            Version = Header.Version;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whose journal it is.</summary>
    public JournalHeader Header { get; }

    /// <summary>The version of its newest lines. Known when <see cref="Read"/> has come to the end.</summary>
    public int Version { get; private set; }

    /// <summary>Where the whole lines end; what lies behind is the torn last line of a run that was killed.</summary>
    public long EndOfWhole { get; private set; }

    /// <summary>Whether anything lies behind the whole lines. Known when <see cref="Read"/> has come to the end.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Whether the last line is whole and only its line feed is missing, as an editor or a transfer leaves it.</summary>
    public bool LacksEnd { get; private set; }

    /// <summary>The lines after the header, each with its place in the file.</summary>
    /// <param name="cancellation">Ends the reading; a journal may be large.</param>
    /// <returns>The lines.</returns>
    /// <exception cref="JournalException">A line cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IEnumerable<(long Offset, JournalLine Line)> Read(CancellationToken cancellation = default)
    {
        while (NextLine(out long offset) is { } text)
        {
            cancellation.ThrowIfCancellationRequested();
            JournalLine line = JournalText.Read(text) ?? throw new JournalException(JournalProblem.Damaged, Messages.JournalLineDamaged.With(number, path));
            if (line is JournalVersionLine newer) Version = Math.Max(Version, newer.Version);
            else yield return (offset, line);
        }
    }

    /// <summary>Each row of a journal with its last request and what became of it, in the order of the requests. Reads the file twice, so that it
    /// need not be held.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Whose journal it is.</param>
    /// <param name="isTorn">Whether its last line is torn: the run was killed, and nothing had been sent for that line.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The rows; one without an end is in doubt.</returns>
    /// <exception cref="JournalException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static IEnumerable<(JournalIntent Intent, JournalEnd? End)> Rows(
        string path, out JournalHeader header, out bool isTorn, CancellationToken cancellation = default)
    {
        var last = new Dictionary<string, (long Intent, long End)>(StringComparer.Ordinal);
        using (var reader = new JournalReader(path))
        {
            header = reader.Header;
            foreach ((long offset, JournalLine line) in reader.Read(cancellation))
            {
                if (line is JournalIntent) last[line.Key] = (offset, -1);
                else last[line.Key] = last.TryGetValue(line.Key, out (long Intent, long End) begun) ? (begun.Intent, offset) : throw reader.WithoutBeginning();
            }

            isTorn = reader.IsTorn;
        }

        return Second();

        IEnumerable<(JournalIntent Intent, JournalEnd? End)> Second()
        {
            using Stream ends = JournalDisk.OfSystem.OpenToRead(path);
            using var reader = new JournalReader(path);
            foreach ((long offset, JournalLine line) in reader.Read(cancellation))
            {
                // A run that goes on meanwhile adds lines; they are left for the next look.
                if (line is JournalIntent intent && last.TryGetValue(intent.Key, out (long Intent, long End) found) && found.Intent == offset)
                {
                    yield return (intent, found.End < 0 ? null : (JournalEnd)At(ends, found.End));
                }
            }
        }
    }

    /// <summary>The line that was read last tells the end of a request whose beginning is not there.</summary>
    internal JournalException WithoutBeginning() => new(JournalProblem.Damaged, Messages.JournalBeginningMissing.With(number, path));

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>The line at a place that <see cref="Read"/> gave.</summary>
    internal static JournalLine At(Stream file, long offset)
    {
        file.Position = offset;
        using var bytes = new MemoryStream();
        for (int next = file.ReadByte(); next is not (-1 or '\n'); next = file.ReadByte()) bytes.WriteByte((byte)next);
        return JournalText.Read(Encoding.UTF8.GetString(bytes.ToArray())) ?? throw new JournalException(JournalProblem.Damaged, Messages.JournalChanged);
    }

    /// <summary>The next whole line without its end; null when there is none.</summary>
    private string? NextLine(out long offset)
    {
        offset = EndOfWhole;
        // What a run that goes on adds meanwhile is left for the next look.
        if (LacksEnd) return null;
        MemoryStream? before = null;
        try
        {
            while (true)
            {
                if (start == end)
                {
                    start = 0;
                    end = file.Read(buffer, 0, buffer.Length);
                    if (end == 0)
                    {
                        return before is null ? null : Last(Encoding.UTF8.GetString(before.ToArray()), (int)before.Length);
                    }
                }

                int found = Array.IndexOf(buffer, (byte)'\n', start, end - start);
                int length = (found < 0 ? end : found) - start;
                if (found >= 0 && before is null)
                {
                    string line = Encoding.UTF8.GetString(buffer, start, length);
                    return Ended(line, length + 1);
                }

                before ??= new MemoryStream();
                before.Write(buffer, start, length);
                start += length;
                if (before.Length > MostLineBytes)
                {
                    throw new JournalException(JournalProblem.Foreign, Messages.JournalLineTooLong.With(path, number + 1, MostLineBytes));
                }
                if (found >= 0) return Ended(Encoding.UTF8.GetString(before.ToArray()), 1, (int)before.Length);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalProblem.Unusable, Messages.JournalNotRead.With(path, e.Message), e);
        }

        string? Last(string line, int length)
        {
            // The beginning of a line is never a line: its brace is not closed.
            LacksEnd = number == 0 ? JournalText.ReadHeader(line) is not null : JournalText.Read(line) is not null;
            IsTorn = !LacksEnd;
            return LacksEnd ? Ended(line, 0, length) : null;
        }

        string Ended(string line, int consumed, int more = 0)
        {
            start += consumed;
            EndOfWhole += consumed + more;
            number++;
            return line;
        }
    }
}
