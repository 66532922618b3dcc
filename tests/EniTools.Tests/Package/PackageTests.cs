using System.Collections;
using System.Management.Automation.Language;
using System.Security.Cryptography;
using EniTools.Tests.Hosting;
using NuGet.Packaging;

namespace EniTools.Tests.Package;

/// <summary>What a gallery gets, and what a user gets from it.</summary>
public sealed class PackageTests
{
    [Fact]
    public void The_package_holds_the_module_and_nothing_else()
    {
        using var package = new PackageArchiveReader(RealShell.PackageFile);
        var description = new[] { "_rels/", "package/", "[Content_Types].xml", "EniTools.nuspec" };

        var files = package.GetFiles().Where(file => !description.Any(file.StartsWith)).Order(StringComparer.Ordinal);

        Assert.Equal(ModuleTests.Files, files);
    }

    [Fact]
    public void The_package_says_of_itself_what_the_manifest_says()
    {
        using var package = new PackageArchiveReader(RealShell.PackageFile);
        var nuspec = package.NuspecReader;
        var manifest = (Hashtable)Parser.ParseFile(BuiltModule.Manifest, out _, out _)
            .Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false)!.SafeGetValue();
        var gallery = (Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!;
        var cmdlets = ((object[])manifest["CmdletsToExport"]!).Cast<string>().ToList();

        Assert.Equal("EniTools", nuspec.GetId());
        Assert.Equal(manifest["ModuleVersion"], nuspec.GetVersion().ToString());
        Assert.Equal(manifest["Author"], nuspec.GetAuthors());
        Assert.Equal(manifest["Copyright"], nuspec.GetCopyright());
        Assert.Equal(manifest["Description"], nuspec.GetDescription());
        Assert.Equal(gallery["ProjectUri"], nuspec.GetProjectUrl());
        Assert.Equal(gallery["IconUri"], nuspec.GetIconUrl());
        Assert.Equal(gallery["ReleaseNotes"], nuspec.GetReleaseNotes());
        Assert.Equal("MIT", nuspec.GetLicenseMetadata()?.License);
        Assert.Empty(nuspec.GetDependencyGroups());
        Assert.Equal(
            [
                "PSModule",
                "PSIncludes_Cmdlet",
                .. ((object[])gallery["Tags"]!).Cast<string>(),
                .. cmdlets.SelectMany(name => new[] { $"PSCmdlet_{name}", $"PSCommand_{name}" })],
            nuspec.GetTags().Split(' '));
    }

    [Fact]
    public async Task The_file_beside_the_package_holds_its_hash()
    {
        var hash = Convert.ToHexStringLower(
            SHA256.HashData(await File.ReadAllBytesAsync(RealShell.PackageFile, TestContext.Current.CancellationToken)));

        Assert.Equal(
            $"{hash}  {Path.GetFileName(RealShell.PackageFile)}",
            (await File.ReadAllTextAsync(RealShell.PackageFile + ".sha256", TestContext.Current.CancellationToken)).TrimEnd());
    }

    [Fact]
    [Trait("Needs", "Process")]
    public async Task The_same_sources_make_the_same_package_in_another_folder_at_another_time()
    {
        using var copy = new ScratchFolder();
        SourceCopy.Make(copy.Path);

        using var build = ChildProcess.Start(
            [
                "build",
                copy.Combine("src", "EniTools"),
                "--configuration",
                BuiltModule.Metadata("Configuration"),
                "-nodeReuse:false",
                "-p:UseSharedCompilation=false",
                "-p:RunAnalyzers=false"]);
        var run = await ChildProcess.FinishAsync(build);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(
            await File.ReadAllTextAsync(RealShell.PackageFile + ".sha256", TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(
                copy.Combine(Path.GetRelativePath(BuiltModule.RepositoryRoot, RealShell.PackageFile) + ".sha256"),
                TestContext.Current.CancellationToken));
    }

    [Fact]
    [Trait("Needs", "Process")]
    public async Task Unpacked_into_a_module_path_it_loads_by_itself_and_leaves_without_a_trace()
    {
        using var shell = RealShell.WithPackage();

        var run = await shell.RunAsync(
            """
            $emulator = Start-EniEmulator
            $emulator | Set-EniContext
            (Get-EniIpv6Address eni-bp1web01b).Count
            (Get-Module EniTools).ModuleBase
            Remove-Module EniTools
            try { [Net.Sockets.TcpClient]::new($emulator.Endpoint.Host, $emulator.Endpoint.Port) } catch { 'closed' }
            """);

        Assert.Equal(["8", Path.Combine(shell.ModulePath, "EniTools"), "closed"], run.ShouldSucceed().Lines);
    }
}
