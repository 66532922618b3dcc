using System.Management.Automation;
using EniTools.Api.Journal;
using EniTools.Changing;
using EniTools.Errors;
using EniTools.Localization;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Reading;

namespace EniTools.Commands;

/// <summary>Makes a new journal of what is certain in a damaged one, so that its work can be gone on with.</summary>
/// <remarks>
/// <para>The lines before the damage are checked and copied; nothing is taken from what follows. The damaged journal stays as it is. The same command with the new -JournalPath goes on, and so do Resume-EniChange and Undo-EniChange: what the latest change has as done is not sent again, and all else of it is Unknown, as a call for it may have been noted behind the damage. What only stands behind the damage, such as a later change, is not in the new journal.</para>
/// <para>Where an editor or another tool only changed the encoding or the line ends, no line is lost, and the new journal knows all.</para>
/// <para>It makes no call, and returns what Get-EniChange -Summary shows of the new journal.</para>
/// </remarks>
/// <example>
/// <para>Go on from a journal whose line ends an editor changed</para>
/// <code>
/// $journal = Join-Path ([IO.Path]::GetTempPath()) "$(New-Guid).jsonl"
/// Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force -JournalPath $journal | Out-Null
/// (Get-Content $journal) -join "`r`n" | Set-Content $journal
/// Repair-EniChange $journal "$journal.new" | Select-Object Change, Action, State, Removed
/// Remove-Item $journal, "$journal.new"
/// </code>
/// <output>
/// Change Action State Removed
/// ------ ------ ----- -------
///      1 Remove Ended       2
/// </output>
/// </example>
/// <seealso>Get-EniChange</seealso>
/// <seealso>Resume-EniChange</seealso>
/// <seealso>about_EniTools_Runbooks</seealso>
[Cmdlet(VerbsDiagnostic.Repair, "EniChange", SupportsShouldProcess = true, HelpUri = HelpPage.Uri)]
[OutputType(typeof(EniChangeSummary))]
public sealed class RepairEniChangeCommand : EniCmdlet
{
    /// <summary>The damaged journal.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("FullName", "Path")]
    [ValidateNotNullOrEmpty]
    public string JournalPath { get; set; } = "";

    /// <summary>The new journal, a file that is not there yet.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var path = FilePath.Of(this, JournalPath, RunJournal.Parameter);
        var newPath = FilePath.Of(this, Destination, $"-{nameof(Destination)}");
        if (!ShouldProcess(newPath, Localized.Text("Make a journal of what is certain in {0}", path)))
            return;
        try
        {
            if (JournalRepair.Copy(path, newPath, StopToken) is not { } state)
            {
                WriteWarning($"The journal '{path}' is not damaged. It is gone on with as it is, and no new one was made.");
                return;
            }

            for (var change = 1; change <= state.LastChange; change++)
                WriteObject(new EniChangeSummary(newPath, state, change, isInUse: false));
        }
        catch (JournalException problem)
        {
            WriteError(EniError.Journal(problem, problem.Path));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}
