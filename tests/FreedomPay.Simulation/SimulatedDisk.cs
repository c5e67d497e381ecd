using FreedomPay.Core.Bulk;

namespace FreedomPay.Simulation;

/// <summary>
/// The disk: what a process has written is in its own buffer, then with the system, then on the disk. A kill loses the first, or leaves the
/// beginning of it; a power cut loses any tail of what was not brought to the disk, or leaves zeros for some blocks of it, be others behind them
/// there or not.
/// </summary>
internal sealed class SimulatedDisk
{
    private readonly Dictionary<string, Content> files = [];
    private readonly Dictionary<string, View> locks = [];
    private int made;

    /// <summary>What a file has, as anybody would read it.</summary>
    public byte[] Read(string path) => files.TryGetValue(path, out Content? file) ? [.. file.Seen] : [];

    /// <summary>Another name of the same file.</summary>
    public void Link(string path, string other) => files[other] = files[path];

    /// <summary>Another file with the same name, that is on the disk.</summary>
    public void Replace(string path, byte[] bytes)
    {
        var file = new Content(++made);
        file.Seen.AddRange(bytes);
        file.Sync();
        files[path] = file;
    }

    public void Delete(string path) => files.Remove(path);

    /// <summary>Whether a power cut has left zeros in a file, and something behind them.</summary>
    public bool HasHole(string path) => Read(path).SkipWhile(static one => one != 0).Any(static one => one != 0);

    public bool Has(string path) => files.ContainsKey(path);

    public bool IsHeldBy(Process process, string path) => locks.TryGetValue("name " + path, out View? holder) && holder.Process == process;

    /// <summary>Frees what a process held when it ended, by whatever end.</summary>
    public void Release(Process process)
    {
        foreach (string name in locks.Where(held => held.Value.Process == process).Select(static held => held.Key).ToArray()) locks.Remove(name);
    }

    /// <summary>What of the buffer of a killed process had got to the system.</summary>
    public void Kill(Process process, Dice dice)
    {
        foreach (Content file in files.Values.Distinct().Where(file => file.Writer == process)) file.LoseBuffer(dice);
    }

    /// <summary>What was not brought to the disk is lost, or the end of it.</summary>
    public void CutPower(Dice dice)
    {
        foreach (Content file in files.Values.Distinct()) file.LoseUnsynced(dice);
    }

    /// <summary>The disk as a process sees it.</summary>
    /// <param name="process">The process.</param>
    /// <param name="failsAt">From which writing on the disk is full; 0 for never.</param>
    public JournalDisk For(Process process, int failsAt) => new View(this, process, failsAt);

    private sealed class Content(int number)
    {
        private byte[] synced = [];

        public int Number => number;

        public List<byte> Seen { get; } = [];

        public List<byte> Buffer { get; } = [];

        /// <summary>Who has written to it last.</summary>
        public Process? Writer { get; set; }

        public void Sync() => synced = [.. Seen];

        public void LoseBuffer(Dice dice)
        {
            Seen.AddRange(Buffer.Take(dice.Below(Buffer.Count + 1)));
            Buffer.Clear();
        }

        public void LoseUnsynced(Dice dice)
        {
            Buffer.Clear();
            int same = 0;
            while (same < synced.Length && same < Seen.Count && synced[same] == Seen[same]) same++;
            // Grown since then, or begun anew: either is on its way to the disk.
            if (same < synced.Length && dice.Chance(0.5))
            {
                Seen.Clear();
                Seen.AddRange(synced);
                return;
            }

            int kept = same + dice.Below(Seen.Count - same + 1);
            Seen.RemoveRange(kept, Seen.Count - kept);
            if (dice.Chance(0.3)) LoseBlocks(same, dice);
            Sync();
        }

