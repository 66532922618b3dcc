using System.Management.Automation;
using EniTools.Emulator;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Shell;

/// <summary>The Shell is pwsh with the module loaded: what users and build machines rely on.</summary>
[Trait("Needs", "Process")]
public sealed class ShellTests
{
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

    /// <summary>Whoever has the module from the gallery tries the one that was built all the same.</summary>
    [Fact]
    public async Task An_installed_module_does_not_stand_in_for_the_built_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The folder of a user's modules is found another way there.");
        using var home = new ScratchFolder();
        var installed = Directory.CreateDirectory(home.Combine(".local/share/powershell/Modules/EniTools")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(installed, "EniTools.psd1"), "@{ ModuleVersion = '99.0' }", TestContext.Current.CancellationToken);
        using var process = ShellProcess.Start(home, "-Command", "(Get-Module EniTools).ModuleBase");

        var run = await ChildProcess.FinishAsync(process);

        Assert.EndsWith(Path.Combine("modules", "EniTools"), Assert.Single(run.Lines), StringComparison.Ordinal);
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
    public async Task A_profile_in_the_home_folder_signs_in()
    {
        using var emulator = EniEmulator.Start();
        using var home = new ScratchFolder();
        Directory.CreateDirectory(home.Combine(".aliyun"));
        await File.WriteAllTextAsync(
            home.Combine(".aliyun", "config.json"),
            $$"""
            {"current":"night","profiles":[{"name":"night","mode":"AK","access_key_id":"{{EniEmulator.AccessKeyId}}",
              "access_key_secret":"{{EniEmulator.AccessKeySecret}}","region_id":"cn-hangzhou"}]}
            """,
            TestContext.Current.CancellationToken);
        using var process = ShellProcess.Start(
            home, "-Command", $"(Get-EniIpv6Address eni-bp1web01a -Endpoint {emulator.Endpoint}).Count");

        var run = await ChildProcess.FinishAsync(process);

        Assert.Equal(["2"], run.ShouldSucceed().Lines);
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
    public async Task A_killed_run_is_gone_on_with_and_taken_back_as_the_example_says()
    {
        Wine.SkipFor(Wine.Windows);
        var run = await ShellProcess.RunAsync("-File", Path.Combine(BuiltModule.RepositoryRoot, "examples", "killed-run.ps1"));

        Assert.Contains("== 400 addresses are assigned again.", run.ShouldSucceed().Lines);
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
    [InlineData("'fine'; nosuchcommand", 1)]
    [InlineData("throw 'bad'", 1)]
    [InlineData("exit 7", 7)]
    public async Task A_command_ends_with_the_exit_code_of_pwsh(string command, int exitCode) =>
        Assert.Equal(exitCode, (await ShellProcess.RunAsync("-Command", command)).ExitCode);

    [Fact]
    public async Task It_has_the_cmdlets_that_come_with_PowerShell()
    {
        using var file = new ScriptFile(
            """
            $path = Join-Path $PSScriptRoot 'targets.csv'
            Start-EniEmulator | Set-EniContext
            Get-EniIpv6Address eni-bp1web01a | Export-Csv $path
            Import-Csv $path | Remove-EniIpv6Address -Force | ConvertTo-Json -AsArray | ConvertFrom-Json | Format-List Status
            """);

        var run = await ShellProcess.RunAsync("-NonInteractive", "-File", file.Path);

        Assert.Equal(["Status : Removed", "Status : Removed"], run.ShouldSucceed().Lines);
    }

    /// <summary>Where nobody is there to answer, the answer is not yes.</summary>
    [Theory]
    [InlineData("N\n", 0, false)]
    [InlineData("Y\n", 1, false)]
    [InlineData("\n", 1, false)]
    [InlineData("", 0, true)]
    [InlineData("Y\n", 0, true, "-NonInteractive")]
    public async Task A_removal_is_confirmed_from_the_input(string answers, int removed, bool fails, params string[] options)
    {
        const string Removal =
            "Start-EniEmulator | Set-EniContext; $before = Get-EniIpv6Address eni-bp1web01b; $before[0] | Remove-EniIpv6Address > $null; "
            + "$before.Count - @(Get-EniIpv6Address eni-bp1web01b).Count";

        var run = await ShellProcess.RunAsync(answers, [.. options, "-Command", Removal]);

        Assert.EndsWith($"{removed}", run.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(fails, run.Errors.Length > 0);
    }

    [Fact]
    public async Task Without_a_command_it_is_a_prompt()
    {
        var run = await ShellProcess.RunAsync("'module:' + (Get-Module EniTools).Name\nexit 5\n'not read'\n", []);

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("PowerShell with EniTools", run.Output, StringComparison.Ordinal);
        Assert.Contains("module:EniTools", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not read", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_stops_a_removal()
    {
        Assert.SkipWhen(
            EndSignal.IsIgnored(2), "These tests were started with interrupts ignored, and so is every process that they start.");
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { NetworkInterfaceCount = 500, AddressesPerInterface = 1 });
        emulator.Faults.Add(new() { Action = "UnassignIpv6Addresses", LatencyMilliseconds = 200 });
        using var home = new ScratchFolder();
        using var process = ShellProcess.Start(
            home,
            "-Command",
            $"$secret = ConvertTo-SecureString '{EniEmulator.AccessKeySecret}' -AsPlainText -Force; "
                + $"$key = [pscredential]::new('{EniEmulator.AccessKeyId}', $secret); "
                + $"Set-EniContext cn-hangzhou -Endpoint {emulator.Endpoint} -Credential $key; "
                + "Get-EniIpv6Address | Where-Object NetworkInterfaceId -like eni-bulk* "
                + "| Remove-EniIpv6Address -Force | ForEach-Object Status");
        Assert.Equal("Removed", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        EndSignal.Send(process, "INT");

        Assert.Equal(1, (await ChildProcess.FinishAsync(process)).ExitCode);
        Assert.InRange(emulator.Requests.Count(request => request.Action == "UnassignIpv6Addresses"), 1, 499);
    }

    [Fact]
    public async Task The_build_script_runs_in_it()
    {
        var run = await ShellProcess.RunAsync("-File", Path.Combine(BuiltModule.RepositoryRoot, "build.ps1"), "-Task", "Bogus");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Build,Test,Package,Publish", run.Errors, StringComparison.Ordinal);
    }

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
