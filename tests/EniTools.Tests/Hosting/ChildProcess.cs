using System.Diagnostics;

namespace EniTools.Tests.Hosting;

/// <summary>A program in a process of its own, which inherits nothing from this one.</summary>
internal static class ChildProcess
{
    // Names and beginnings of names: nothing may sign in as the person who runs the tests.
    private static readonly string[] AccountVariables = ["ALIBABA", "ALICLOUD", "ACCESS_KEY_", "SECURITY_TOKEN", "REGION"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Starts an assembly, or another command of dotnet.</summary>
    /// <param name="arguments">The command line of dotnet.</param>
    /// <param name="environment">Variables to set; null takes one away.</param>
    /// <param name="folder">Its working directory; null for that of this process.</param>
    public static Process Start(
        IEnumerable<string> arguments, IEnumerable<(string Name, string? Value)>? environment = null, string? folder = null) =>
        Start(DotNetCommand.Of([.. arguments]), environment, folder);

    /// <summary>Starts any program.</summary>
    /// <param name="program">Its path or, on the search path, its name.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">Variables to set; null takes one away.</param>
    /// <param name="folder">Its working directory; null for that of this process.</param>
    public static Process StartProgram(
        string program,
        IEnumerable<string> arguments,
        IEnumerable<(string Name, string? Value)>? environment = null,
        string? folder = null) => Start(new ProcessStartInfo(program, arguments), environment, folder);

    private static Process Start(ProcessStartInfo start, IEnumerable<(string Name, string? Value)>? environment, string? folder)
    {
        // The quick part of the tests leaves out those that say so.
        var test = TestContext.Current;
        Assert.True((test.Test?.Traits ?? test.TestClass?.Traits)?.ContainsKey("Needs") != false, "A test that starts a process says so.");
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = folder ?? "";
        start.Environment.Remove("COLUMNS");
        foreach (
            var inherited in start.Environment.Keys.Where(
                name => AccountVariables.Any(account => name.StartsWith(account, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(inherited);
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static async Task<ProcessOutput> FinishAsync(Process process)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return new ProcessOutput(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}

/// <summary>What a process left behind.</summary>
internal sealed record ProcessOutput(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> Lines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Asserts that it ended well and wrote no error.</summary>
    public ProcessOutput ShouldSucceed()
    {
        Assert.True(ExitCode == 0 && Errors.Length == 0, $"Exit code {ExitCode}\n{Output}\n{Errors}");
        return this;
    }
}
