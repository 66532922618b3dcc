using System.Management.Automation;
using EniTools.Api.Journal;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Runs;

namespace EniTools.Commands;

/// <summary>Shows what a journal knows: an object for each address or prefix of its latest change.</summary>
/// <remarks>
/// <para>A journal is what -JournalPath of Remove-EniIpv6Address and Add-EniIpv6Address writes. It can be read while a run writes to it, and after its process died. It makes no call.</para>
/// <para>The objects pipe into Remove-EniIpv6Address and Add-EniIpv6Address. Resume-EniChange finishes a change from its journal, and Undo-EniChange takes it back.</para>
/// </remarks>
/// <note>It takes some 200 bytes of memory for each target of the journal.</note>
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
[Cmdlet(VerbsCommon.Get, "EniChange")]
[OutputType(typeof(EniChange), typeof(EniChangeSummary))]
public sealed class GetEniChangeCommand : EniCmdlet
{
    /// <summary>The journal. A pattern such as *.jsonl names all journals that it matches.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Path")]
    [ValidateNotNullOrEmpty]
    public string JournalPath { get; set; } = "";

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
        foreach (var path in Paths())
            Show(path);
    }

    // A file with the signs of a pattern in its name is that file.
    private List<string> Paths()
    {
        var path = FilePath.Of(this, JournalPath, RunJournal.Parameter);
        if (!WildcardPattern.ContainsWildcardCharacters(JournalPath) || File.Exists(path) || Directory.Exists(path))
            return [path];
        return [.. GetResolvedProviderPathFromPSPath(JournalPath, out _).Where(File.Exists)];
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
            IEnumerable<int> changes = Change > 0 ? [Change] : Summary ? Enumerable.Range(1, state.LastChange) : [state.LastChange];
            foreach (var change in changes.Where(change => change >= 1 && change <= state.LastChange))
                Show(state, new EniChangeSummary(path, state, change, isInUse));
        }
        catch (JournalException problem)
        {
            WriteError(EniError.Journal(problem));
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
