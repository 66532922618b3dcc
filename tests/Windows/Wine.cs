using System.Runtime.InteropServices;

namespace EniTools;

/// <summary>What Wine lacks of the Windows that a test needs.</summary>
internal static class Wine
{
    /// <summary>The reason why a test with a server on HttpListener cannot run there.</summary>
    public const string HttpListener =
        "HttpListener stands on http.sys, which Wine 8 has in part only: paths are not found, and requests wait for ever.";

    private static readonly bool IsHere =
        OperatingSystem.IsWindows() && NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll"), "wine_get_version", out _);

    /// <summary>Skips a test under Wine, for one of the reasons above.</summary>
    public static void SkipFor(string reason) => Assert.SkipWhen(IsHere, reason);
}
