using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Api.Operations.Vpc;

namespace EniTools.Api.Changes;

/// <summary>Gives up an address that is on nothing, once it has no Internet bandwidth.</summary>
internal sealed class AddressRelease : BandwidthChange
{
    public AddressRelease(ChangeContext context, Ipv6Target target, VpcIpv6Address address, Func<ChangeOutcome, Task> tell)
        : base(context, target, tell) => Address = address;

    protected override ChangeStatus Done => ChangeStatus.Removed;

    protected override ChangeStatus NothingToDo => ChangeStatus.NotAssigned;

    protected override ApiCall<string> NewCall(IReadOnlyList<Ipv6Target> targets) =>
        ReleaseIpv6Address.Call(Target.RegionId, Address!.Ipv6AddressId, Token);

    protected override bool IsDone(VpcIpv6Address? found) => found?.Ipv6AddressId != Address!.Ipv6AddressId;
}
