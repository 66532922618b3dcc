using System.Runtime.InteropServices;

namespace EniTools.Api.Journal;

/// <summary>Lets one run at a time write to a journal: a file beside it that the system keeps for its process, and gives free when that dies.</summary>
/// <remarks>
/// It is not the journal itself, because on Linux and macOS whoever locks a file keeps every other .NET process from reading it. The file
/// is empty, goes with the run, and what a crash leaves of it holds nobody up.
/// </remarks>
internal sealed class WriterLock : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;

    private WriterLock(string path, FileStream file) => (_path, _file) = (path, file);

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Takes the lock.</summary>
    /// <param name="journalPath">The journal.</param>
    /// <exception cref="JournalException">Another run has it.</exception>
    /// <exception cref="IOException">There is no such folder, or it cannot be written.</exception>
    public static WriterLock Take(string journalPath)
    {
        var path = journalPath + ".lock";
        var file = Open(journalPath, path);
        if (file.Length > 0)
        {
            // Its run ended between the two steps and took the file away: the next one is another file, unless a crash left this one.
            file.Dispose();
            file = Open(journalPath, path);
            file.SetLength(0);
        }

        return new WriterLock(path, file);
    }

    /// <summary>Whether a run has the lock of a journal.</summary>
    public static bool IsTaken(string journalPath)
    {
        try
        {
            new FileStream(journalPath + ".lock", FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1).Dispose();
            return false;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose()
    {
        if (!IsWindows)
        {
            // Whoever has opened it already must not take it for the one that others find here.
            Delete();
            TryMark();
        }

        _file.Dispose();
        if (IsWindows)
            Delete();
    }

    private static FileStream Open(string journalPath, string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException) && File.Exists(path))
        {
            throw JournalException.InUse(journalPath, exception);
        }
    }

    private void TryMark()
    {
        try
        {
            _file.WriteByte(0);
        }
        catch (IOException)
        {
            // No space: who opened it in this moment has it, and it is gone from here.
        }
    }

    private void Delete()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another run has it, or the folder is closed meanwhile. It holds nobody up.
        }
    }
}
