using System.Management.Automation;
using EniTools.Changing;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;

namespace EniTools.Commands;

/// <summary>Takes back the latest change of a journal that is not an undo: what it removed is put on its ENI again, what it assigned is taken off, and Internet bandwidth that it ended is bought as it was.</summary>
/// <remarks>
/// <para>It takes back exactly what the journal shows as done. Where a call may have had its effect without an answer, it finds out: an address that a removal has not taken off is AlreadyAssigned, one that an addition has not put on is NotAssigned. What the change found done already, or failed to do, stays as it is.</para>
/// <para>An undo is a change of its own in the same journal. The same command again finishes what it could not do. When nothing is left, it says so, and how the undo itself is taken back: by its number, with -Change. What cannot be taken back, such as an address that another ENI has by now, is one error with the reason.</para>
/// <para>With -Change, an earlier change is taken back. A target that a later change has changed as well stays as it is, and is an error that names that change.</para>
/// </remarks>
/// <example>
/// <para>Take a removal back</para>
/// <code>
/// $journal = Join-Path ([IO.Path]::GetTempPath()) "$(New-Guid).jsonl"
/// Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force -JournalPath $journal
/// Undo-EniChange $journal -Force
/// Remove-Item $journal
/// </code>
/// <output>
/// NetworkInterfaceId       Address or prefix                       Status
/// ------------------       -----------------                       ------
/// eni-bp1web02a            2001:db8:1234:1a00::3:1                 Removed
/// eni-bp1web02a            2001:db8:1234:1a00::3:2                 Removed
///
/// NetworkInterfaceId       Address or prefix                       Status
/// ------------------       -----------------                       ------
/// eni-bp1web02a            2001:db8:1234:1a00::3:1                 Assigned
/// eni-bp1web02a            2001:db8:1234:1a00::3:2                 Assigned
/// </output>
/// </example>
/// <seealso>Get-EniChange</seealso>
/// <seealso>Resume-EniChange</seealso>
/// <seealso>about_EniTools_Runbooks</seealso>
[Cmdlet(VerbsCommon.Undo, "EniChange", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPage.Uri)]
[OutputType(
    typeof(EniIpv6Removal), typeof(EniIpv6Addition), typeof(EniIpv6BandwidthRemoval), typeof(EniIpv6BandwidthAddition))]
public sealed class UndoEniChangeCommand : JournaledCmdlet
{
    /// <summary>The number of the change to take back, from 1 on, as Get-EniChange -Summary shows it. The default is the latest change that is not an undo. An undo is taken back by its number.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Change { get; set; }

    private protected override IRun NewRun() => JournaledTargets.NewRun(
        this, RunJournal.OpenToUndo(this, JournalPath!, Change), isUndo: true);
}
