using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EniTools.Api.Files;

/// <summary>The functions of libc that .NET does not offer: facts of a file, opening without waiting, and locks that readers do not meet.</summary>
/// <remarks>
/// The numbers are those of macOS and of Linux on common machines. No function with variable arguments is called on macOS: arm64 passes
/// such arguments in another way there.
/// </remarks>
internal static class Unix
{
    /// <summary>The error for a file that exists already.</summary>
    public const int Exists = 17;

    private const int NotFound = 2;
    private const int AccessDenied = 13;
    private const int NotPermitted = 1;
    private const int NotAFolder = 20;
    private const int UnknownCommand = 22;
    private const int ReadOnlyFileSystem = 30;
    private const int Exclusive = 2;
    private const int Shared = 1;
    private const int WithoutWaiting = 4;
    private const int Free = 8;
    private const int TestOfDescription = 36;
    private const int LockOfDescription = 37;
    private const int WorkingFolder = -100;
    private const int EmptyPath = 0x1000;
    private const int BasicFacts = 0x7ff;
    private const int LongestPath = 4096;

    /// <summary>True on Linux, macOS and other systems that are not Windows.</summary>
    public static bool IsHere { get; } = !RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private static bool IsMac { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    private static int TryAgain => IsMac ? 35 : 11;

    // Does not wait for the other end of a pipe, takes no terminal, and is closed in child processes.
    private static int OpenSafely => IsMac ? 0x1000000 | 0x20000 | 0x4 : 0x80000 | 0x100 | 0x800;

    /// <summary>The number of the user that this process acts as.</summary>
    public static uint User => EffectiveUser();

    /// <summary>Opens a file that exists. The function neither waits nor locks the file.</summary>
    public static SafeFileHandle Open(string path, bool toWrite)
    {
        var descriptor = Open(path, OpenSafely | (toWrite ? 2 : 0));
        return descriptor >= 0 ? new SafeFileHandle(new IntPtr(descriptor), ownsHandle: true) : throw Failure(path);
    }

    /// <summary>Gets the facts of the file that a name leads to; null where the system does not tell them.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static FileFacts? FactsOf(string path) =>
        Facts(path, buffer => IsMac ? MacStat(path, buffer) : Statx(WorkingFolder, path, 0, BasicFacts, buffer));

    /// <summary>Gets the facts of an open file; null where the system does not tell them.</summary>
    public static FileFacts? FactsOf(SafeFileHandle file) =>
        Facts("", buffer => IsMac ? MacStat(file, buffer) : Statx(file, "", EmptyPath, BasicFacts, buffer));

    /// <summary>Gets what a symbolic link holds; null for anything else.</summary>
    public static string? LinkTarget(string path)
    {
        var buffer = new byte[LongestPath];
        var length = (int)ReadLink(path, buffer, new IntPtr(buffer.Length));
        return length > 0 ? Encoding.UTF8.GetString(buffer, 0, length) : null;
    }

    /// <summary>Gets the name of a folder without any link in it; null if there is no such folder.</summary>
    public static string? RealPath(string folder)
    {
        var buffer = new byte[LongestPath + 1];
        return RealPath(folder, buffer) != IntPtr.Zero ? Encoding.UTF8.GetString(buffer, 0, Array.IndexOf(buffer, (byte)0)) : null;
    }

    /// <summary>Sets who may read and write an open file.</summary>
    /// <returns>False when that cannot be set.</returns>
    public static bool TryChangeMode(SafeFileHandle file, int mode) => ChangeMode(file, mode) == 0;

    /// <summary>Takes the lock of a file for this handle; the lock ends with the handle.</summary>
    /// <returns>False when another handle has the lock, of this process or another.</returns>
    /// <exception cref="IOException">The file system has no locks.</exception>
    public static bool TryLock(SafeFileHandle file, string path, bool forcesWhole = false)
    {
        if (!forcesWhole && KnowsLocksOfDescriptions)
        {
            var all = new Region { Type = Region.Write };
            if (Control(file, LockOfDescription, ref all) == 0)
                return true;
            // Older kernels know only the other kind.
            if (Marshal.GetLastWin32Error() is var error && error != UnknownCommand)
                return error == TryAgain || error == AccessDenied ? false : throw Failure(path, error);
        }

        if (WholeLock(file, Exclusive | WithoutWaiting) == 0)
            return true;
        return Marshal.GetLastWin32Error() == TryAgain ? false : throw Failure(path);
    }

    /// <summary>Frees the lock of a handle at once: a child process that is being started can have a copy of the handle for a moment.</summary>
    public static void Unlock(SafeFileHandle file)
    {
        if (KnowsLocksOfDescriptions)
        {
            var all = new Region { Type = Region.Free };
            _ = Control(file, LockOfDescription, ref all);
        }

        _ = WholeLock(file, Free);
    }

    /// <summary>Returns whether another handle has the lock of a file.</summary>
    public static bool IsLocked(SafeFileHandle file, bool forcesWhole = false)
    {
        if (!forcesWhole && KnowsLocksOfDescriptions)
        {
            var all = new Region { Type = Region.Write };
            if (Control(file, TestOfDescription, ref all) == 0)
                return all.Type != Region.Free;
        }

        // This handle has the lock for a moment if no other has it, until the caller closes the handle.
        return WholeLock(file, Shared | WithoutWaiting) != 0 && Marshal.GetLastWin32Error() == TryAgain;
    }

    private static bool KnowsLocksOfDescriptions => RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && IntPtr.Size == 8;

    private static FileFacts? Facts(string path, Func<byte[], int> ask)
    {
        var buffer = new byte[256];
        try
        {
            return ask(buffer) == 0 ? IsMac ? FileFacts.OfMac(buffer) : FileFacts.OfLinux(buffer) : throw Failure(path);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    private static int MacStat(string path, byte[] buffer) => IsArm ? Stat(path, buffer) : Stat64(path, buffer);

    private static int MacStat(SafeFileHandle file, byte[] buffer) => IsArm ? Stat(file, buffer) : Stat64(file, buffer);

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private static Exception Failure(string path) => Failure(path, Marshal.GetLastWin32Error());

    private static Exception Failure(string path, int error) => error switch
    {
        NotFound => new FileNotFoundException($"There is no file '{path}'.", path),
        NotAFolder => new DirectoryNotFoundException($"A part of the path '{path}' is not a folder."),
        AccessDenied or NotPermitted or ReadOnlyFileSystem => new UnauthorizedAccessException($"Access to '{path}' is denied."),
        _ => new IOException($"{new Win32Exception(error).Message} : '{path}'"),
    };

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint EffectiveUser();

    [DllImport(
        "libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Open(string path, int flags);

    [DllImport(
        "libc", EntryPoint = "readlink", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern IntPtr ReadLink(string path, byte[] buffer, IntPtr length);

    [DllImport(
        "libc", EntryPoint = "realpath", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern IntPtr RealPath(string path, byte[] buffer);

    [DllImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    private static extern int ChangeMode(SafeFileHandle file, int mode);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static extern int WholeLock(SafeFileHandle file, int operation);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Control(SafeFileHandle file, int command, ref Region region);

    [DllImport(
        "libc", EntryPoint = "statx", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Statx(int folder, string path, int flags, uint wanted, byte[] buffer);

    [DllImport(
        "libc", EntryPoint = "statx", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Statx(SafeFileHandle file, string path, int flags, uint wanted, byte[] buffer);

    [DllImport(
        "libc", EntryPoint = "stat", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Stat(string path, byte[] buffer);

    [DllImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static extern int Stat(SafeFileHandle file, byte[] buffer);

    [DllImport(
        "libc", EntryPoint = "stat$INODE64", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false,
        ThrowOnUnmappableChar = true)]
    private static extern int Stat64(string path, byte[] buffer);

    [DllImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static extern int Stat64(SafeFileHandle file, byte[] buffer);

    // struct flock of Linux on 64-bit machines: all of the file when the numbers are zero.
    [StructLayout(LayoutKind.Sequential)]
    private struct Region
    {
        public const short Write = 1;
        public const short Free = 2;

        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }
}

/// <summary>The kind, owner, rights, identity and length of a file on Linux or macOS.</summary>
internal readonly record struct FileFacts(int Mode, uint Owner, (ulong Device, ulong Number) Identity, long Length)
{
    private const int KindMask = 0xf000;

    /// <summary>True if the file is a plain file: not a folder, pipe, socket or device.</summary>
    public bool IsRegular => (Mode & KindMask) == 0x8000;

    /// <summary>The kind of a file that is not a plain one, with its article.</summary>
    public string Kind => (Mode & KindMask) switch
    {
        0x1000 => "a pipe (FIFO)",
        0x2000 or 0x6000 => "a device",
        0x4000 => "a folder",
        0xc000 => "a socket",
        _ => "not a file",
    };

    /// <summary>The access rights, as chmod has them.</summary>
    public int Rights => Mode & 0x1ff;

    // struct statx, which is the same on every machine.
    public static FileFacts OfLinux(byte[] buffer) => new(
        BitConverter.ToUInt16(buffer, 28),
        BitConverter.ToUInt32(buffer, 20),
        (BitConverter.ToUInt64(buffer, 136), BitConverter.ToUInt64(buffer, 32)),
        BitConverter.ToInt64(buffer, 40));

    // struct stat with 64-bit file numbers.
    public static FileFacts OfMac(byte[] buffer) => new(
        BitConverter.ToUInt16(buffer, 4),
        BitConverter.ToUInt32(buffer, 16),
        (BitConverter.ToUInt32(buffer, 0), BitConverter.ToUInt64(buffer, 8)),
        BitConverter.ToInt64(buffer, 96));
}
