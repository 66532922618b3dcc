using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations;

namespace EniTools.Api.Changes;

/// <summary>Puts the targets of one batch on their ENI.</summary>
internal sealed class BatchAssignment(ChangeEngine engine, TargetBatch batch) : BatchChange(engine, batch)
{
    protected override ChangeStatus Done => ChangeStatus.Assigned;

    protected override ChangeStatus NothingToDo => ChangeStatus.AlreadyAssigned;

    protected override string Action => AssignIpv6Addresses.Action;

    protected override Task<string> CallAsync(ApiClient client, string token, IReadOnlyList<Ipv6Target> targets, CancellationToken cancellationToken) =>
        client.AssignIpv6AddressesAsync(
            Batch.RegionId, Batch.NetworkInterfaceId, [.. targets.Select(target => target.Item)], token, cancellationToken);

    // Taken, or outside the vSwitch's block: one such address says nothing about the others of the call.
    protected override bool IsRefusalOfSome(ApiException failure) =>
        failure.Kind == ErrorKind.AlreadyAssigned || failure.Code == "InvalidVSwitchId.IpInvalid";

    protected override bool IsDone(Ipv6Item item, NetworkInterface networkInterface) => networkInterface.Items.Contains(item);

    // The code is the same whether this ENI has it or another one.
    protected override async Task SettleRefusedAsync(Ipv6Target target, ApiException refusal)
    {
        var look = await LookSurelyAsync().ConfigureAwait(false);
        if (look.Found is { } found && IsDone(target.Item, found))
            FoundDone(target, refusal);
        else
            GiveUp([target], look.Found is null && IsUnanswered(target) ? ChangeStatus.Unknown : ChangeStatus.Failed, refusal);
    }
}
