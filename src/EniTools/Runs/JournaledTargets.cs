using EniTools.Api.Journal;
using EniTools.Pipeline;

namespace EniTools.Runs;

/// <summary>Targets that a journal shows as still to be done, on their way to the run that does them.</summary>
internal sealed class JournaledTargets : IRun
{
    private readonly EniServiceCmdlet _cmdlet;
    private readonly IChangeParameters _parameters;
    private readonly ChangeJournal _journal;
    private readonly ChangeRun _run;

    /// <summary>Begins the run.</summary>
    /// <param name="cmdlet">The cmdlet that it writes with.</param>
    /// <param name="parameters">What was asked for.</param>
    /// <param name="journal">Where targets come from, and note is taken of them.</param>
    /// <param name="ignoreMissing">Whether what is not there where it is to go is a result and no error.</param>
    /// <param name="ignoreExisting">Whether what is there where it is to come is a result and no error.</param>
    public JournaledTargets(
        EniServiceCmdlet cmdlet,
        IChangeParameters parameters,
        ChangeJournal journal,
        bool ignoreMissing = false,
        bool ignoreExisting = false)
    {
        (_cmdlet, _parameters, _journal) = (cmdlet, parameters, journal);
        // For an undo, what is as it was before is what was asked for.
        var isUndo = journal.Run.Undoes is not null;
        var change = Change.Of(journal.Run.Action, ignoreMissing || isUndo, ignoreExisting || isUndo);
        _run = new ChangeRun(cmdlet, parameters, change, journal);
    }

    /// <inheritdoc/>
    public void TakeRecord()
    {
        if (!_cmdlet.IsWhatIf)
            AwaitWhatIsUnderWay();
        foreach (var target in _journal.Unfinished())
        {
            _cmdlet.ProfileName = target.Account.Profile;
            _run.Take(target);
        }
    }

    /// <inheritdoc/>
    public void Finish() => _run.Finish();

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
