using System.Management.Automation;
using EniTools.Api.Model;
using EniTools.Completion;
using EniTools.Errors;
using EniTools.Localization;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Makes the worlds of running emulators what they were when a snapshot was taken.</summary>
/// <remarks>
/// <para>Faults, limits, keys and requests stay as they are, and so does the snapshot: it can be put back again. What was under way in it goes on by the clock. Ids that the emulator makes up begin again, so that the same calls give the same ids.</para>
/// </remarks>
/// <example>
/// <para>Undo what a script did to the emulator</para>
/// <code>
/// Start-EniEmulator | Set-EniContext
/// $null = Save-EniEmulator before
/// Get-EniIpv6Address | Remove-EniIpv6Address -Force -ErrorAction SilentlyContinue | Out-Null
/// Restore-EniEmulator before
/// </code>
/// </example>
/// <seealso>Save-EniEmulator</seealso>
/// <seealso>Get-EniEmulator</seealso>
[Cmdlet(VerbsData.Restore, "EniEmulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, HelpUri = HelpPage.Uri)]
public sealed class RestoreEniEmulatorCommand : PSCmdlet
{
    /// <summary>The name of the snapshot; case matters.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SnapshotCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The emulator, or its endpoint. Without it, each emulator of the session goes back to its snapshot of that name.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(EmulatorCompleter))]
    public Uri? Endpoint { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var emulator in EniSession.Current.EmulatorsAt(Endpoint, WriteError))
        {
            if (emulator.Emulator.Snapshots.All(snapshot => snapshot.Name != Name))
                WriteError(EniError.NoSnapshot(Name, emulator.Endpoint));
            else if (ShouldProcess(
                emulator.ToString(), WrittenText.Visible(Localized.Text("Put the snapshot {0} in the place of its world", Name))))
                emulator.Emulator.RestoreSnapshot(Name);
        }
    }
}
