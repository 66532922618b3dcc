namespace EniTools.Api.Files;

/// <summary>A regular file that one writer at a time has, whatever name each of them uses. Everyone may read the file meanwhile.</summary>
/// <remarks>The lock is on the file itself and ends with its process: docs/decisions/0012 says which lock, and why.</remarks>
internal sealed class LockedFile : IDisposable
{
    // A process that only looks at the lock, or that was just killed, can hold it for a moment.
    private const int Tries = 5;
    private const int SharingViolation = 32;
    private const int ExistsOnWindows = 80;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private FileFacts? _facts;

    private LockedFile(string path, FileStream stream, bool isNew)
    {
        (Path, IsNew) = (path, isNew);
        Take(stream);
    }

    /// <summary>The name that the file was opened by.</summary>
    public string Path { get; }

    /// <summary>The content.</summary>
    public FileStream Stream { get; private set; } = null!;

    /// <summary>True if this object created the file and nothing has replaced its content yet.</summary>
    public bool IsNew { get; private set; }

    /// <summary>The facts of the file as it was opened; null where the system does not tell them.</summary>
    internal FileFacts? Facts => _facts;

    /// <summary>Opens a file, or creates it, and takes its lock.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isPrivate">True if a new file is for its user alone; false if it gets the rights of any file of its user.</param>
    /// <returns>Null if another writer has the lock.</returns>
    /// <exception cref="IOException">The file is not a regular one, or cannot be opened or created.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static LockedFile? TryOpen(string path, bool isPrivate)
    {
        path = System.IO.Path.GetFullPath(path);
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (attempt > 1)
                Thread.Sleep(Pause);
            if (TryOpenOnce(path, isPrivate) is not { } file)
                continue;
            // Between opening and locking, the holder before may have deleted or replaced the file.
            if (file.Displacement() is null)
                return file;
            file.Close();
        }

