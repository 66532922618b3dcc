using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Changes;

/// <summary>Puts the targets of one batch on their ENI.</summary>
internal sealed class BatchAssignment(ChangeContext context, TargetBatch batch) : InterfaceChange(context, batch)
{
    protected override ChangeStatus Done => ChangeStatus.Assigned;

    protected override ChangeStatus NothingToDo => ChangeStatus.AlreadyAssigned;

    protected override ApiCall<string> NewCall(IReadOnlyList<Ipv6Target> targets) =>
        AssignIpv6Addresses.Call(
            Batch.RegionId, Batch.NetworkInterfaceId, [.. targets.Select(target => target.Item)], token: Guid.NewGuid().ToString());

    // Taken, or outside the vSwitch's block: one such address says nothing about the others of the call.
    protected override bool IsRefusalOfSome(ApiException failure) =>
        failure.Kind == ErrorKind.AlreadyAssigned || failure.Code == "InvalidVSwitchId.IpInvalid";

    protected override bool IsRefusalOfNumber(ApiException failure) => failure.Kind == ErrorKind.LimitReached;

    protected override bool IsDone(Ipv6Item item, NetworkInterface networkInterface) => networkInterface.Items.Contains(item);
}
