using EniTools.Api.Journal;
using EniTools.Pipeline;

namespace EniTools.Runs;

/// <summary>Targets that a journal shows as still to be done, on their way to the run that does them.</summary>
internal sealed class JournaledTargets(
    EniServiceCmdlet cmdlet, IChangeParameters parameters, ChangeJournal journal, ChangeRun run) : IRun
{
    /// <inheritdoc/>
    public void TakeRecord()
    {
        if (!cmdlet.IsWhatIf)
            AwaitWhatIsUnderWay();
        foreach (var target in journal.Unfinished())
        {
            cmdlet.ProfileName = target.Account.Profile;
            run.Take(target);
        }
    }

    /// <inheritdoc/>
    public void Finish() => run.Finish();

    // A call that was cut off a moment ago may still have its effect, and must not have it after it is taken back.
    private void AwaitWhatIsUnderWay()
    {
        if (journal.Run.Undoes is not { } undone)
            return;
        var lastSent = journal.Before.Targets(undone).Where(target => target.Status == JournalStatus.Unknown).Max(target => target.Time);
        if (lastSent is { } sent && sent.AddSeconds(parameters.ReadLagSec) - DateTimeOffset.UtcNow is var left && left > TimeSpan.Zero
            && left.TotalSeconds <= parameters.ReadLagSec)
            cmdlet.Await(Task.Delay(left, cmdlet.StopToken));
    }
}
