using EniTools.Tests.Hosting;

namespace EniTools.Tests.Package;

/// <summary>build.ps1 in PowerShell itself, on a copy of the sources that has some of the tests.</summary>
[Trait("Needs", "Process")]
public sealed class BuildScriptTests
{
    private static readonly string[] SomeTests =
    [
        "tests/Directory.Build.props",
        "tests/TemporaryFolder.cs",
        "tests/DotNetCommand.cs",
        "tests/Windows/Wine.cs",
        "tests/EniTools.Api.Tests/EniTools.Api.Tests.csproj",
        "tests/EniTools.Api.Tests/packages.lock.json",
        "tests/EniTools.Api.Tests/Model",
        "tests/Pester/Invoke-Suite.ps1",
        "tests/Pester/Module.Tests.ps1",
    ];

    [Fact]
    public async Task It_builds_signs_tests_and_publishes_what_can_be_installed_and_publishes_nothing_when_a_test_fails()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "An installation goes into the user's own documents there.");
        using var sources = new ScratchFolder();
        using var repository = new ScratchFolder();
        using var shell = RealShell.Empty();
        SourceCopy.Make(sources.Path, SomeTests);
        await File.WriteAllTextAsync(
            sources.Combine("tests", "Pester", "Broken.Tests.ps1"),
            "It 'fails' { 1 | Should -Be 2 }",
            TestContext.Current.CancellationToken);

        var run = await shell.RunAsync(
            $$"""
            $ErrorActionPreference = 'Stop'
            # What is restored already, and the settings of who runs this, are not in the home of this shell.
            $env:NUGET_PACKAGES = '{{BuiltModule.Metadata("PackageRoot")}}'
            # A server that stays would keep the output of this shell open.
            $env:MSBUILDDISABLENODEREUSE = 1
            $env:UseSharedCompilation = 'false'
            # The build that runs this test has analyzed the same sources.
            $env:RunAnalyzers = 'false'
            Set-Location '{{sources.Path}}'
            $others = 'tests/Conformance', 'tests/EniTools.Emulator.Tests', 'tests/EniTools.Framework.Tests', 'tests/EniTools.Tests', 'tests/Benchmarks', 'tests/Schedules', 'src/EniTools.Shell', 'src/EniTools.EmulatorHost'
            dotnet sln EniTools.sln remove ($others | ForEach-Object { "$_/$(Split-Path $_ -Leaf).csproj" }) | Out-Null
            Register-PSResourceRepository -Name Local -Uri '{{repository.Path}}' -Trusted

            ./build.ps1 -Task Build, Package -Configuration Release | Where-Object { $_ -match '^The (module|package) is' }
            $publish = @{ Task = 'Publish'; Repository = 'Local'; SignCommand = 'echo signed> signature.txt' }
            try { ./build.ps1 @publish | Out-Null } catch { "Refused: $_" }
            @(Get-ChildItem '{{repository.Path}}').Count

            Remove-Item tests/Pester/Broken.Tests.ps1
            ./build.ps1 @publish | Where-Object { $_ -match '^(xunit passed|Published)' }
            Install-PSResource EniTools -Repository Local
            $module = Get-Module EniTools -ListAvailable
            Get-Content (Join-Path $module.ModuleBase signature.txt)
            (Find-PSResource EniTools -Repository Local).ProjectUri.AbsoluteUri
            (Start-EniEmulator).RegionId
            Remove-Module EniTools
            Uninstall-PSResource EniTools
            @(Get-Module EniTools -ListAvailable).Count
            """);

        var version = BuiltModule.Metadata("Version");
        Assert.Equal(
            [
                $"The module is in {sources.Combine("artifacts", "module", "release", "EniTools")}",
                $"The package is {sources.Combine("artifacts", "package", "release", $"EniTools.{version}.nupkg")}",
                "Refused: Pester ended with exit code 1.",
                "0",
                $"xunit passed, and so did Pester in PowerShell {BuiltModule.Metadata("PowerShellVersion")}.",
                $"Published {sources.Combine("artifacts", "package", "release", $"EniTools.{version}.nupkg")} to Local",
                "signed",
                "https://github.com/EniTools/EniTools",
                "cn-hangzhou",
                "0",
            ],
            run.ShouldSucceed().Lines);
    }
}
