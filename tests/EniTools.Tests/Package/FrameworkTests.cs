using EniTools.Tests.Hosting;

namespace EniTools.Tests.Package;

/// <summary>The client and the emulator on the .NET of Windows PowerShell: .NET Framework on Windows, Mono elsewhere.</summary>
[Trait("Needs", "Process")]
public sealed class FrameworkTests
{
    [Fact]
    public async Task The_tests_that_are_compiled_for_NET_Framework_pass_there()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows() || IsOnPath("mono"), "Mono is not installed.");
        var program = BuiltModule.Metadata("FrameworkTests");
        using var process = OperatingSystem.IsWindows()
            ? ChildProcess.StartProgram(program, ["-noColor"])
            : ChildProcess.StartProgram("mono", [program, "-noColor"]);

        var run = await ChildProcess.FinishAsync(process);

        TestContext.Current.TestOutputHelper?.WriteLine(run.Output);
        Assert.True(run.ExitCode == 0, $"Exit code {run.ExitCode}\n{run.Output}\n{run.Errors}");
        Assert.Matches("Total: [1-9][0-9]{2,}, Errors: 0, Failed: 0, Skipped: 0", run.Output);
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
