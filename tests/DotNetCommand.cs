using System.Diagnostics;

namespace EniTools;

/// <summary>Starts what the build made: a program by its own host on Windows, as Wine has no dotnet command, and by dotnet elsewhere.</summary>
internal static class DotNetCommand
{
    /// <summary>Returns how to start an assembly, or another command of dotnet.</summary>
    /// <param name="arguments">The command line of dotnet.</param>
    public static ProcessStartInfo Of(params IReadOnlyList<string> arguments)
    {
        var host = Path.ChangeExtension(arguments[0], ".exe");
        return OperatingSystem.IsWindows() && arguments[0].EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && File.Exists(host)
            ? new ProcessStartInfo(host, arguments.Skip(1))
            : new ProcessStartInfo("dotnet", arguments);
    }
}
