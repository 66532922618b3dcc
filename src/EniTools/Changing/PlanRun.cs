using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Planning;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;
using EniTools.Searching;
using EniTools.Session;

namespace EniTools.Changing;

/// <summary>A run that says what a removal of its targets would do.</summary>
internal sealed class PlanRun : TargetRun
{
    private readonly EniServiceCmdlet _cmdlet;

    /// <summary>Begins a run, or ends the pipeline when no input can have a key.</summary>
    /// <param name="cmdlet">The cmdlet that it writes with.</param>
    /// <param name="source">What gives the targets.</param>
    public PlanRun(GuardedCmdlet cmdlet, ITargetSource source)
        : base(cmdlet, source, new RunGuard(cmdlet, ChangeAction.Remove))
    {
        _cmdlet = cmdlet;
        Guard.Read();
        Connect(isConnected: true);
    }

    /// <inheritdoc/>
    protected override TargetAccount Open(string? profileName, Connection? connection) =>
        new PlannedAccount(this, profileName, connection!);

    /// <inheritdoc/>
    protected override void WriteRefusal(ErrorRecord error) => _cmdlet.WriteError(error);

    /// <summary>What is collected and planned for one account.</summary>
    private sealed class PlannedAccount(PlanRun run, string? profileName, Connection connection) : TargetAccount(connection)
    {
        private readonly RemovalPlanner _planner = new(
            regionId => run._cmdlet.ReaderOf(connection, ApiService.Ecs, regionId),
            BandwidthWarning.Reader(run._cmdlet, profileName, connection));
        private readonly PlanBatcher _batcher = new();

        public override void Take(Ipv6Target target)
        {
            if (!_batcher.TryAdd(target, out var ready))
                run._cmdlet.WriteVerbose($"{target} was given before and is taken once.");
            else if (ready is not null)
                Show(ready);
        }

        public override void TakeRest()
        {
            while (_batcher.TryTakeRest(out var rest))
                Show(rest);
        }

        private void Show(IReadOnlyList<PlannedCall> calls)
        {
            var refusal = run.Guard.Errors.Refusal();
            var plan = refusal is null
                ? run._cmdlet.Await(_planner.PlanAsync(calls, run._cmdlet.StopToken))
                : calls.SelectMany(call => call.Batch.Targets.Select(target => new PlannedTarget(target, call.Number, null, refusal)));
            foreach (var planned in plan)
            {
                if (planned.Verdict is { } verdict)
                {
                    run._cmdlet.WriteObject(new EniIpv6PlannedRemoval(planned, verdict));
                    continue;
                }

                run.Guard.Errors.Count(1);
                run._cmdlet.WriteError(EniError.NotPlanned(planned));
            }
        }
    }
}
