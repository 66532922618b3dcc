using EniTools.Tests.Hosting;

namespace EniTools.Tests.Shell;

/// <summary>Show-EniEmulator opens what opens addresses for the user, and where there is nothing like it, says the address.</summary>
[Trait("Needs", "Process")]
public sealed class ShowTests
{
    private const string Script =
        "$e = Start-EniEmulator; Show-EniEmulator; $e.Page.AbsoluteUri; "
            + "while ($env:DISPLAY -and -not (Test-Path opened)) { Start-Sleep -Milliseconds 20 }";

    [Fact]
    public async Task The_page_is_opened_with_its_secret()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have no program on the search path that opens addresses.");
        using var folder = new ScratchFolder();
        var opened = folder.Combine("opened");
        var opener = folder.Combine("xdg-open");
        await File.WriteAllTextAsync(
            opener, $"#!/bin/sh\nprintf %s \"$1\" > '{opened}.new'; mv '{opened}.new' '{opened}'\n", TestContext.Current.CancellationToken);
        using (var chmod = ChildProcess.StartProgram("chmod", ["+x", opener]))
            await ChildProcess.FinishAsync(chmod);

        var output = await RunAsync(
            $"Set-Location '{folder.Path}'; {Script}",
            ("DISPLAY", ":0"), ("PATH", folder.Path + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH")));

        Assert.Equal([await File.ReadAllTextAsync(opened, TestContext.Current.CancellationToken)], output.Lines);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/\.emulator/#[0-9a-f]{32}$", output.Lines.Single());
    }

    [Fact]
    public async Task Without_a_display_the_address_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems always have a display.");

        var output = await RunAsync(Script, ("DISPLAY", null), ("WAYLAND_DISPLAY", null));

        Assert.Equal($"No browser could be opened here. The page is {output.Lines[1]}", output.Lines[0]);
    }

    private static async Task<ProcessOutput> RunAsync(string script, params (string Name, string? Value)[] environment) =>
        (await ShellProcess.RunAsync("", ["-Command", script], environment)).ShouldSucceed();
}
