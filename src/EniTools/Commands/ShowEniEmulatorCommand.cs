using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.InteropServices;
using EniTools.Completion;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Opens the pages of running emulators in the user's browser: what is in them, what is asked as it happens, and what goes wrong on purpose.</summary>
/// <remarks>
/// <para>Where there is no browser, the host is told the address instead. Its last part is a secret of this start: without it, no page in a browser can look or change anything.</para>
/// </remarks>
/// <example>
/// <para>Look at an emulator</para>
/// <code>
/// Start-EniEmulator | Show-EniEmulator
/// </code>
/// </example>
/// <example>
/// <para>Only get the address</para>
/// <code>
/// $page = (Get-EniEmulator).Page
/// </code>
/// </example>
/// <seealso>Start-EniEmulator</seealso>
/// <seealso>Get-EniEmulator</seealso>
[Cmdlet(VerbsCommon.Show, "EniEmulator", HelpUri = HelpPage.Uri)]
public sealed class ShowEniEmulatorCommand : PSCmdlet
{
    /// <summary>The emulator, or its endpoint. Without it, all are shown.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(EmulatorCompleter))]
    public Uri? Endpoint { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var emulator in EniSession.Current.EmulatorsAt(Endpoint, WriteError))
        {
            if (!TryOpen(emulator.Page))
                WriteInformation($"No browser could be opened here. The page is {emulator.Page}", ["PSHOST"]);
        }
    }

    private static bool TryOpen(Uri page)
    {
        var isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        var isMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
        // Without a display, a browser for terminals would take the one that the session has.
        if (!isWindows && !isMac && !Has("DISPLAY") && !Has("WAYLAND_DISPLAY"))
            return false;
        try
        {
            var start = isWindows
                ? new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true }
                : new ProcessStartInfo(isMac ? "open" : "xdg-open", page.AbsoluteUri) { UseShellExecute = false };
            Process.Start(start)?.Dispose();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static bool Has(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
