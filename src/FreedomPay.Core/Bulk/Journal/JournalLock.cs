using System.Security.Cryptography;
using System.Text;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.Bulk;

/// <summary>
/// Keeps a second run away from a journal, in this process or another, by whatever name it knows the file: by a file beside it, and by one
/// that is called after the salt of the journal. Not by the journal itself: on Unix a file that is locked against writers cannot be read
/// either, and a journal may be looked at while it grows.
/// </summary>
internal static class JournalLock
{
    private const int MostTries = 100;

    // Tells a file that a killed run has left from somebody's own of the same name, which is never deleted.
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes("Keeps a second run away from a journal of FreedomPay.\n");

    /// <summary>The file that a path leads to: another path to it is another lock.</summary>
    public static string Final(string path)
    {
#if NET
        try
        {
            return new FileInfo(path) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } target
                ? target.FullName
                : path;
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
            // A file system without locks. The files beside it are left.
        }
#endif
    }

    /// <summary>Takes the lock of a name; disposing what is returned gives it back.</summary>
    /// <param name="path">The journal.</param>
    /// <exception cref="JournalException">Another run has it, or the folder cannot be written to.</exception>
    public static IDisposable OfName(string path)
    {
        try
        {
            return Take(path + ".lock", path);
        }
        catch (Exception e) when (e is not (JournalException or OutOfMemoryException))
        {
            // A file that may not grow is no IOException everywhere.
            throw new JournalException(JournalProblem.Unusable, Messages.JournalNotOpened.With(path, e.Message), e);
        }
    }

    /// <summary>
    /// Takes the lock of a journal whatever it is called (a hard link, a copy): in the folder for temporary files, by the salt of its own.
    /// Null where nothing can be locked there.
    /// </summary>
    /// <param name="salt">The salt in its first line.</param>
    /// <param name="path">The journal.</param>
    /// <exception cref="JournalException">Another run has it.</exception>
    public static IDisposable? OfSalt(string salt, string path)
    {
        using var hash = SHA256.Create();
        string name = Base64Url.Encode(hash.ComputeHash(Encoding.UTF8.GetBytes(salt)));
        try
        {
            return Take(Path.Combine(Path.GetTempPath(), $"freedompay-journal-{name}.lock"), path);
        }
        catch (Exception e) when (e is not (JournalException or OutOfMemoryException))
        {
            return null;
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows, EWOULDBLOCK of Linux and of macOS.
    public static bool IsHeld(Exception e) => e is IOException && (e.HResult & 0xFFFF) is 32 or 33 or 11 or 35;

    public static JournalException InUse(string path, Exception? inner) =>
        new(JournalProblem.InUse, Messages.JournalInUse.With(path), inner);

    private static Held Take(string name, string path)
    {
        for (int attempt = 0; attempt < MostTries; attempt++)
        {
            if (Open(name, path) is not { } held) continue;
            // Its holder removes the file when it ends. Whoever opened it just before holds a lock on a file that is no longer there, and
            // the next one would take another: so it is only taken if it keeps a second opening out.
            if (!CanBeTaken(name)) return held;
            held.Dispose();
        }

        throw InUse(path, null);
    }

    /// <summary>Opens the file, or makes it; null where it came or went meanwhile.</summary>
    private static Held? Open(string name, string path)
    {
        try
        {
            bool isNew = !File.Exists(name);
            FileStream file = PrivateFile.Open(name, isNew ? FileMode.CreateNew : FileMode.Open, FileShare.None);
            var held = new Held(file, name, isOurs: isNew);
            try
            {
                if (isNew) Write(file);
                else held.IsOurs = IsMarked(file);
                return held;
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw InUse(path, e);
        }
        catch (Exception e) when (e is FileNotFoundException || (e is IOException && IsThere(e)))
        {
            return null;
        }
    }

    // ERROR_FILE_EXISTS of Windows, EEXIST.
    private static bool IsThere(Exception e) => (e.HResult & 0xFFFF) is 80 or 17;

    private static void Write(FileStream file)
    {
        file.Write(Mark, 0, Mark.Length);
        file.Flush();
    }

    private static bool IsMarked(FileStream file)
    {
        if (file.Length != Mark.Length) return false;
        foreach (byte expected in Mark)
        {
            if (file.ReadByte() != expected) return false;
        }

        return true;
    }

    private static bool CanBeTaken(string name)
    {
        try
        {
            new FileStream(name, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return true;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A file that is locked, and deleted with its lock where it is ours.</summary>
    private sealed class Held(FileStream file, string name, bool isOurs) : IDisposable
    {
        private bool isDisposed;

        public bool IsOurs { get; set; } = isOurs;

        public void Dispose()
        {
            if (isDisposed) return;
            isDisposed = true;
            // Unix deletes it under its lock, so that nobody else's is deleted; Windows does not let go of a file that is open.
            bool isGone = IsOurs && Path.DirectorySeparatorChar == '/' && TryDelete();
            PrivateFile.Close(file);
            if (IsOurs && !isGone) TryDelete();
        }

        private bool TryDelete()
        {
            try
            {
                File.Delete(name);
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another run has it already.
                return false;
            }
        }
    }
}

/// <summary>All that keeps others away from a journal while it is open.</summary>
internal sealed class JournalHold(string path, JournalDisk disk) : IDisposable
{
    private readonly IDisposable ofName = disk.LockName(path);
    private IDisposable? ofSalt;

    /// <summary>Takes the lock of the journal itself, once its header is there.</summary>
    public void KeepSalt(string salt)
    {
        IDisposable? before = ofSalt;
        ofSalt = disk.LockSalt(salt, path);
        before?.Dispose();
    }

    public void Dispose()
    {
        ofSalt?.Dispose();
        ofName.Dispose();
    }
}
