using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace EniTools.Schedules;

/// <summary>This program once more, in the form that Coyote controls: each lock, task and wait is a point at which it chooses who goes on.</summary>
internal static class Rewritten
{
    private static readonly string[] Assemblies = ["EniTools.Api.dll", "EniTools.Schedules.dll"];

    /// <summary>Whether it runs in that form.</summary>
    public static bool IsThis => typeof(Rewritten).Assembly.GetCustomAttributes()
        .Any(attribute => attribute.GetType().Name.StartsWith("Rewriting", StringComparison.Ordinal));

    /// <summary>Has the assemblies rewritten, and runs it.</summary>
    public static int Run(IEnumerable<string> args)
    {
        var folder = Directory.CreateTempSubdirectory("EniTools");
        try
        {
            var settings = Path.Combine(folder.FullName, "rewrite.json");
            var output = Path.Combine(folder.FullName, "out");
            File.WriteAllText(
                settings, JsonSerializer.Serialize(new { AssembliesPath = AppContext.BaseDirectory, OutputPath = output, Assemblies }));
            var status = Start(["coyote", "rewrite", settings]);
            return status == 0 ? Start([Path.Combine(output, "EniTools.Schedules.dll"), .. args]) : status;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Start(IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet", args) { Environment = { ["COYOTE_CLI_TELEMETRY_OPTOUT"] = "1" } };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
