namespace EniTools.Api.Changes;

/// <summary>The change that each step consists of.</summary>
internal static class ChangeSteps
{
    /// <summary>Does a step for the targets of a batch.</summary>
    /// <param name="step">The step.</param>
    /// <param name="context">The run.</param>
    /// <param name="batch">The targets.</param>
    /// <param name="report">Takes an outcome and the report before it, on any thread; null for the run itself.</param>
    /// <param name="before">The outcomes of the step before it; null for a first step.</param>
    public static Task RunAsync(
        this ChangeStep step,
        ChangeContext context,
        TargetBatch batch,
        Func<ChangeOutcome, Task, Task>? report = null,
        IReadOnlyDictionary<Ipv6Target, ChangeOutcome>? before = null)
    {
        return step switch
        {
            ChangeStep.Unassign => new BatchRemoval(context, batch).RunAsync(report),
            ChangeStep.Assign when batch.Targets[0].Count is not null => new CountAssignment(context, batch.Targets[0]).RunAsync(),
            ChangeStep.Assign => new BatchAssignment(context, batch).RunAsync(report),
            ChangeStep.EndBandwidth => EachAsync(target => new BandwidthRemoval(context, target)),
            ChangeStep.BuyBandwidth => EachAsync(target => new BandwidthAssignment(context, target)),
            _ => EachAsync(target => new AddressRelease(context, target, before?[target].Address)),
        };

        Task EachAsync(Func<Ipv6Target, BandwidthChange> change) =>
            Task.WhenAll(batch.Targets.Select(target => change(target).RunAsync(report)));
    }
}
