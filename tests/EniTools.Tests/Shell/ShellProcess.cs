using System.Diagnostics;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Shell;

/// <summary>The built Shell as a process of its own, with nothing of this process in it.</summary>
internal static class ShellProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Task<ShellOutput> RunAsync(params string[] arguments) => RunAsync("", arguments);

    /// <summary>Runs the Shell to its end.</summary>
    /// <param name="input">What is typed; then the input ends.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<ShellOutput> RunAsync(string input, string[] arguments)
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await FinishAsync(process);
    }

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(BuiltModule.Metadata("ShellAssembly"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("COLUMNS");
        return Process.Start(start)!;
    }

    public static async Task<ShellOutput> FinishAsync(Process process)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return new ShellOutput(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}

/// <summary>What a run of the Shell left behind.</summary>
internal sealed record ShellOutput(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> Lines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
