using System.Globalization;
using System.Reflection;

namespace EniTools.Benchmarks;

/// <summary>PowerShell itself, from the package that the tool manifest pins.</summary>
internal static class PowerShellProcess
{
    /// <summary>The manifest of the module that the same build made.</summary>
    public static string Module { get; } = Path.Combine(Metadata("ModuleFolder"), "EniTools.psd1");

    /// <summary>Runs a script and reads the numbers of the line that it writes.</summary>
    public static double[] Run(string script)
    {
        var assembly = Path.Combine(Metadata("PowerShellFolder"), OperatingSystem.IsWindows() ? "win" : "unix", "pwsh.dll");
        using var process = ChildProcess.StartCommand(
            "dotnet", null, assembly, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", script);
        return [.. process.FirstLine.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    private static string Metadata(string key) => typeof(PowerShellProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
