using System.Diagnostics;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Shell;

/// <summary>The built Shell as a process of its own.</summary>
internal static class ShellProcess
{
    public static Task<ProcessOutput> RunAsync(params string[] arguments) => RunAsync("", arguments);

    /// <summary>Runs the Shell to its end.</summary>
    /// <param name="input">What is typed; then the input ends.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<ProcessOutput> RunAsync(string input, string[] arguments)
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await ChildProcess.FinishAsync(process);
    }

    public static Process Start(params string[] arguments) => ChildProcess.Start([BuiltModule.Metadata("ShellAssembly"), .. arguments]);
}
