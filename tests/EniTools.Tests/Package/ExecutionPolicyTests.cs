using EniTools.Tests.Hosting;

namespace EniTools.Tests.Package;

/// <summary>The execution policy that Windows clients have at first.</summary>
[Trait("Needs", "Process")]
public sealed class ExecutionPolicyTests
{
    [Fact]
    public async Task Under_Restricted_the_views_are_refused_and_the_command_in_the_README_allows_them()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "There is no execution policy here.");
        using var shell = RealShell.WithPackage();

        var refused = await RunAsync("Restricted", "try { Import-Module EniTools } catch { $_ -replace '\\s+', ' ' }");
        var loaded = await RunAsync("RemoteSigned", "Import-Module EniTools; (Get-Command Get-Eni).Source");

        Assert.Matches(
            "EniTools.Format.ps1xml.*running scripts is disabled on this system", string.Join(' ', refused.ShouldSucceed().Lines));
        Assert.Equal(["EniTools"], loaded.ShouldSucceed().Lines);
        Assert.Contains(
            "Set-ExecutionPolicy RemoteSigned -Scope CurrentUser",
            await File.ReadAllTextAsync(Path.Combine(BuiltModule.RepositoryRoot, "README.md"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);

        Task<ProcessOutput> RunAsync(string policy, string script) => shell.RunAsync(
            "", ["-NonInteractive", "-ExecutionPolicy", policy, "-Command", $"$ErrorActionPreference = 'Stop'; {script}"]);
    }
}