        // The length of the file may get to the disk before what is in it, and blocks in any order.
        private void LoseBlocks(int from, Dice dice)
        {
            int size = dice.Of([64, 512, 4096]);
            for (int block = from / size; block * size < Seen.Count; block++)
            {
                if (dice.Chance(0.5)) continue;
                for (int i = Math.Max(from, block * size); i < Math.Min(Seen.Count, (block + 1) * size); i++) Seen[i] = 0;
            }
        }
    }

    private sealed class View(SimulatedDisk disk, Process process, int failsAt) : JournalDisk
    {
        private int written;

        public Process Process => process;

        public override string Final(string path) => path;

        public override Stream Open(string path)
        {
            process.Step();
            if (!disk.files.TryGetValue(path, out Content? file)) disk.files[path] = file = new Content(++disk.made);
            return new Handle(this, file, writes: true);
        }

        public override Stream OpenToRead(string path)
        {
            process.Step();
            if (!disk.files.TryGetValue(path, out Content? file)) throw new FileNotFoundException("There is no such file.");
            return new Handle(this, file, writes: false);
        }

        public override void Flush(Stream file, bool toDisk) => ((Handle)file).Flush(toDisk);

        public override void Hold(Stream file, string path)
        {
            // Processes are kept apart by it, and not two runs in one.
            process.Step();
            string inode = "inode " + ((Handle)file).Content.Number;
            if (disk.locks.TryGetValue(inode, out View? holder) && holder.Process != process) throw JournalLock.InUse(path, null);
            disk.locks[inode] = this;
        }

        public override IDisposable LockName(string path) => Take("name " + path, path);

        public override IDisposable? LockSalt(string salt, string path) => Take("salt " + salt, path);

        public void MayWrite()
        {
            process.Step();
            if (failsAt > 0 && ++written >= failsAt) throw new IOException("No space left on device");
        }

        public void Step() => process.Step();

        private Held Take(string name, string path)
        {
            process.Step();
            if (disk.locks.TryGetValue(name, out View? holder) && holder != this) throw JournalLock.InUse(path, null);
            disk.locks[name] = this;
            return new Held(disk, name, this);
        }
    }

    private sealed class Held(SimulatedDisk disk, string name, View view) : IDisposable
    {
        public void Dispose()
        {
            if (disk.locks.TryGetValue(name, out View? holder) && holder == view) disk.locks.Remove(name);
        }
    }

    private sealed class Handle(View view, Content file, bool writes) : Stream
    {
        private const int BufferBytes = 4096;
        private int position;

        public Content Content => file;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => writes;

        public override long Length => file.Seen.Count + file.Buffer.Count;

        public override long Position
        {
            get => position;
            set => position = (int)value;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            view.Step();
            int read = Math.Clamp(file.Seen.Count - position, 0, count);
            file.Seen.CopyTo(position, buffer, offset, read);
            position += read;
            return read;
        }

        // Byte for byte is no step of its own.
        public override int ReadByte() => position < file.Seen.Count ? file.Seen[position++] : -1;

        public override void Write(byte[] buffer, int offset, int count)
        {
            view.Step();
            file.Writer = view.Process;
            file.Buffer.AddRange(buffer.AsSpan(offset, count));
            if (file.Buffer.Count >= BufferBytes) Flush(toDisk: false);
        }

        public override void Flush() => Flush(toDisk: false);

        public void Flush(bool toDisk)
        {
            if (file.Buffer.Count > 0)
            {
                view.MayWrite();
                file.Seen.AddRange(file.Buffer);
                position = file.Seen.Count;
                file.Buffer.Clear();
            }

            view.Step();
            if (toDisk) file.Sync();
        }

        public override void SetLength(long value)
        {
            view.Step();
            file.Buffer.Clear();
            if (value < file.Seen.Count) file.Seen.RemoveRange((int)value, file.Seen.Count - (int)value);
            position = Math.Min(position, file.Seen.Count);
        }

        protected override void Dispose(bool disposing)
        {
            // As a stream of the system does when it is closed.
            if (disposing && writes && file.Buffer.Count > 0) Flush(toDisk: false);
            base.Dispose(disposing);
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    }
}
