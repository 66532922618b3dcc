using System.Diagnostics;
using System.Management.Automation;
using EniTools.Emulator;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Shell;

/// <summary>The Shell behaves as pwsh does, as far as scripts and build machines can tell.</summary>
public sealed class ShellTests
{
    private const string Guarded =
        "function Remove-It { [CmdletBinding(SupportsShouldProcess, "
            + "ConfirmImpact = 'High')] param([Parameter(ValueFromPipeline)] $Name) process { if ($PSCmdlet.ShouldProcess($Name)) { "
            + "\"removed $Name\" } } }; 'a', 'b' | Remove-It";

    [Fact]
    public async Task The_module_is_loaded_from_a_folder_as_a_user_would_install_it()
    {
        var run = await ShellProcess.RunAsync(
            "-Command", "$module = Get-Module EniTools; $module.ModuleBase; $module.ExportedCmdlets.Count");

        Assert.EndsWith(Path.Combine("modules", "EniTools"), run.Lines[0], StringComparison.Ordinal);
        var cmdlets = typeof(Commands.RemoveEniIpv6AddressCommand).Assembly.GetExportedTypes()
            .Count(type => type.IsDefined(typeof(CmdletAttribute), inherit: false));
        Assert.Equal($"{cmdlets}", run.Lines[1]);
    }

