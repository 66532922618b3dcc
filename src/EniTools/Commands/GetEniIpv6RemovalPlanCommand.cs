using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Planning;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;

namespace EniTools.Commands;

/// <summary>Says what Remove-EniIpv6Address would do with the same input, one object for each address or prefix. It asks the service and changes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "EniIpv6RemovalPlan")]
[OutputType(typeof(EniIpv6PlannedRemoval))]
public sealed class GetEniIpv6RemovalPlanCommand : EniTargetCmdlet
{
    private readonly PlanBatcher _batcher = new();
    private RemovalPlanner? _planner;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _planner = new RemovalPlanner(Connect().ClientOf) { OnRetry = WriteRetry };
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        while (_batcher.TryTakeRest(out var rest))
            Show(rest);
    }

    private protected override void Take(Ipv6Target target)
    {
        if (!_batcher.TryAdd(target, out var ready))
            WriteVerbose($"{target} was given before and is taken once.");
        if (ready is not null)
            Show(ready);
    }

    private void Show(IReadOnlyList<PlannedCall> calls)
    {
        foreach (var planned in Await(Begun(_planner!.PlanAsync(calls, StopToken))))
        {
            if (planned.Verdict is { } verdict)
                WriteObject(new EniIpv6PlannedRemoval(planned, verdict));
            else
                WriteError(EniError.NotPlanned(planned));
        }
    }
}
