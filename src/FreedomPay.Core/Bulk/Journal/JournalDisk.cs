namespace FreedomPay.Core.Bulk;

/// <summary>Where journals lie: the file system, unless a simulation plays one.</summary>
internal abstract class JournalDisk
{
    /// <summary>That of the system.</summary>
    public static JournalDisk OfSystem { get; } = new Files();

    /// <summary>Held while one is opened: two names of one new file are two files as long as neither has a header.</summary>
    public object Opening { get; } = new();

    /// <summary>The file that a path leads to.</summary>
    public abstract string Final(string path);

    /// <summary>Opens a journal to read and write it, or makes an empty one.</summary>
    public abstract Stream Open(string path);

    /// <summary>Opens a journal to read it, be it in use or not.</summary>
    public abstract Stream OpenToRead(string path);

    /// <summary>Hands what was written to the system; if told so, brings it to the disk itself.</summary>
    public abstract void Flush(Stream file, bool toDisk);

    /// <summary>Keeps other processes away from an open file, whatever name they know it by; to be done again after any handle to it was closed.</summary>
    /// <exception cref="JournalException">Another run has it.</exception>
    public abstract void Hold(Stream file, string path);

    /// <summary>Takes the lock of a name; disposing what is returned gives it back.</summary>
    /// <exception cref="JournalException">Another run has it, or the folder cannot be written to.</exception>
    public abstract IDisposable LockName(string path);

    /// <summary>Takes the lock of a journal whatever it is called; null where nothing can be locked.</summary>
    /// <exception cref="JournalException">Another run has it.</exception>
    public abstract IDisposable? LockSalt(string salt, string path);

    private sealed class Files : JournalDisk
    {
        public override string Final(string path) => JournalLock.Final(path);

        public override Stream Open(string path) => PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.Read);

        public override Stream OpenToRead(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        public override void Flush(Stream file, bool toDisk) => ((FileStream)file).Flush(toDisk);

        public override void Hold(Stream file, string path) => JournalLock.Hold((FileStream)file, path);

        public override IDisposable LockName(string path) => JournalLock.OfName(path);

        public override IDisposable? LockSalt(string salt, string path) => JournalLock.OfSalt(salt, path);
    }
}
