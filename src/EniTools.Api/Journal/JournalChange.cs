using EniTools.Api.Changes;

namespace EniTools.Api.Journal;

/// <summary>One change of a journal: the work of one command or undo, by one run or several.</summary>
internal sealed class JournalChange
{
    private readonly List<JournalRun> _runs = [];

    internal JournalChange(JournalRun first) => _runs.Add(first);

    /// <summary>The number of the change, from 1 on.</summary>
    public int Number => _runs[0].Change;

    /// <summary>The action of all its runs.</summary>
    public ChangeAction Action => _runs[0].Action;

    /// <summary>The change that it takes back; null when it takes none back.</summary>
    public int? Undoes => _runs[0].Undoes;

    /// <summary>Its runs, the first one first.</summary>
    public IReadOnlyList<JournalRun> Runs => _runs;

    /// <summary>The latest run.</summary>
    public JournalRun LastRun => _runs[_runs.Count - 1];

    /// <summary>True if the latest run came to its end.</summary>
    public bool IsEnded => LastRun is { HasEnded: true, WasStopped: false };

    /// <summary>
    /// True if the same command begins a new change. A change that was finished from its journal alone, while that may not have all
    /// targets, is not history: the same command goes on with it.
    /// </summary>
    public bool IsHistory => IsEnded && (HasWholeInput || LastRun.HasReadInput);

    /// <summary>
    /// True if the journal is known to hold all targets: a run read all of its input, which had all targets of earlier runs, and no later
    /// run was given others; or the targets come from another change.
    /// </summary>
    public bool HasWholeInput => Undoes is not null || HasAllInput;

    internal bool HasAllInput { get; set; }

    internal void Add(JournalRun run) => _runs.Add(run);

    internal void UpdateLastRun(JournalRun run) => _runs[_runs.Count - 1] = run;
}
