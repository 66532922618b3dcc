using System.Management.Automation;
using EniTools.Api.Model;
using EniTools.Completion;
using EniTools.Localization;
using EniTools.Output;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Takes a snapshot of the worlds of running emulators, to be put back as often as it is needed.</summary>
/// <remarks>
/// <para>A snapshot is kept in the emulator's memory, also over a reset, until the emulator stops. One of the same name is replaced. It holds the world: regions, instances, ENIs and what is on them. Faults, limits, keys and requests are not part of it.</para>
/// </remarks>
/// <example>
/// <para>Begin each test with the same world</para>
/// <code>
/// Start-EniEmulator | Set-EniContext
/// $snapshot = Save-EniEmulator before
/// Get-EniIpv6Address eni-bp1web01b | Remove-EniIpv6Address -Force | Measure-Object | ForEach-Object Count
/// $snapshot | Restore-EniEmulator
/// (Get-EniIpv6Address eni-bp1web01b).Count
/// </code>
/// <output>
/// 8
/// 8
/// </output>
/// </example>
/// <seealso>Restore-EniEmulator</seealso>
/// <seealso>Start-EniEmulator</seealso>
[Cmdlet(VerbsData.Save, "EniEmulator", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low, HelpUri = HelpPage.Uri)]
[OutputType(typeof(EmulatorSnapshot))]
public sealed class SaveEniEmulatorCommand : PSCmdlet
{
    /// <summary>The name of the snapshot, up to 100 characters; case matters.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ValidateLength(1, 100)]
    public string Name { get; set; } = "";

    /// <summary>The emulator, or its endpoint. Without it, each emulator of the session takes one.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(EmulatorCompleter))]
    public Uri? Endpoint { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var emulator in EniSession.Current.EmulatorsAt(Endpoint, WriteError))
        {
            if (ShouldProcess(emulator.ToString(), WrittenText.Visible(Localized.Text("Take the snapshot {0}", Name))))
                WriteObject(new EmulatorSnapshot(emulator.Endpoint, emulator.Emulator.SaveSnapshot(Name)));
        }
    }
}
