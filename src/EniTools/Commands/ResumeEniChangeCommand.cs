using System.Management.Automation;
using EniTools.Changing;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;

namespace EniTools.Commands;

/// <summary>Finishes the latest change of a journal: what was not sent, what failed, and what a call may have changed without an answer.</summary>
/// <remarks>
/// <para>It needs the journal alone: the targets are in it, with their regions, ENIs and profiles. What a call was sent for without an answer is looked at first, and then everything goes on as in the run that was cut off, under the guard rails of this session. What is done, was found as it was to be, or was declined is not touched. When nothing is left to do, it says so.</para>
/// <para>A change that was cut off or stopped is gone on with by the same command and the same -JournalPath, too. When the run ended before it had read all of its input, only that command knows all targets: Resume-EniChange warns then, and finishes those in the journal.</para>
/// <para>Where Internet bandwidth was ended with -Release, it ends the rest and gives nothing up: the same command does.</para>
/// <para>The credential must be of the journal's account, and the endpoint in force must be the journal's: a file does not say where calls go.</para>
/// </remarks>
/// <example>
/// <para>Finish a removal that an error limit ended</para>
/// <code>
/// $journal = Join-Path ([IO.Path]::GetTempPath()) "$(New-Guid).jsonl"
/// 'bad', '2001:db8:1234:1a00::3:1' | Remove-EniIpv6Address -NetworkInterfaceId eni-bp1web02a -Force -MaxErrors 0 -JournalPath $journal -ErrorAction SilentlyContinue
/// Resume-EniChange $journal -Force
/// Remove-Item $journal
/// </code>
/// <output>
/// NetworkInterfaceId       Address or prefix                       Status
/// ------------------       -----------------                       ------
/// eni-bp1web02a            2001:db8:1234:1a00::3:1                 Removed
/// </output>
/// </example>
/// <seealso>Get-EniChange</seealso>
/// <seealso>Undo-EniChange</seealso>
/// <seealso>about_EniTools_Runbooks</seealso>
[Cmdlet(VerbsLifecycle.Resume, "EniChange", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPage.Uri)]
[OutputType(
    typeof(EniIpv6Removal), typeof(EniIpv6Addition), typeof(EniIpv6BandwidthRemoval), typeof(EniIpv6BandwidthAddition))]
public sealed class ResumeEniChangeCommand : JournaledCmdlet
{
    /// <summary>Makes "is not assigned" a result with the status NotAssigned where addresses are taken off, and "has no bandwidth" one where bandwidth is ended.</summary>
    [Parameter]
    public SwitchParameter IgnoreUnassigned { get; set; }

    /// <summary>Makes "is already on this ENI" a result with the status AlreadyAssigned where addresses are put on, and "has that bandwidth" one where it is bought.</summary>
    [Parameter]
    public SwitchParameter IgnoreAssigned { get; set; }

    private protected override IRun NewRun() =>
        JournaledTargets.NewRun(this, RunJournal.OpenToResume(this, JournalPath!), IgnoreUnassigned, IgnoreAssigned);
}
