using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Api.Planning;
using EniTools.Binding;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;
using EniTools.Runs;
using EniTools.Searching;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Says what Remove-EniIpv6Address would do with the same input, one object for each address or prefix; what a guard rail protects is an error. It asks the service and changes nothing.</summary>
/// <remarks>
/// <para>It looks at the ENIs, and for primary ENIs at their instances, and applies the rules of the service. Each object says whether the address would be removed, in which call, and if not, with which code the service would refuse it and why. It can be looked at, kept as CSV or JSON, and piped to Remove-EniIpv6Address.</para>
/// <para>It also says which Internet bandwidth a removal would leave billed, for which VPC is asked: the bandwidth belongs to the address, and Remove-EniIpv6Bandwidth ends it. A key that lacks the permission gets the plan without it, and one warning.</para>
/// <para>Unlike Remove-EniIpv6Address -WhatIf, which asks the service for guard rails at most, it looks at the ENIs.</para>
/// </remarks>
/// <note>It is true for the moment at which it looks. It does not know who may change the ENI: Get-EniRamPolicy says what permission is needed.</note>
/// <example>
/// <para>See what would become of all that some ENIs have</para>
/// <code>
/// Get-EniIpv6Address eni-bp1web01a, eni-bp1service01 | Get-EniIpv6RemovalPlan
/// </code>
/// <output>
///    NetworkInterfaceId: eni-bp1web01a
///
/// Call Address or prefix                       What happens
/// ---- -----------------                       ------------
///    1 2001:db8:1234:1a00::1:1                 is removed
///    1 2001:db8:1234:1a00::1:2                 is removed
///
///    NetworkInterfaceId: eni-bp1service01
///
/// Call Address or prefix                       What happens
/// ---- -----------------                       ------------
///    2 2001:db8:1234:1a00::b:1                 InvalidOperation.EniServiceManaged
/// </output>
/// </example>
/// <example>
/// <para>Remove only what the service would not refuse</para>
/// <code>
/// $plan = Get-EniIpv6Address -InstanceId i-bp1web02 | Get-EniIpv6RemovalPlan
/// $plan | Where-Object WouldRemove | Remove-EniIpv6Address -Force
/// </code>
/// </example>
/// <example>
/// <para>See what a removal would leave billed, and end it first</para>
/// <code>
/// $plan = Get-EniIpv6Address eni-bp1web01b | Get-EniIpv6RemovalPlan
/// $plan | Where-Object LeavesBilled | Remove-EniIpv6Bandwidth -WhatIf
/// </code>
/// <para>Without -WhatIf it is done.</para>
/// </example>
/// <seealso>Remove-EniIpv6Address</seealso>
/// <seealso>Remove-EniIpv6Bandwidth</seealso>
[Cmdlet(VerbsCommon.Get, "EniIpv6RemovalPlan", HelpUri = HelpPage.Uri)]
[OutputType(typeof(EniIpv6PlannedRemoval))]
public sealed class GetEniIpv6RemovalPlanCommand : TargetingCmdlet
{
    /// <inheritdoc cref="SearchingCmdlet.Shard"/>
    [Parameter]
    [ShardText]
    public Shard? Shard { get; set; }

    private protected override IRun NewRun()
    {
        var guard = new RunGuard(this, ChangeAction.Remove);
        var accounts = new RunAccounts<PlannedAccount>(
            this, guard, isConnected: true,
            (profileName, connection) => new PlannedAccount(this, guard.Errors, profileName, connection!));
        return new PipedTargets(
            new TargetReader(this, this, shard: Shard), new TargetIntake<PlannedAccount>(this, guard, accounts, WriteError));
    }

    /// <summary>What is collected and planned for one account.</summary>
    private sealed class PlannedAccount(
        EniServiceCmdlet cmdlet, ErrorBudget errors, string? profileName, Connection connection) : ITargetAccount
    {
        private readonly RemovalPlanner _planner = new(
            regionId => cmdlet.ReaderOf(connection, ApiService.Ecs, regionId),
            BandwidthWarning.Reader(cmdlet, profileName, connection));
        private readonly PlanBatcher _batcher = new();

        public Connection Connection { get; } = connection;

        public bool TryAdd(Ipv6Target target)
        {
            var isNew = _batcher.TryAdd(target, out var ready);
            if (ready is not null)
                Show(ready);
            return isNew;
        }

        public void TakeRest()
        {
            while (_batcher.TryTakeRest(out var rest))
                Show(rest);
        }

        private void Show(IReadOnlyList<PlannedCall> calls)
        {
            var refusal = errors.Refusal();
            var plan = refusal is null
                ? cmdlet.Await(_planner.PlanAsync(calls, cmdlet.StopToken))
                : calls.SelectMany(call => call.Batch.Targets.Select(target => new PlannedTarget(target, call.Number, null, refusal)));
            foreach (var planned in plan)
            {
                if (planned.Verdict is { } verdict)
                    cmdlet.WriteObject(new EniIpv6PlannedRemoval(planned, verdict, profileName));
                else
                    Fail(EniError.NotPlanned(planned, profileName));
            }
        }

        private void Fail(ErrorRecord error)
        {
            errors.Count(1);
            cmdlet.WriteError(error);
        }
    }
}
