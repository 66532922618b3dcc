using System.Diagnostics;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Shell;

/// <summary>The built Shell as a process of its own, with an empty home.</summary>
internal static class ShellProcess
{
    public static Task<ProcessOutput> RunAsync(params string[] arguments) => RunAsync("", arguments);

    /// <summary>Runs the Shell to its end.</summary>
    /// <param name="input">What is typed; then the input ends.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Variables to set.</param>
    public static async Task<ProcessOutput> RunAsync(
        string input, string[] arguments, params IEnumerable<(string Name, string? Value)> environment)
    {
        using var home = new ScratchFolder();
        using var process = Start(home, arguments, environment);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await ChildProcess.FinishAsync(process);
    }

    /// <summary>Starts the Shell.</summary>
    /// <param name="home">Its home.</param>
    /// <param name="arguments">The command line.</param>
    public static Process Start(ScratchFolder home, params string[] arguments) => Start(home, arguments, []);

    private static Process Start(
        ScratchFolder home, string[] arguments, IEnumerable<(string Name, string? Value)> environment) => ChildProcess.Start(
        [BuiltModule.Metadata("ShellAssembly"), .. arguments],
        [
            ("HOME", home.Path), ("USERPROFILE", home.Path), ("LOCALAPPDATA", home.Path),
            ("XDG_CACHE_HOME", null), ("XDG_CONFIG_HOME", null), ("XDG_DATA_HOME", null), ("NO_COLOR", "1"),
            .. environment,
        ]);
}
