using System.Management.Automation;
using EniTools.Tests.Hosting;

namespace EniTools.Tests;

/// <summary>What a user gets who copies the module folder.</summary>
public sealed class ModuleTests
{
    /// <summary>All that is shipped.</summary>
    internal static readonly IReadOnlyList<string> Files =
    [
        "EniTools.Api.dll", "EniTools.Emulator.dll", "EniTools.Format.ps1xml", "EniTools.dll", "EniTools.psd1", "LICENSE",
        "en-US/EniTools.dll-Help.xml",
        "en-US/about_EniTools.help.txt", "en-US/about_EniTools_Credentials.help.txt", "en-US/about_EniTools_Emulator.help.txt",
        "en-US/about_EniTools_Errors.help.txt", "en-US/about_EniTools_Runbooks.help.txt",
        "zh-CN/EniTools.dll-Help.xml", "zh-CN/EniTools.resources.dll",
        "zh-CN/about_EniTools.help.txt", "zh-CN/about_EniTools_Credentials.help.txt", "zh-CN/about_EniTools_Emulator.help.txt",
        "zh-CN/about_EniTools_Errors.help.txt", "zh-CN/about_EniTools_Runbooks.help.txt",
    ];

    [Fact]
    public void The_module_folder_holds_exactly_these_files()
    {
        var files = Directory.EnumerateFiles(BuiltModule.Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(BuiltModule.Folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

        Assert.Equal(Files, files);
    }

    [Fact]
    public void The_manifest_passes_the_engines_own_check()
    {
        using var session = PowerShellSession.Bare();
        var manifest = session.Run("Test-ModuleManifest $path", ("path", BuiltModule.Manifest)).ShouldSucceed().Output.Single();

        var module = Assert.IsType<PSModuleInfo>(manifest.BaseObject);
        Assert.Equal("EniTools", module.Name);
    }

    [Fact]
    public void The_exports_are_the_cmdlets_of_the_assembly_and_nothing_else()
    {
        using var session = PowerShellSession.Bare();
        var exported = session.Run("Get-Command -Module EniTools").ShouldSucceed().Values("Name").Order(StringComparer.Ordinal);

        var written = typeof(Pipeline.EniCmdlet).Assembly.GetExportedTypes()
            .Select(type => type.GetCustomAttributes(typeof(CmdletAttribute), false).OfType<CmdletAttribute>().SingleOrDefault())
            .OfType<CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(written, exported);
    }

    // The engine warns about verbs that are not approved and about names that cannot be typed.
    [Fact]
    public void Importing_shows_no_warning()
    {
        using var session = PowerShellSession.Bare();

        Assert.Empty(session.Run("Import-Module $path -Force", ("path", BuiltModule.Manifest)).ShouldSucceed().Warnings);
    }

    [Fact]
    public void Removing_the_module_stops_its_emulators()
    {
        using var session = PowerShellSession.Bare();
        var endpoint = (Uri)session.Run("(Start-EniEmulator).Endpoint").ShouldSucceed().Output.Single().BaseObject;

        session.Run("Remove-Module EniTools").ShouldSucceed();

        using var client = new System.Net.Sockets.TcpClient();
        Assert.Throws<System.Net.Sockets.SocketException>(() => client.Connect(endpoint.Host, endpoint.Port));
    }

    [Fact]
    public void Closing_the_runspace_stops_its_emulators()
    {
        Uri endpoint;
        using (var session = PowerShellSession.Bare())
            endpoint = (Uri)session.Run("(Start-EniEmulator).Endpoint").ShouldSucceed().Output.Single().BaseObject;

        using var client = new System.Net.Sockets.TcpClient();
        Assert.Throws<System.Net.Sockets.SocketException>(() => client.Connect(endpoint.Host, endpoint.Port));
    }
}
