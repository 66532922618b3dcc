using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations;

namespace EniTools.Api.Changes;

/// <summary>Takes the targets of one batch off their ENI.</summary>
internal sealed class BatchRemoval(ChangeEngine engine, TargetBatch batch) : BatchChange(engine, batch)
{
    protected override string Action => UnassignIpv6Addresses.Action;

    protected override ChangeStatus Done => ChangeStatus.Removed;

    protected override ChangeStatus NothingToDo => ChangeStatus.NotAssigned;

    // The operation knows no token: a repeated call finds nothing left to take off.
    protected override Task<string> CallAsync(ApiClient client, string token, IReadOnlyList<Ipv6Target> targets, CancellationToken cancellationToken) =>
        client.UnassignIpv6AddressesAsync(
            Batch.RegionId, Batch.NetworkInterfaceId, [.. targets.Select(target => target.Item)], cancellationToken);

    protected override bool IsRefusalOfSome(ApiException failure) => failure.Kind == ErrorKind.NotAssigned;

    protected override bool IsDone(Ipv6Item item, NetworkInterface networkInterface) => !networkInterface.Items.Contains(item);

    protected override Task SettleRefusedAsync(Ipv6Target target, ApiException refusal)
    {
        FoundDone(target, refusal);
        return Task.CompletedTask;
    }
}
