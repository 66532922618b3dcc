using System.Runtime.InteropServices;

namespace EniTools.Api.Files;

/// <summary>Opens and creates regular files, and refuses pipes, devices and others without waiting for them.</summary>
internal static class RegularFile
{
    private const int LongestChain = 40;
    private const int OwnerReadsAndWrites = 0x180;

    // Mono makes no stream of a file that it did not open itself.
    private static readonly bool IsMono = Type.GetType("Mono.Runtime") is not null;

    /// <summary>Opens a file to read. Others may write to the file meanwhile, also as a <see cref="LockedFile"/>.</summary>
    /// <exception cref="IOException">There is no such file, or it is not a regular one.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static FileStream OpenToRead(string path) => Open(path, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Gets the name at the end of a chain of symbolic links: that of a file that exists, or can be created.</summary>
    public static string FinalName(string path)
    {
        path = Path.GetFullPath(path);
        if (!Unix.IsHere)
            return path;
        for (var links = 0; links < LongestChain && Unix.RealPath(Path.GetDirectoryName(path)!) is { } folder; links++)
        {
            path = Path.Combine(folder, Path.GetFileName(path));
            if (Unix.LinkTarget(path) is not { } target)
                break;
            path = Path.Combine(folder, target);
        }

        return path;
    }

    /// <summary>Opens a file that exists.</summary>
    internal static FileStream Open(string path, FileAccess access, FileShare share)
    {
        // Checked before opening, which alone has an effect on some devices.
        if (Unix.IsHere && Unix.FactsOf(path) is { } facts)
            CheckKind(facts, path);
        if (!Unix.IsHere || IsMono)
            return Checked(new FileStream(path, FileMode.Open, access, share, bufferSize: 1), path);
        var handle = Unix.Open(path, access == FileAccess.ReadWrite);
        try
        {
            // By now the name may lead to another file.
            if (Unix.FactsOf(handle) is { } opened)
                CheckKind(opened, path);
            return new FileStream(handle, access, bufferSize: 1);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Creates a file. One that exists is left as it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isPrivate">True if only its user may read and write it, and on Windows SYSTEM and administrators, from its first moment on.</param>
    /// <exception cref="IOException">There is a file of that name, or the folder cannot be written.</exception>
    internal static FileStream Create(string path, bool isPrivate)
    {
        if (!isPrivate)
            return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
        return Unix.IsHere ? CreatedPrivate(path) ?? CreatedAndClosed(path) : WindowsFile.CreatePrivate(path);
    }

    // Since .NET 7 a file can be private from its first moment on.
    private static FileStream? CreatedPrivate(string path)
    {
        var optionsType = typeof(FileStream).Assembly.GetType("System.IO.FileStreamOptions");
        if (optionsType?.GetProperty("UnixCreateMode") is not { } mode)
            return null;
        var options = Activator.CreateInstance(optionsType)!;
        optionsType.GetProperty("Mode")!.SetValue(options, FileMode.CreateNew);
        optionsType.GetProperty("Access")!.SetValue(options, FileAccess.ReadWrite);
        optionsType.GetProperty("Share")!.SetValue(options, FileShare.Read);
        optionsType.GetProperty("BufferSize")!.SetValue(options, 1);
        mode.SetValue(options, Enum.ToObject(Nullable.GetUnderlyingType(mode.PropertyType)!, OwnerReadsAndWrites));
        try
        {
            return (FileStream)typeof(FileStream).GetConstructor([typeof(string), optionsType])!.Invoke([path, options]);
        }
        catch (System.Reflection.TargetInvocationException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(exception.InnerException!).Throw();
            throw;
        }
    }

    // Before that, it is made private while it is still empty.
    private static FileStream CreatedAndClosed(string path)
    {
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
        if (Unix.TryChangeMode(stream.SafeFileHandle, OwnerReadsAndWrites))
            return stream;
        stream.Dispose();
        throw new IOException($"The file '{path}' could not be made private (error {Marshal.GetLastWin32Error()}).");
    }

    // Pipes and devices of Windows have no places to go to.
    private static FileStream Checked(FileStream stream, string path)
    {
        if (stream.CanSeek)
            return stream;
        stream.Dispose();
        throw new IOException($"'{path}' is a pipe or a device, and not a regular file.");
    }

    private static void CheckKind(FileFacts facts, string path)
    {
        if (!facts.IsRegular)
            throw new IOException($"'{path}' is {facts.Kind}, and not a regular file.");
    }
}
