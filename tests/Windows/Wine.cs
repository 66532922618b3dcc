using System.Runtime.InteropServices;

namespace EniTools;

/// <summary>What Wine lacks of the Windows that a test needs.</summary>
internal static class Wine
{
    /// <summary>The reason why a test that measures memory cannot run there.</summary>
    public const string Memory = "run.sh lets more memory be used between two collections, as Wine 8 halts threads badly for them.";

    /// <summary>The reason why a test of activity ids cannot run there.</summary>
    public const string ActivityIds = "Wine 8 gives threads no activity ids (EventActivityIdControl).";

    /// <summary>The reason why a test that starts a program in a window of its own cannot run there.</summary>
    public const string Windows = "run.sh gives Wine no screen, and so no new window with a console.";

    private static readonly bool IsHere =
        OperatingSystem.IsWindows() && NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll"), "wine_get_version", out _);

    /// <summary>Skips a test under Wine, for one of the reasons above.</summary>
    public static void SkipFor(string reason) => Assert.SkipWhen(IsHere, reason);
}
