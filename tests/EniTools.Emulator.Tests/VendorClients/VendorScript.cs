using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace EniTools.Emulator.Tests.VendorClients;

/// <summary>The scripts of this folder, run by Node.js with the packages that package-lock.json pins.</summary>
internal static class VendorScript
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "VendorClients");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // All tests share the installed packages.
    private static readonly Lazy<Task> Installation = new(InstallAsync);

    /// <summary>Runs a script, each line of whose output is one JSON object with a name.</summary>
    public static async Task<Dictionary<string, JsonElement>> RunAsync(string script, params string[] arguments)
    {
        await Installation.Value;
        var output = await StartAsync("node", [script, .. arguments]);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(call => call.GetProperty("name").GetString()!);
    }

    private static async Task InstallAsync()
    {
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            return;
        await StartAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    private static async Task<string> StartAsync(string command, params string[] arguments)
    {
        // npm is a batch file there, which only the shell can start.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd", ["/c", command, .. arguments])
            : new ProcessStartInfo(command, arguments);
        start.WorkingDirectory = Folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = StartOrSkip(start);
        using var patience = new CancellationTokenSource(Patience);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)}\n{output}\n{await errors}");
        return output;
    }

    private static Process StartOrSkip(ProcessStartInfo start)
    {
        const string need = "Node.js 18 or later with npm is needed to run the vendor's own clients.";
        var mayMiss = Environment.GetEnvironmentVariable("CI") is null;
        // The shell of Windows starts also when the command is not there.
        Assert.SkipWhen(mayMiss && OperatingSystem.IsWindows() && !IsOnPath("npm.cmd"), need);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception) when (mayMiss)
        {
            Assert.Skip(need);
            throw;
        }
    }

    private static bool IsOnPath(string file) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, file)));
}
