using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Parameters;

namespace EniTools.Changing;

/// <summary>The targets that a journal shows as still to be done. It gives all of them as one record.</summary>
/// <param name="cmdlet">The cmdlet that it writes with.</param>
/// <param name="journal">The journal.</param>
/// <param name="isUndo">True for an undo that is asked for, not gone on with.</param>
internal sealed class JournaledTargets(ChangingCmdlet cmdlet, ChangeJournal journal, bool isUndo) : ITargetSource
{
    /// <summary>Begins a run of what a journal shows as still to be done.</summary>
    /// <param name="cmdlet">The cmdlet that it writes with.</param>
    /// <param name="journal">Where targets come from, and what they are recorded in.</param>
    /// <param name="ignoreMissing">True if a target that is not where it is taken from is a result and no error.</param>
    /// <param name="ignoreExisting">True if a target that is already where it is to come is a result and no error.</param>
    /// <param name="isUndo">True for an undo that is asked for, not gone on with.</param>
    public static ChangeRun NewRun(
        ChangingCmdlet cmdlet, ChangeJournal journal, bool ignoreMissing = false, bool ignoreExisting = false, bool isUndo = false)
    {
        var action = journal.Run.Action;
        // For an undo, what is as it was before is what was asked for.
        var ignores = journal.Run.Undoes is not null || (action.TakesAway() ? ignoreMissing : ignoreExisting);
        return new ChangeRun(
            cmdlet, new JournaledTargets(cmdlet, journal, isUndo), new Change(action, IsNothingToDoAnError: !ignores), journal);
    }

    /// <inheritdoc/>
    public IEnumerable<(Ipv6Target? Target, ErrorRecord? Error)> Read()
    {
        if (journal.Run.Undoes is null && InputWarning(journal.Path, journal.Before.Latest!) is { } warning)
            cmdlet.WriteWarning(warning);
        if (!cmdlet.IsWhatIf)
            AwaitWhatIsUnderWay();
        var isAny = false;
        foreach (var known in journal.Unfinished(withDeclined: isUndo))
        {
            isAny = true;
            if (known.Target.ProfileName is { } profile)
                cmdlet.NoteProfile(profile);
            if (known.ChangedSince is { } other)
                yield return (null, EniError.ChangedSince(known, journal.Path, other));
            else if (known.Target.Count is not null && journal.Run.Undoes is not null)
                yield return (null, EniError.GivenNotKnown(known, journal.Path));
            else if (known is { IsLost: true, Had: null } && journal.Run.Undoes is not null && journal.Run.Action.Buys())
                // It may have had bandwidth that only the lost lines name.
                yield return (null, EniError.NoteLost(known));
            else
                yield return (known.Target, null);
        }

        if (!isAny)
            cmdlet.WriteWarning(NothingToDo());
    }

    /// <summary>A warning for a change whose targets may not all be in its journal; null for others.</summary>
    public static string? InputWarning(string path, JournalChange change) => change.HasWholeInput ? null
        : $"The input of change {change.Number} of the journal '{path}' was not read to its end, or a later run was given less of it. "
            + "The journal may not have all targets: only the same command knows the rest.";

    private string NothingToDo()
    {
        if (journal.Run.Undoes is not { } undone)
            return $"Nothing is left to do in the journal '{journal.Path}': {Summary(journal.Before.LastChange)}.";
        var undo = journal.Before.Changes.LastOrDefault(change => change.Undoes == undone);
        return undo is null
            ? $"Nothing of the journal '{journal.Path}' is to be taken back: {Summary(undone)}."
            : FormattableString.Invariant(
                $"Nothing is left to take back: change {undo.Number} of the journal '{journal.Path}' took change {undone} back, ")
                + FormattableString.Invariant($"last at {undo.LastRun.Time:u}. ")
                + $"To take back change {undo.Number} in its turn: Undo-EniChange '{journal.Path}' -Change {undo.Number}";
    }

    private EniChangeSummary Summary(int change) => new(journal.Path, journal.Before, change, isInUse: false);

    // A call that was cut off a moment ago may still have its effect, and must not have it after it is taken back.
    private void AwaitWhatIsUnderWay()
    {
        if (journal.Run.Undoes is not { } undone)
            return;
        var lastSent = journal.Before.Targets(undone).Where(target => target.Status == JournalStatus.Unknown).Max(target => target.Time);
        if (lastSent is { } sent && sent.AddSeconds(cmdlet.ReadLagSec) - DateTimeOffset.UtcNow is var left && left > TimeSpan.Zero
            && left.TotalSeconds <= cmdlet.ReadLagSec)
            cmdlet.Await(Task.Delay(left, cmdlet.StopToken));
    }
}
