using EniTools.Api.Changes;

namespace EniTools.Api.Journal;

/// <summary>One change of a journal: the work of one command or undo, by one run or several.</summary>
internal sealed class JournalChange
{
    private readonly List<JournalRun> _runs = [];

    internal JournalChange(JournalRun first) => _runs.Add(first);

    /// <summary>The number, from 1 on.</summary>
    public int Number => _runs[0].Change;

    /// <summary>The action, which all runs share.</summary>
    public ChangeAction Action => _runs[0].Action;

    /// <summary>The number of the change that is taken back; null if none is.</summary>
    public int? Undoes => _runs[0].Undoes;

    /// <summary>The runs, the first one first.</summary>
    public IReadOnlyList<JournalRun> Runs => _runs;

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

/// <summary>One run of a command that wrote to a journal.</summary>
internal sealed record JournalRun
{
    public string Id { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>
    /// The number of the change that the run began or went on with. Zero until the journal is opened, unless the run is to go on with
    /// the latest change even though that came to its end.
    /// </summary>
    public int Change { get; init; }

    public required ChangeAction Action { get; init; }

    /// <summary>The number of the change that is taken back; null if none is.</summary>
    public int? Undoes { get; init; }

    /// <summary>The name of the cmdlet. A command line may hold a secret.</summary>
    public string? Command { get; init; }

    public string? ModuleVersion { get; init; }

    /// <summary>The time when the run began, in UTC.</summary>
    public DateTimeOffset Time { get; init; }

    public string User { get; init; } = Environment.UserName;

    public string Host { get; init; } = Environment.MachineName;

    public int Process { get; init; } = System.Diagnostics.Process.GetCurrentProcess().Id;

    /// <summary>True if the run noted its end. Otherwise it is under way, or its process died.</summary>
    public bool HasEnded { get; init; }

    /// <summary>True if the run was stopped before all was done, and noted that.</summary>
    public bool WasStopped { get; init; }

    /// <summary>True if the run was given its targets and noted that it had read all of them.</summary>
    public bool HasReadInput { get; init; }
}

/// <summary>The account of targets. A journal knows it by the name of its profile or by its number.</summary>
/// <param name="Profile">The profile that was named; null if none was.</param>
/// <param name="AccountId">The number of the Alibaba Cloud account; null if the service was not asked for it.</param>
/// <param name="Endpoint">The endpoint that was named; null for the endpoint of the region.</param>
internal sealed record JournalAccount(string? Profile, string? AccountId, string? Endpoint);
