using EniTools.Api.Errors;

namespace EniTools.Api.Changes;

/// <summary>A change in two steps: the second of each target for which the first is done. The outcomes of both become one.</summary>
/// <param name="context">The run.</param>
/// <param name="batch">The targets.</param>
/// <param name="first">The first step.</param>
/// <param name="second">The second step.</param>
internal sealed class TwoSteps(ChangeContext context, TargetBatch batch, ChangeStep first, ChangeStep second)
{
    /// <summary>Works until each target has an outcome. When the run stops, what was not sent by then has none.</summary>
    public async Task RunAsync()
    {
        Dictionary<Ipv6Target, ChangeOutcome> half = [];
        await first.RunAsync(context, batch, (outcome, _) =>
        {
            lock (half)
                half.Add(outcome.Target, outcome);
            return Task.CompletedTask;
        }).ConfigureAwait(false);

        List<Ipv6Target> ready = [];
        foreach (var target in batch.Targets.Where(half.ContainsKey))
        {
            if (half[target].IsDone && (second != ChangeStep.BuyBandwidth || target.Purchase is not null))
                ready.Add(target);
            else
                await ReportAsync(half[target]).ConfigureAwait(false);
        }

        var untold = new HashSet<Ipv6Target>(ready);
        if (ready.Count > 0)
        {
            await second.RunAsync(context, new TargetBatch(batch.RegionId, batch.NetworkInterfaceId, ready), (outcome, before) =>
            {
                lock (untold)
                    untold.Remove(outcome.Target);
                return context.ReportAsync(Fold(half[outcome.Target], outcome), before);
            }, half).ConfigureAwait(false);
        }

        foreach (var target in ready.Where(untold.Contains))
            await ReportWithoutSecondAsync(half[target]).ConfigureAwait(false);
    }

    // The outcome is that of the step that failed. Where both are done, it is that of the address, with its bandwidth beside it.
    private ChangeOutcome Fold(ChangeOutcome done, ChangeOutcome next)
    {
        if (second == ChangeStep.Release && next.IsDone)
        {
            return done with
            {
                Status = ChangeStatus.Removed,
                IsReleased = true,
                Time = next.Time,
                Failure = null,
                Attempts = done.Attempts + next.Attempts,
                RequestId = done.RequestId ?? next.RequestId,
            };
        }

        var (outcome, other) = next.IsDone && second == ChangeStep.BuyBandwidth ? (done, next) : (next, done);
        return outcome with
        {
            // The first step may have changed it.
            Status = outcome.Status == ChangeStatus.NotSent ? ChangeStatus.Failed : outcome.Status,
            OtherStep = other,
            Attempts = done.Attempts + next.Attempts,
            Had = outcome.Had ?? done.Had,
        };
    }

    // The run stopped before the second step, or an address to release is assigned to an ENI.
    private Task ReportWithoutSecondAsync(ChangeOutcome done)
    {
        if (second == ChangeStep.Release)
            return ReportAsync(done);
        // What was sent is told all the same.
        return done.Attempts == 0
            ? Task.CompletedTask
            : ReportAsync(done with { Status = ChangeStatus.Failed, Failure = NotSentException.Stopped(), OtherStep = done });
    }

    private Task ReportAsync(ChangeOutcome outcome) => context.ReportAsync(outcome, Task.CompletedTask);
}
