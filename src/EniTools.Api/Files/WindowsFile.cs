using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EniTools.Api.Files;

/// <summary>The functions of Windows that .NET Standard does not offer: a file with access rights of its own from its first moment on.</summary>
internal static class WindowsFile
{
    // Full access for the user, SYSTEM and administrators, in the language of security descriptors. The folder adds no one (P).
    private const string PrivateRights = "D:P(A;;FA;;;{0})(A;;FA;;;SY)(A;;FA;;;BA)";

    private const uint ReadAndWrite = 0xc0000000;
    private const int NormalFile = 0x80;
    private const int FileNotFound = 2;
    private const int PathNotFound = 3;
    private const int AccessDenied = 5;
    private const int FirstRevision = 1;

    // Longer names need the prefix that switches off the limit of 260 characters, here with room for a name in a folder.
    private const int LongestPlainName = 247;
    private const string LongPrefix = @"\\?\";
    private const string LongSharePrefix = @"\\?\UNC\";
    private const string SharePrefix = @"\\";

    /// <summary>Creates a file that only its user, SYSTEM and administrators can read and write.</summary>
    /// <exception cref="IOException">There is a file of that name, or the folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static FileStream CreatePrivate(string path)
    {
        var attributes = new SecurityAttributes { Length = Marshal.SizeOf<SecurityAttributes>() };
        var rights = string.Format(CultureInfo.InvariantCulture, PrivateRights, User);
        if (!ReadDescriptor(rights, FirstRevision, out attributes.Descriptor, IntPtr.Zero))
            throw Failure(path, Marshal.GetLastWin32Error());
        try
        {
            var file = CreateFile(
                WithoutLimit(path), ReadAndWrite, FileShare.Read, ref attributes, FileMode.CreateNew, NormalFile, IntPtr.Zero);
            var error = Marshal.GetLastWin32Error();
            return file.IsInvalid ? throw Failure(path, error) : new FileStream(file, FileAccess.ReadWrite, bufferSize: 1);
        }
        finally
        {
            LocalFree(attributes.Descriptor);
        }
    }

    // The security identifier of the user that this thread acts as.
    private static string User
    {
        get
        {
            var type = Type.GetType("System.Security.Principal.WindowsIdentity, System.Security.Principal.Windows")
                ?? Type.GetType("System.Security.Principal.WindowsIdentity", throwOnError: true)!;
            using var identity = (IDisposable)type.GetMethod("GetCurrent", Type.EmptyTypes)!.Invoke(null, null)!;
            return type.GetProperty("User")!.GetValue(identity)!.ToString()!;
        }
    }

    private static string WithoutLimit(string path) =>
        path.Length <= LongestPlainName || path.StartsWith(LongPrefix, StringComparison.Ordinal) ? path
        : path.StartsWith(SharePrefix, StringComparison.Ordinal) ? LongSharePrefix + path.Substring(SharePrefix.Length)
        : LongPrefix + path;

    private static Exception Failure(string path, int error) => error switch
    {
        FileNotFound or PathNotFound => new DirectoryNotFoundException($"A part of the path '{path}' is not a folder."),
        AccessDenied => new UnauthorizedAccessException($"Access to '{path}' is denied."),
        _ => new IOException($"{new Win32Exception(error).Message} : '{path}'", unchecked((int)0x80070000) | error),
    };

    [DllImport(
        "advapi32", EntryPoint = "ConvertStringSecurityDescriptorToSecurityDescriptorW", SetLastError = true, CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool ReadDescriptor(string text, int revision, out IntPtr descriptor, IntPtr length);

    [DllImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true, CharSet = CharSet.Unicode)]
    private static extern SafeFileHandle CreateFile(
        string path, uint access, FileShare share, ref SecurityAttributes attributes, FileMode mode, int flags, IntPtr template);

    [DllImport("kernel32")]
    private static extern IntPtr LocalFree(IntPtr memory);

    [StructLayout(LayoutKind.Sequential)]
    private struct SecurityAttributes
    {
        public int Length;
        public IntPtr Descriptor;
        public int IsInherited;
    }
}
