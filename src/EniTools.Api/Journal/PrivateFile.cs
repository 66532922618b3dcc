using System.Runtime.InteropServices;

namespace EniTools.Api.Journal;

/// <summary>Makes files that only their owner can read.</summary>
/// <remarks>On Windows a file has the access rights of its folder; those of a user's profile are the user's own.</remarks>
internal static class PrivateFile
{
    private const int OwnerReadsAndWrites = 0x180;

    /// <summary>Opens a file to write at its end, or makes it. Others may read it meanwhile.</summary>
    public static FileStream OpenOrCreate(string path)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows) || File.Exists(path))
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
        return Created(path) ?? CreatedAndClosed(path);
    }

    // Since .NET 7 a file can be private from its first moment on.
    private static FileStream? Created(string path)
    {
        var optionsType = typeof(FileStream).Assembly.GetType("System.IO.FileStreamOptions");
        if (optionsType?.GetProperty("UnixCreateMode") is not { } mode)
            return null;
        var options = Activator.CreateInstance(optionsType)!;
        optionsType.GetProperty("Mode")!.SetValue(options, FileMode.OpenOrCreate);
        optionsType.GetProperty("Access")!.SetValue(options, FileAccess.ReadWrite);
        optionsType.GetProperty("Share")!.SetValue(options, FileShare.Read);
        optionsType.GetProperty("BufferSize")!.SetValue(options, 1);
        mode.SetValue(options, Enum.ToObject(Nullable.GetUnderlyingType(mode.PropertyType)!, OwnerReadsAndWrites));
        return (FileStream)typeof(FileStream).GetConstructor([typeof(string), optionsType])!.Invoke([path, options]);
    }

    // Before that, it is made private while it is still empty.
    private static FileStream CreatedAndClosed(string path)
    {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
        if (ChangeMode(path, OwnerReadsAndWrites) == 0)
            return stream;
        stream.Dispose();
        throw new IOException($"The file '{path}' could not be made private (error {Marshal.GetLastWin32Error()}).");
    }

    [DllImport(
        "libc", EntryPoint = "chmod", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int ChangeMode(string path, int mode);
}