        if (!Unix.IsHere)
            CheckWritten(path);
        return null;
    }

    /// <summary>Returns whether a writer has the lock of a file.</summary>
    public static bool IsLocked(string path)
    {
        try
        {
            using var stream = RegularFile.Open(path, FileAccess.Read, Unix.IsHere ? FileShare.ReadWrite : FileShare.Read);
            return Unix.IsHere && Unix.IsLocked(stream.SafeFileHandle);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            // On Windows a writer keeps others from opening the file so.
            return !Unix.IsHere;
        }
    }

    /// <summary>Returns what happened to the file, if its name does not lead to it any more or it has another length; null if nothing did.</summary>
    /// <param name="length">The length that the file should have; null for any.</param>
    public string? Displacement(long? length = null)
    {
        if (_facts is not { } opened)
            return null;
        try
        {
            return Unix.FactsOf(Path) is not { } named ? null
                : named.Identity != opened.Identity ? "another file has its name"
                : named.Length < length ? "it was shortened"
                : named.Length > length ? "another program has written to it"
                : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return "it was deleted or moved";
        }
    }

    /// <summary>Replaces the whole content: a reader finds the old one or the new one, also after a crash.</summary>
    /// <remarks>
    /// The new content is written to a new file beside the old one, which has the same rights, and moved over it. On Windows, which keeps
    /// the rights of the old file, the name leads to no file for a moment.
    /// </remarks>
    /// <exception cref="IOException">The content could not be written, or the name leads to another file. All is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Replace(Action<Stream> write)
    {
        EnsureHeld();
        var name = RegularFile.FinalName(Path);
        if (Displacement() is { } what && File.Exists(name))
            throw new IOException($"'{Path}' was left as it is: {what}.");
        var nameOfNew = NewNameBeside(name);
        var stream = RegularFile.Create(nameOfNew, isPrivate: false);
        try
        {
            if (Unix.IsHere)
                Prepare(stream);
            write(stream);
            stream.Flush(flushToDisk: true);
            if (!Unix.IsHere)
            {
                // Open files cannot be moved there. EnsureHeld takes the lock again.
                stream.Dispose();
                Stream.Dispose();
            }

            if (File.Exists(name))
                File.Replace(nameOfNew, name, null);
            else
                File.Move(nameOfNew, name);
        }
        catch
        {
            stream.Dispose();
            TryDelete(nameOfNew);
            throw;
        }

        IsNew = false;
        if (!Unix.IsHere)
        {
            EnsureHeld();
            return;
        }

        // The old lock holds until the new one is in its place.
        Close();
        Take(stream);
    }

    /// <summary>Finds out whether the content could be replaced, without a trace.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void CheckReplaceable()
    {
        var nameOfNew = NewNameBeside(RegularFile.FinalName(Path));
        RegularFile.Create(nameOfNew, isPrivate: false).Dispose();
        File.Delete(nameOfNew);
    }

    /// <summary>Closes the file, which frees its lock. A file that this object created and left empty is deleted.</summary>
    public void Dispose()
    {
        var isLeftover = IsNew && Stream is { CanSeek: true, Length: 0 } && Displacement() is null;
        // Deleted under the lock, so that no other process has the file by then.
        if (isLeftover && Unix.IsHere)
            TryDelete(RegularFile.FinalName(Path));
        Close();
        if (isLeftover && !Unix.IsHere)
            TryDelete(Path);
    }

    // Of no file that anybody else made.
    private static string NewNameBeside(string name) => $"{name}.{Guid.NewGuid().ToString("N").Substring(0, 8)}.new";

    private static LockedFile? TryOpenOnce(string path, bool isPrivate)
    {
        var (stream, isNew) = (default(FileStream), false);
        try
        {
            stream = TryOpenExisting(path);
            if (stream is null)
                (stream, isNew) = (RegularFile.Create(RegularFile.FinalName(path), isPrivate), true);
        }
        catch (IOException exception) when (IsOfAnother(exception))
        {
            return null;
        }

        if (!Unix.IsHere || Unix.TryLock(stream.SafeFileHandle, path))
            return new LockedFile(path, stream, isNew);
        stream.Dispose();
        return null;
    }

    // A viewer is no writer, and on Windows it can keep others from writing, or from opening the file at all.
    private static void CheckWritten(string path)
    {
        RegularFile.OpenToRead(path).Dispose();
        if (!IsLocked(path))
            throw new IOException($"Another program has '{path}' open and lets no other one write to it.");
    }

    private static FileStream? TryOpenExisting(string path)
    {
        try
        {
            return RegularFile.Open(path, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    // Created by another in this moment, or, on Windows, open to another writer.
    private static bool IsOfAnother(IOException exception) =>
        (exception.HResult & 0xffff) is ExistsOnWindows or SharingViolation || (Unix.IsHere && exception.HResult == Unix.Exists);

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder may not be written any more: the file stays, and is in no one's way.
        }
    }

    private void Close()
    {
        if (Unix.IsHere && Stream.CanRead)
            Unix.Unlock(Stream.SafeFileHandle);
        Stream.Dispose();
    }

    private void Take(FileStream stream)
    {
        Stream = stream;
        _facts = Unix.IsHere ? Unix.FactsOf(stream.SafeFileHandle) : null;
    }

    // After a replacement on Windows, which is only possible without the lock.
    private void EnsureHeld()
    {
        if (Stream.CanRead)
            return;
        Take((TryOpen(Path, isPrivate: false) ?? throw new IOException($"Another program has taken '{Path}'.")).Stream);
    }

    // The new content has the lock and the rights of the old one before it has its name.
    private void Prepare(FileStream stream)
    {
        if (!Unix.TryLock(stream.SafeFileHandle, Path))
            throw new IOException($"Another program has taken the new content of '{Path}'.");
        if (Unix.FactsOf(Stream.SafeFileHandle) is { } old && Unix.FactsOf(stream.SafeFileHandle)?.Rights != old.Rights
            && !Unix.TryChangeMode(stream.SafeFileHandle, old.Rights))
            throw new IOException($"The new content of '{Path}' could not get the rights of the old one.");
    }
}
