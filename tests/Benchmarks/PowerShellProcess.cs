using System.Globalization;
using System.Reflection;
using EniTools.Tests.Kills;

namespace EniTools.Benchmarks;

/// <summary>PowerShell itself, from the package that the tool manifest pins.</summary>
internal static class PowerShellProcess
{
    /// <summary>The manifest of the module that the same build made.</summary>
    public static string Module { get; } = Path.Combine(Metadata("ModuleFolder"), "EniTools.psd1");

    /// <summary>How it is started with the module.</summary>
    public static PowerShellCommand Command { get; } = new(
        [Assembly, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command"], $"Import-Module '{Module}';");

    /// <summary>Runs a script and reads the numbers of the line that it writes.</summary>
    public static double[] Run(string script)
    {
        using var process = ChildProcess.StartCommand("dotnet", null, [.. Command.Arguments, script]);
        return [.. process.FirstLine.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    private static string Assembly => Path.Combine(Metadata("PowerShellFolder"), OperatingSystem.IsWindows() ? "win" : "unix", "pwsh.dll");

    private static string Metadata(string key) => typeof(PowerShellProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