    /// <summary>How a pod in a cluster signs in: nothing is set but what its platform sets.</summary>
    [Fact]
    public async Task A_token_file_and_the_variables_that_name_it_are_enough_to_sign_in()
    {
        using var emulator = EniEmulator.Start();
        using var token = new ScriptFile(EniEmulator.OidcToken);

        var run = await ShellProcess.RunAsync(
            "",
            [
                "-Command",
                $"(Get-EniIpv6Address eni-bp1web01a -RegionId cn-hangzhou -Endpoint {emulator.Endpoint}).Count; "
                    + $"(Get-EniContext -Verify -Endpoint {emulator.Endpoint}).Arn"],
            ("ALIBABA_CLOUD_ROLE_ARN", "acs:ram::1000000000000001:role/deployer"),
            ("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", EniEmulator.OidcProviderArn),
            ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", token.Path));

        Assert.Equal(["2", "acs:ram::1000000000000001:assumed-role/deployer/enitools"], run.ShouldSucceed().Lines);
        Assert.Equal(
            ["AssumeRoleWithOIDC", "DescribeNetworkInterfaces", "GetCallerIdentity"], emulator.Requests.Select(request => request.Action));
    }

    [Fact]
    public async Task The_home_and_the_account_of_who_runs_the_tests_do_not_reach_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The home folder is no variable there.");
        var run = await ShellProcess.RunAsync(
            "-Command",
            "[IO.Directory]::GetDirectories($HOME, '.ali*').Count; [Environment]::GetEnvironmentVariables().Keys -match "
                + "'^(ALIBABA|ALICLOUD|ACCESS_KEY|REGION)'; $HOME");

        Assert.Equal("0", run.ShouldSucceed().Lines[0]);
        Assert.StartsWith(Path.GetTempPath(), Assert.Single(run.Lines.Skip(1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_quickstart_does_the_main_job_and_writes_only_the_error_that_it_announces()
    {
        var run = await ShellProcess.RunAsync("-File", Path.Combine(BuiltModule.RepositoryRoot, "examples", "quickstart.ps1"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(14, run.Lines.Count(line => line.Contains(" Removed ", StringComparison.Ordinal)));
        Assert.Contains("Left: 0", run.Lines);
        Assert.Contains("2001:db8:1234:1a00::dead", run.Errors, StringComparison.Ordinal);
        Assert.Equal(1, run.Errors.Split("Remove-EniIpv6Address:").Length - 1);
    }

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("nosuchcommand; 'fine'", 0)]
    [InlineData("'fine'; nosuchcommand", 1)]
    [InlineData("'fine'; return 4", 0)]
    [InlineData("'fine'; break", 0)]
    [InlineData("$false", 0)]
    [InlineData("1/0", 1)]
    [InlineData("throw 'bad'", 1)]
    [InlineData("if (", 1)]
    [InlineData("exit 7", 7)]
    [InlineData("dotnet nosuchcommand", 1)]
    public async Task The_exit_code_of_a_command_says_whether_its_last_statement_succeeded(string command, int exitCode)
    {
        Assert.Equal(exitCode, (await ShellProcess.RunAsync("-Command", command)).ExitCode);
    }

    [Theory]
    [InlineData("nosuchcommand", 0)]
    [InlineData("nosuchcommand; 'fine'", 0)]
    [InlineData("'fine'; break; 'not reached'", 0)]
    [InlineData("throw 'bad'", 1)]
    [InlineData("if (", 1)]
    [InlineData("exit 7", 7)]
    [InlineData("& { exit 4 }; 'not reached'", 4)]
    [InlineData("try { exit 9 } finally { 'last' }", 9)]
    [InlineData("exit -1", 255)]
    [InlineData("dotnet nosuchcommand; exit 0", 0)]
    [InlineData("dotnet nosuchcommand; exit $LASTEXITCODE", 1)]
    public async Task The_exit_code_of_a_script_is_its_own(string script, int exitCode)
    {
        using var file = new ScriptFile(script);

        Assert.Equal(exitCode, (await ShellProcess.RunAsync("-File", file.Path)).ExitCode);
    }

    [Theory]
    [InlineData("-Command", "Write-Bad: boom")]
    [InlineData("-File", "Write-Bad:")]
    public async Task An_error_that_stops_a_script_is_shown_once_and_names_its_command(string option, string shown)
    {
        const string Script =
            "function Write-Bad { [CmdletBinding()] param() "
                + "$PSCmdlet.WriteError("
                + "[Management.Automation.ErrorRecord]::new([Exception]::new('boom'), 'Id', 'NotSpecified', $null)) }; "
                + "$ErrorActionPreference = 'Stop'; 'before'; Write-Bad; 'after'";
        using var file = new ScriptFile(Script);

        var run = await ShellProcess.RunAsync(option, option == "-File" ? file.Path : Script);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["before"], run.Lines);
        Assert.StartsWith(shown, run.Errors, StringComparison.Ordinal);
        Assert.Equal(1, run.Errors.Split("boom").Length - 1);
    }

    [Fact]
    public async Task A_script_has_its_arguments_and_knows_where_it_is()
    {
        using var file = new ScriptFile(
            "param([string] $Name, [switch] $Loud, [Parameter(ValueFromRemainingArguments)] $Rest) \"$PSScriptRoot|$Name|$Loud|$Rest\"");

        var run = await ShellProcess.RunAsync("-File", file.Path, "-Name", "it's $HOME; exit 3", "-Loud", "x y", "-5");

        Assert.Equal($"{Path.GetDirectoryName(file.Path)}|it's $HOME; exit 3|True|x y -5", run.Lines.Single());
    }

    [Fact]
    public async Task Each_stream_goes_where_pwsh_puts_it_and_redirected_text_is_plain()
    {
        var run = await ShellProcess.RunAsync(
            "-Command",
            "[CmdletBinding()] param() $PSStyle.Foreground.Red + 'output' + $PSStyle.Reset;" +
            "$PSCmdlet.WriteWarning('careful'); $VerbosePreference = 'Continue'; $PSCmdlet.WriteVerbose('detail'); nosuchcommand;" +
            "$PSCmdlet.WriteProgress([Management.Automation.ProgressRecord]::new(1, 'working', 'hard'))");

        Assert.Equal(["output", "WARNING: careful", "VERBOSE: detail"], run.Lines);
        Assert.Contains("nosuchcommand", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output + run.Errors);
        Assert.DoesNotContain("working", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Y\nN\n", "removed a")]
    [InlineData("N\nyes\n", "removed b")]
    [InlineData("A\n", "removed a,removed b")]
    [InlineData("L\n", "")]
    [InlineData("\nn\n", "removed a")]
    [InlineData("?\nbogus\nY\nL\n", "removed a")]
    public async Task A_question_is_answered_from_the_input(string answers, string removed)
    {
        var run = await ShellProcess.RunAsync(answers, ["-Command", Guarded]);

        Assert.Equal(removed, string.Join(',', Removals(run)));
        Assert.Contains("[Y] Yes  [A] Yes to All  [N] No  [L] No to All", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "-Command")]
    [InlineData("Y\n", "-NonInteractive", "-Command")]
    public async Task A_question_that_nobody_can_answer_is_an_error_and_never_a_yes(string input, params string[] options)
    {
        var run = await ShellProcess.RunAsync(input, [.. options, Guarded]);

        Assert.Empty(Removals(run));
        Assert.NotEmpty(run.Errors);
    }

    [Fact]
    public async Task Commands_are_read_until_exit_and_may_take_several_lines()
    {
        var run = await ShellProcess.RunAsync(
            "$x = 20\nfunction Get-Sum {\n  $x + 1\n}\nGet-Sum\nnosuchcommand\n'on it goes'\nexit 5\n'not read'\n", ["-NoLogo"]);

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("21", run.Output, StringComparison.Ordinal);
        Assert.Contains(">> ", run.Output, StringComparison.Ordinal);
        Assert.Contains("on it goes", run.Output, StringComparison.Ordinal);
        Assert.Contains("nosuchcommand", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("not read", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Bogus")]
    [InlineData("-File")]
    [InlineData("-File", "nosuchfile.ps1")]
    public async Task A_wrong_command_line_is_64(params string[] arguments)
    {
        var run = await ShellProcess.RunAsync(arguments);

        Assert.Equal(64, run.ExitCode);
        Assert.NotEmpty(run.Errors);
    }

    [Fact]
    public async Task Ctrl_C_stops_a_command()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no signal to send to another process here.");
        Assert.SkipWhen(
            InterruptsAreIgnored(), "These tests were started with interrupts ignored, and so is every process that they start.");
        using var home = new ScratchFolder();
        using var process = ShellProcess.Start(home, "-Command", "'running'; while ($true) { }");
        Assert.Equal("running", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, (await ChildProcess.FinishAsync(process)).ExitCode);
    }

    [Fact]
    public async Task The_build_script_runs_in_it()
    {
        var run = await ShellProcess.RunAsync("-File", Path.Combine(BuiltModule.RepositoryRoot, "build.ps1"), "-Task", "Bogus");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Build,Test,Package,Publish", run.Errors, StringComparison.Ordinal);
    }

    // A shell starts what runs in its background so.
    private static bool InterruptsAreIgnored() => File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (Convert.ToInt64(ignored.Split('\t')[1], 16) & 2) != 0;

    private static IEnumerable<string> Removals(ProcessOutput run) =>
        run.Lines.SelectMany(line => line.Split(": ")).Where(part => part.StartsWith("removed ", StringComparison.Ordinal));

    private sealed class ScriptFile : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("EniTools");

        public ScriptFile(string text)
        {
            Path = System.IO.Path.Combine(_folder.FullName, "script.ps1");
            File.WriteAllText(Path, text);
        }

        public string Path { get; }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
