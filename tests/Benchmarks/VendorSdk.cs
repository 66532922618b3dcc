using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>The vendor's SDK for Node.js, installed at the version that the tests pin.</summary>
internal static class VendorSdk
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "VendorSdk");

    private static readonly Lazy<bool> Installation = new(Install);

    /// <summary>Whether it could be installed.</summary>
    public static bool IsThere => Installation.Value;

    /// <summary>Does the same removal, after the same warm-up.</summary>
    public static ChildProcess Remove(Uri endpoint, WarmUp warmUp, int networkInterfaces, int concurrency) => ChildProcess.StartCommand(
        "node", Folder,
        [
            "remove.js", endpoint.Authority, EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret,
            .. warmUp.AsArguments(), Text(networkInterfaces), Text(BenchmarkWorld.AddressesEach), Text(concurrency),
        ]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool Install()
    {
        try
        {
            // npm is a batch file there, which only the shell can start.
            string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
            var start = OperatingSystem.IsWindows()
                ? new ProcessStartInfo("cmd", ["/c", "npm", .. arguments])
                : new ProcessStartInfo("npm", arguments);
            start.WorkingDirectory = Folder;
            using var npm = Process.Start(start)!;
            npm.WaitForExit();
            return npm.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
