using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Changes;

/// <summary>Takes the targets of one batch off their ENI.</summary>
internal sealed class BatchRemoval(ChangeContext context, TargetBatch batch) : InterfaceChange(context, batch)
{
    protected override ChangeStatus Done => ChangeStatus.Removed;

    protected override ChangeStatus NothingToDo => ChangeStatus.NotAssigned;

    // The operation knows no token: a repeated call finds nothing left to take off.
    protected override ApiCall<string> NewCall(IReadOnlyList<Ipv6Target> targets) =>
        UnassignIpv6Addresses.Call(Batch.RegionId, Batch.NetworkInterfaceId, [.. targets.Select(target => target.Item)]);

    protected override bool IsRefusalOfSome(ApiException failure) => failure.Kind == ErrorKind.NotAssigned;

    protected override bool IsDone(Ipv6Item item, NetworkInterface networkInterface) => !networkInterface.Items.Contains(item);

    protected override Task SettleRefusedAsync(Ipv6Target target, ApiException refusal)
    {
        TakeAsDone(target, refusal);
        return Task.CompletedTask;
    }
}
