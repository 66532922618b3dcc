using System.Management.Automation;
using EniTools.Api.Journal;
using EniTools.Changing;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Reading;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Shows what a journal knows: an object for each address or prefix of its latest change.</summary>
/// <remarks>
/// <para>A journal is what -JournalPath of the cmdlets that remove and add addresses and bandwidth writes. It can be read while a run writes to it, and after its process died. It makes no call.</para>
/// <para>The objects pipe into Remove-EniIpv6Address and Add-EniIpv6Address; those of a change that is about Internet bandwidth alone pipe into Remove-EniIpv6Bandwidth and Add-EniIpv6Bandwidth, and the others refuse them. Resume-EniChange finishes a change from its journal, and Undo-EniChange takes it back.</para>
/// <para>When a line is damaged, the lines before it are shown with a warning, and the latest change has the state Damaged. Repair-EniChange makes a new journal of these lines.</para>
/// </remarks>
/// <note>It takes some 500 bytes of memory for each target of the journal.</note>
/// <example>
/// <para>See what a run did</para>
/// <code>
/// $journal = Join-Path ([IO.Path]::GetTempPath()) "$(New-Guid).jsonl"
/// Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force -JournalPath $journal
/// (Get-EniChange $journal -Summary).ToString()
/// Remove-Item $journal
/// </code>
/// <output>
/// NetworkInterfaceId       Address or prefix                       Status
/// ------------------       -----------------                       ------
/// eni-bp1web02a            2001:db8:1234:1a00::3:1                 Removed
/// eni-bp1web02a            2001:db8:1234:1a00::3:2                 Removed
/// change 1 (Remove, Ended): 2 Removed
/// </output>
/// </example>
/// <example>
/// <para>Show what did not succeed in any journal of a folder</para>
/// <code>
/// Get-EniChange *.jsonl -Status Failed, Unknown, NotSent
/// </code>
/// </example>
/// <seealso>Resume-EniChange</seealso>
/// <seealso>Undo-EniChange</seealso>
/// <seealso>Remove-EniIpv6Address</seealso>
/// <seealso>about_EniTools_Runbooks</seealso>
[Cmdlet(VerbsCommon.Get, "EniChange", HelpUri = HelpPage.Uri)]
[OutputType(typeof(EniChange), typeof(EniChangeSummary))]
public sealed class GetEniChangeCommand : EniCmdlet
{
    /// <summary>The journal. The default is that of Set-EniContext or of the variable ENITOOLS_JOURNAL_PATH. A pattern such as *.jsonl names all journals that it matches.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Path")]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Only targets with one of these statuses.</summary>
    [Parameter]
    [ValidateNotNull]
    public JournalStatus[]? Status { get; set; }

    /// <summary>The number of a change, from 1 on: a removal is one, and taking it back is another. The default is the latest; with -Summary, all.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Change { get; set; }

    /// <summary>Shows each change in one object: who ran it, how far it is, and how many targets have which status.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if ((JournalPath ?? EffectiveSettings.JournalPathOf(EniSession.Current)?.Value) is not { } given)
        {
            WriteError(EniError.NoJournalGiven());
            return;
        }

        foreach (var path in Paths(given))
            Show(path);
    }

    // A file with the signs of a pattern in its name is that file.
    private List<string> Paths(string given)
    {
        var path = FilePath.Of(this, given, RunJournal.Parameter);
        if (!WildcardPattern.ContainsWildcardCharacters(given) || File.Exists(path) || Directory.Exists(path))
            return [path];
        return [.. GetResolvedProviderPathFromPSPath(given, out _).Where(File.Exists)];
    }

    private void Show(string path)
    {
        if (Directory.Exists(path))
        {
            WriteError(EniError.JournalIsFolder(path, JournalFolder.Names(path)));
            return;
        }

        try
        {
            // Asked before reading: a run that ends meanwhile has said so in the journal.
            var isInUse = ChangeJournal.IsInUse(path);
            var state = JournalState.Read(path, StopToken);
            if (Change > state.LastChange)
                throw JournalException.NoSuchChange(path, Change, state.LastChange);
            IEnumerable<int> changes = Change > 0 ? [Change] : Summary ? Enumerable.Range(1, state.LastChange) : [state.LastChange];
            foreach (var change in changes.Where(change => change >= 1))
                Show(state, new EniChangeSummary(path, state, change, isInUse));
            if (state.Damage is { } damage)
                WriteWarning($"{damage.Message} What is shown is from the lines before it. {EniError.RepairHint(path)}");
            if (state.Latest is { } latest && !isInUse && JournaledTargets.InputWarning(path, latest) is { } warning)
                WriteWarning(warning);
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

    private void Show(JournalState state, EniChangeSummary summary)
    {
        if (Summary)
        {
            WriteObject(summary);
            return;
        }

        foreach (var target in state.Targets(summary.Change))
        {
            if (Status is null || Status.Contains(target.Status))
                WriteObject(new EniChange(target, summary));
        }
    }
}
