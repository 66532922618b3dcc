using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EniTools.Tests.Shell;

/// <summary>Tells another process to end: with a signal, or on Windows as its console does when it is closed and the like.</summary>
internal static class EndSignal
{
    /// <summary>Sends one.</summary>
    /// <param name="process">A process that the test started.</param>
    /// <param name="signal">TERM, HUP or INT. On Windows they are the end of the system, that of the console, and Ctrl+C.</param>
    public static void Send(Process process, string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            SendEvent(process, signal switch { "INT" => 0, "HUP" => 2, "TERM" => 6, _ => throw new ArgumentException(signal) });
            return;
        }

        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>True if this process ignores a signal, as what a shell starts in its background does. Its children ignore the signal too.</summary>
    public static bool IsIgnored(int signal) => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is var ignored
        && (Convert.ToUInt64(ignored[7..].Trim(), 16) & (1UL << (signal - 1))) != 0;

    // Windows starts the same function in each process of a console.
    private static void SendEvent(Process process, nint number)
    {
        var handler = NativeLibrary.GetExport(NativeLibrary.Load("kernelbase"), "CtrlRoutine");
        var thread = CreateRemoteThread(process.SafeHandle, 0, 0, handler, number, 0, 0);
        Assert.NotEqual(0, thread);
        CloseHandle(thread);
    }

    [DllImport("kernel32", SetLastError = true)]
    private static extern nint CreateRemoteThread(
        SafeProcessHandle process, nint attributes, nint stackSize, nint start, nint parameter, int flags, nint id);

    [DllImport("kernel32")]
    private static extern bool CloseHandle(nint handle);
}
