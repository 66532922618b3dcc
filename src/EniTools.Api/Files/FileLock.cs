using System.Runtime.InteropServices;

namespace EniTools.Api.Files;

/// <summary>Lets one writer at a time have a file: another file beside it that the system keeps for its process, and gives free when that dies.</summary>
/// <remarks>
/// It is not the file itself, because on Linux and macOS whoever locks a file keeps every other .NET process from reading it. The lock's
/// file is empty, goes with its holder, and what a crash leaves of it holds nobody up.
/// </remarks>
public sealed class FileLock : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;

    private FileLock(string path, FileStream file) => (_path, _file) = (path, file);

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Takes the lock; null when another has it.</summary>
    /// <param name="lockedPath">The file that it is for, which need not exist.</param>
    /// <exception cref="IOException">There is no such folder, or it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static FileLock? TryTake(string lockedPath)
    {
        var path = lockedPath + ".lock";
        var file = Open(path);
        if (file is { Length: > 0 })
        {
            // Its holder ended between the two steps and took the file away: the next one is another file, unless a crash left this one.
            file.Dispose();
            file = Open(path);
            file?.SetLength(0);
        }

        return file is null ? null : new FileLock(path, file);
    }

    /// <summary>Whether anybody has the lock of a file.</summary>
    public static bool IsTaken(string lockedPath)
    {
        try
        {
            new FileStream(lockedPath + ".lock", FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1).Dispose();
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

    /// <summary>Gives the lock free.</summary>
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

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException) && File.Exists(path))
        {
            return null;
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
            // Another has it, or the folder is closed meanwhile. It holds nobody up.
        }
    }
}
