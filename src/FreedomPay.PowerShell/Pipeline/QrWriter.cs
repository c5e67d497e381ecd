using System.Management.Automation;
using System.Management.Automation.Host;
using System.Runtime.CompilerServices;
using System.Security;
using FreedomPay.Fields;
using FreedomPay.Qr;

namespace FreedomPay.Pipeline;

/// <summary>
/// Writes the QR codes of a run into the files that its rows name, and draws them in the terminal. What can be known before of a file that cannot be
/// written is a fault of its row, so that no payment is made for it; what goes wrong after is told beside the result, which stands.
/// </summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="wishes">What the user wishes of it.</param>
internal sealed class QrWriter(PSCmdlet cmdlet, IShowsQr wishes)
{
    /// <summary>The parameter, which is of the run and no field of a request.</summary>
    public const string Parameter = nameof(IShowsQr.QrPath);

    private const string Extension = ".png";

    // Those of Write-Host, which show on the screen whatever the preference, and one by which the lines are told from others.
    private static readonly string[] Tags = ["PSHOST", "FreedomPay.Qr"];
    private static readonly FieldAttribute Rules = new(Parameter);

    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the code of a row's result is to be written or drawn.</summary>
    public bool IsWanted(Row row) => row.QrFile is not null || wishes.ShowQr;

    /// <summary>Takes the file that a row names, and says what is wrong with its path.</summary>
    /// <param name="row">The row; it gets the file.</param>
    /// <param name="faults">What is wrong with the row so far; takes more.</param>
    public void Judge(Row row, ICollection<FieldFault> faults)
    {
        if (string.IsNullOrWhiteSpace(wishes.QrPath)) return;
        string path = wishes.QrPath!;
        string file = path;
        if (FieldRules.ToWire(Rules, path, out string? fault) is not null) fault = FaultOfPlace(path, out file);
        // A row that is refused for something else takes no file.
        if (fault is null && faults.Count == 0 && !taken.Add(file)) fault = Messages.QrIsTaken;
        if (fault is null) row.QrFile = file;
        else faults.Add(Fault(path, fault));
    }

    /// <summary>What is in the way of the file of a row that is about to be sent; null for nothing.</summary>
    /// <param name="row">The row that is bound.</param>
    /// <param name="isWhatIf">Whether nothing may be written.</param>
    public FieldFault? Obstacle(Row row, bool isWhatIf)
    {
        if (row.QrFile is not { } file) return null;
        if (File.Exists(file) && !wishes.Force) return Fault(wishes.QrPath!, Messages.QrFileExists);
        if (isWhatIf) return null;
        try
        {
            // Nothing tells so well whether it can be written as writing it; its own name is left alone, lest somebody waits for it to appear.
            new FileStream(TemporaryOf(file), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            return null;
        }
        catch (Exception e) when (IsOfDisk(e))
        {
            return Fault(wishes.QrPath!, Messages.QrIsNotWritable.With(e.Message.TrimEnd('.')));
        }
    }

    /// <summary>Writes the code of a result into the file of its row, where that names one; says why it is not written, else null.</summary>
    /// <param name="row">The row.</param>
    /// <param name="result">The result. It has yet to be returned, so that nothing may be thrown here.</param>
    public string? Save(Row row, FreedomPayObject result)
    {
        if (row.QrFile is not { } file) return null;
        try
        {
            if (wishes.ContentOf(result) is not { } content) return Messages.QrHasNoContent;
            if ((content.Png ?? PngOf(content.Address!)) is not { } png) return Messages.QrIsTooLong;
            if (wishes.Force || !File.Exists(file))
            {
                Put(file, png);
                return null;
            }

            // As the run before has left it, where the journal returns what that has done.
            bool isSame = new FileInfo(file).Length == png.Length && File.ReadAllBytes(file).SequenceEqual(png);
            return isSame ? null : Messages.QrFileHoldsOther.With(file);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Messages.QrNotWritten.With(file, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>Draws the code of a result, where that is wished; says why it is not drawn, else null.</summary>
    /// <param name="result">The result, which has been returned.</param>
    /// <param name="caption">Says what the code is of; null for nothing.</param>
    public string? Draw(FreedomPayObject result, Func<string?> caption)
    {
        if (!wishes.ShowQr) return null;
        if (wishes.ContentOf(result) is not { } content) return Messages.QrHasNoContent;
        if (content.Address is not { } address) return Messages.QrIsPicture;
        string[]? lines;
        try
        {
            lines = LinesOf(address);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The rows after this one are not to pay for it.
            return Messages.QrNotDrawn.With(e.Message.TrimEnd('.'));
        }

        if (lines is null) return Messages.QrIsTooLong;
        int width = WindowWidth();
        if (width > 0 && lines[0].Length > width) return Messages.QrIsTooWide.With(lines[0].Length, width);
        if (caption() is { } said) cmdlet.WriteInformation(new HostInformationMessage { Message = said }, Tags);
        foreach (string line in lines)
        {
            // Each line alone, lest the colour runs on to the edge of the window. A reader needs dark on light, whatever the colours of the terminal.
            var drawn = new HostInformationMessage { Message = line, ForegroundColor = ConsoleColor.Black, BackgroundColor = ConsoleColor.White };
            cmdlet.WriteInformation(drawn, Tags);
        }

        return null;
    }

    // The methods that name QrCode stand alone: the assembly is loaded when the first of them is compiled, and most runs need none.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[]? PngOf(string text) => QrCode.Png(text);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string[]? LinesOf(string text) => QrCode.Lines(text);

    private static bool IsOfDisk(Exception e) =>
        e is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException;

    private static string TemporaryOf(string file) => Path.Combine(
        Path.GetDirectoryName(file)!, $".{Path.GetFileName(file)}.{Guid.NewGuid().ToString("N").Substring(0, 8)}.tmp");

    private static FieldFault Fault(string path, string reason) => new(Parameter, Parameter, ValueText.Shown(path), reason);

    private string? FaultOfPlace(string path, out string file)
    {
        file = path;
        try
        {
            string found = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name != "FileSystem") return Messages.QrIsNoFile;
            file = Path.GetFullPath(found);
        }
        catch (Exception e) when (e is RuntimeException || IsOfDisk(e))
        {
            // No such drive or provider, or nothing that a file can be called.
            return Messages.QrIsNoFile;
        }

        if (Directory.Exists(file)) return Messages.QrIsFolder;
        if (!file.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) return Messages.QrIsNoPng;
        return Directory.Exists(Path.GetDirectoryName(file)) ? null : Messages.QrLacksFolder;
    }

    // Whole or not at all: nobody finds half a picture under its name.
    private void Put(string file, byte[] png)
    {
        string temporary = TemporaryOf(file);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None)) stream.Write(png, 0, png.Length);
            if (wishes.Force && File.Exists(file)) File.Replace(temporary, file, null);
            else File.Move(temporary, file);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }

    // 0 where there is no window, or none that says. A console whose output goes into a file has a window that does not show it.
    private int WindowWidth()
    {
        if (cmdlet.Host?.Name == "ConsoleHost" && Console.IsOutputRedirected) return 0;
        try
        {
            return cmdlet.Host?.UI?.RawUI?.WindowSize.Width ?? 0;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or NotSupportedException or IOException)
        {
            return 0;
        }
    }
}
