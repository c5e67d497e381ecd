namespace FreedomPay.Core.Bulk;

/// <summary>Files that nobody but their owner reads.</summary>
internal static class PrivateFile
{
    /// <summary>Opens a file to read and write it; a new one is its owner's alone, where the system has such rights (0600).</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
#if NET
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        // On Windows a file inherits the rights of its folder, and of a file that is there the rights are somebody's choice.
        if (!OperatingSystem.IsWindows() && mode is not FileMode.Open) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
#else
        return new FileStream(path, mode, FileAccess.ReadWrite, share);
#endif
    }

    /// <summary>Closes a file that may be on a disk which is full: what is left to write cannot be written, and that has been told.</summary>
    public static void Close(Stream? file)
    {
        try
        {
            file?.Dispose();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The handle is closed all the same.
        }
    }
}
