using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;

namespace EniTools.Runs;

/// <summary>Targets that a journal shows as still to be done, on their way to the run that does them.</summary>
internal sealed class JournaledTargets : IRun
{
    private readonly EniServiceCmdlet _cmdlet;
    private readonly ChangingCmdlet _parameters;
    private readonly ChangeJournal _journal;
    private readonly bool _isUndo;
    private readonly ChangeRun _run;

    /// <summary>Begins the run.</summary>
    /// <param name="cmdlet">The cmdlet that it writes with.</param>
    /// <param name="parameters">What was asked for.</param>
    /// <param name="journal">Where targets come from, and note is taken of them.</param>
    /// <param name="ignoreMissing">Whether what is not there where it is to go is a result and no error.</param>
    /// <param name="ignoreExisting">Whether what is there where it is to come is a result and no error.</param>
    /// <param name="isUndo">Whether an undo is asked for, not that one is gone on with.</param>
    public JournaledTargets(
        EniServiceCmdlet cmdlet,
        ChangingCmdlet parameters,
        ChangeJournal journal,
        bool ignoreMissing = false,
        bool ignoreExisting = false,
        bool isUndo = false)
    {
        (_cmdlet, _parameters, _journal, _isUndo) = (cmdlet, parameters, journal, isUndo);
        // For an undo, what is as it was before is what was asked for.
        var undoes = journal.Run.Undoes is not null;
        var action = journal.Run.Action;
        var ignores = undoes || (action.TakesAway() ? ignoreMissing : ignoreExisting);
        var change = new Change(action, IsNothingToDoAnError: !ignores);
        _run = new ChangeRun(cmdlet, parameters, change, journal);
    }

    /// <inheritdoc/>
    public void TakeRecord()
    {
        if (_journal.Run.Undoes is null && InputWarning(_journal.Path, _journal.Before.Latest!) is { } warning)
            _cmdlet.WriteWarning(warning);
        if (!_cmdlet.IsWhatIf)
            AwaitWhatIsUnderWay();
        var isAny = false;
        foreach (var target in _journal.Unfinished(withDeclined: _isUndo))
        {
            isAny = true;
            _cmdlet.ProfileName = target.Account.Profile;
            if (target.ChangedSince is { } other)
                _run.Refuse(EniError.ChangedSince(target, _journal.Path, other));
            else if (target.Missing is not null && _journal.Run.Undoes is not null)
                _run.Refuse(EniError.GivenNotKnown(target, _journal.Path));
            else if (target is { IsLost: true, Had: null } && _journal.Run.Undoes is not null && _journal.Run.Action.Buys())
                // It may have had bandwidth that only the lost lines name.
                _run.Refuse(EniError.NoteLost(target));
            else
                _run.Take(target);
        }

        if (!isAny)
            _cmdlet.WriteWarning(NothingToDo());
    }

    /// <inheritdoc/>
    public void Finish() => _run.FinishJournaled();

    /// <summary>A warning for a change whose targets may not all be in its journal; null for others.</summary>
    public static string? InputWarning(string path, JournalChange change) => change.HasWholeInput ? null
        : $"The input of change {change.Number} of the journal '{path}' was not read to its end, or a later run was given less of it. "
            + "The journal may not have all targets: only the same command knows the rest.";

    private string NothingToDo()
    {
        if (_journal.Run.Undoes is not { } undone)
            return $"Nothing is left to do in the journal '{_journal.Path}': {Summary(_journal.Before.LastChange)}.";
        var undo = _journal.Before.Changes.LastOrDefault(change => change.Undoes == undone);
        return undo is null
            ? $"Nothing of the journal '{_journal.Path}' is to be taken back: {Summary(undone)}."
            : FormattableString.Invariant(
                $"Nothing is left to take back: change {undo.Number} of the journal '{_journal.Path}' took change {undone} back, ")
                + FormattableString.Invariant($"last at {undo.LastRun.Time:u}. ")
                + $"To take back change {undo.Number} in its turn: Undo-EniChange '{_journal.Path}' -Change {undo.Number}";
    }

    private EniChangeSummary Summary(int change) => new(_journal.Path, _journal.Before, change, isInUse: false);

    // A call that was cut off a moment ago may still have its effect, and must not have it after it is taken back.
    private void AwaitWhatIsUnderWay()
    {
        if (_journal.Run.Undoes is not { } undone)
            return;
        var lastSent = _journal.Before.Targets(undone).Where(target => target.Status == JournalStatus.Unknown).Max(target => target.Time);
        if (lastSent is { } sent && sent.AddSeconds(_parameters.ReadLagSec) - DateTimeOffset.UtcNow is var left && left > TimeSpan.Zero
            && left.TotalSeconds <= _parameters.ReadLagSec)
            _cmdlet.Await(Task.Delay(left, _cmdlet.StopToken));
    }
}
