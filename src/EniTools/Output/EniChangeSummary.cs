using EniTools.Api.Changes;
using EniTools.Api.Journal;

namespace EniTools.Output;

/// <summary>What a journal shows of one change: who did it, how far it is, and how many targets have which status.</summary>
public sealed class EniChangeSummary
{
    private readonly IReadOnlyDictionary<JournalStatus, int> _totals;

    internal EniChangeSummary(string path, JournalState state, int change, bool isInUse)
    {
        _totals = state.Totals(change);
        var known = state.Changes[change - 1];
        var (first, last) = (known.Runs[0], known.LastRun);
        JournalPath = path;
        Change = change;
        Action = first.Action.ToString();
        Undoes = first.Undoes;
        Runs = known.Runs.Count;
        HasWholeInput = known.HasWholeInput;
        IsBandwidthAlone = first.Action.IsBandwidthAlone();
        Began = first.Time;
        Command = last.Command;
        User = last.User;
        Host = last.Host;
        ModuleVersion = last.ModuleVersion;
        AccountId = [.. state.Accounts.Select(account => account.AccountId).OfType<string>().Distinct()];
        State = state.Damage is not null && change == state.LastChange ? "Damaged"
            : last.HasEnded ? last.WasStopped ? "Stopped" : "Ended"
            : isInUse && change == state.LastChange ? "Running"
            : "CutOff";
    }

    /// <summary>The journal.</summary>
    public string JournalPath { get; }

    /// <summary>The number of the change, from 1 on.</summary>
    public int Change { get; }

    /// <summary>What it does: Remove or Assign; RemoveBandwidth or AddBandwidth when it is about Internet bandwidth alone; RemoveWithBandwidth or AssignWithBandwidth when it is about both.</summary>
    public string Action { get; }

    /// <summary>The change that it takes back; null when it takes none back.</summary>
    public int? Undoes { get; }

    /// <summary>How its latest run is: Running; Ended; Stopped, when it was told to end before all was done; CutOff, when its process died; Damaged, when a line of the journal is damaged and all is from before it.</summary>
    public string State { get; }

    /// <summary>True if the journal has all targets of the change. False if no run has read its input to the end, or if that input lacked targets of an earlier run: only the same command knows the rest then.</summary>
    public bool HasWholeInput { get; }

    /// <summary>How many targets the journal has of it.</summary>
    public int Targets => _totals.Values.Sum();

    /// <summary>How many were taken off.</summary>
    public int Removed => Of(JournalStatus.Removed);

    /// <summary>How many were to be taken off and were not there.</summary>
    public int NotAssigned => Of(JournalStatus.NotAssigned);

    /// <summary>How many were put on.</summary>
    public int Assigned => Of(JournalStatus.Assigned);

    /// <summary>How many were to be put on and were there.</summary>
    public int AlreadyAssigned => Of(JournalStatus.AlreadyAssigned);

    /// <summary>How many the service refused.</summary>
    public int Failed => Of(JournalStatus.Failed);

    /// <summary>For how many a call may have had its effect, and nobody looked yet.</summary>
    public int Unknown => Of(JournalStatus.Unknown);

    /// <summary>How many were read and not sent.</summary>
    public int NotSent => Of(JournalStatus.NotSent);

    /// <summary>For how many the answer to the question was No.</summary>
    public int Declined => Of(JournalStatus.Declined);

    /// <summary>How many runs worked on it.</summary>
    public int Runs { get; }

    /// <summary>When its first run began, in UTC.</summary>
    public DateTimeOffset Began { get; }

    /// <summary>The command of its latest run.</summary>
    public string? Command { get; }

    /// <summary>Who ran it.</summary>
    public string User { get; }

    /// <summary>The machine.</summary>
    public string Host { get; }

    /// <summary>The version of the module.</summary>
    public string? ModuleVersion { get; }

    /// <summary>The numbers of the accounts that the journal is for.</summary>
    public string[] AccountId { get; }

    /// <summary>The change and its totals.</summary>
    public override string ToString() =>
        $"change {Change} ({Action}{(Undoes is { } undone ? $", takes back {undone}" : "")}, {State}{InputNote}): "
        + string.Join(", ", _totals.Select(total => $"{total.Value} {total.Key}"));

    internal bool IsBandwidthAlone { get; }

    private string InputNote => HasWholeInput || State == "Running" ? "" : ", input not whole";

    private int Of(JournalStatus status) => _totals.TryGetValue(status, out var count) ? count : 0;
}
