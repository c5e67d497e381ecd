namespace FreedomPay.Core.Bulk;

/// <summary>
/// Keeps a second run away from a journal, in this process or another, by a file beside it. Not by the journal itself: on Unix a
/// file that is locked against writers cannot be read either, and a journal may be looked at while it grows.
/// </summary>
internal static class JournalLock
{
    private const int MostTries = 100;

    /// <summary>The file that a path leads to: another path to it is another lock.</summary>
    public static string Final(string path)
    {
#if NET
        try
        {
            return new FileInfo(path) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } target ? target.FullName : path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalProblem.Unusable, Messages.JournalNotOpened.With(path, e.Message), e);
        }
#else
        // Windows itself keeps a second writer away from an open file, by whatever name.
        return path;
#endif
    }

    /// <summary>
    /// Keeps other processes away from the file itself, whatever name they know it by (a hard link), where the system can do that without
    /// keeping readers away too. Any handle to the file that this process closes gives that lock back: it is to be taken again then.
    /// </summary>
    public static void Hold(FileStream file, string path)
    {
#if NET
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            file.Lock(long.MaxValue - 1, 1);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw InUse(path, e);
        }
        catch (IOException)
        {
            // A file system without locks. The file beside it is left.
        }
#endif
    }

    /// <summary>Takes the lock; disposing what is returned gives it back.</summary>
    /// <exception cref="JournalException">Another run has it, or the folder cannot be written to.</exception>
    public static IDisposable Take(string path)
    {
        string beside = path + ".lock";
        for (int attempt = 0; attempt < MostTries; attempt++)
        {
            FileStream held = Open(beside, path);
            // Its holder removes the file when it ends. Whoever opened it just before holds a lock on a file that is no longer there, and
            // the next one would take another: so it is only taken if it keeps a second opening out.
            if (!CanBeTaken(beside)) return held;
            held.Dispose();
        }

        throw InUse(path, null);
    }

    private static FileStream Open(string beside, string path)
    {
        try
        {
            return new FileStream(beside, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw InUse(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalProblem.Unusable, Messages.JournalNotOpened.With(path, e.Message), e);
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows, EWOULDBLOCK of Linux and of macOS.
    private static bool IsHeld(IOException e) => (e.HResult & 0xFFFF) is 32 or 33 or 11 or 35;

    private static bool CanBeTaken(string beside)
    {
        try
        {
            new FileStream(beside, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return true;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static JournalException InUse(string path, Exception? inner) =>
        new(JournalProblem.InUse, Messages.JournalInUse.With(path), inner);
}
