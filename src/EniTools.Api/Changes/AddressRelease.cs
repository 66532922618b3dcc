using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Api.Operations.Vpc;

namespace EniTools.Api.Changes;

/// <summary>Gives up an address that is not assigned to an ENI, once it has no Internet bandwidth. An assigned one has no outcome.</summary>
/// <param name="context">The run.</param>
/// <param name="target">The address.</param>
/// <param name="found">The address as the end of its bandwidth found it; null when it had none.</param>
internal sealed class AddressRelease(ChangeContext context, Ipv6Target target, VpcIpv6Address? found) : BandwidthChange(context, target)
{
    protected override ChangeStatus Done => ChangeStatus.Removed;

    protected override ChangeStatus NothingToDo => ChangeStatus.NotAssigned;

    protected override async Task<bool> PrepareAsync()
    {
        // Without bandwidth it is not among the addresses that were read.
        Address = found ?? (await Context.Addresses.LookAsync(Target.RegionId, Target.Item, Context.Settings.RetryPolicy.Budget)
            .ConfigureAwait(false)).Found;
        return Address is { IsUnassociated: true };
    }

    protected override ApiCall<string> NewCall(IReadOnlyList<Ipv6Target> targets) =>
        ReleaseIpv6Address.Call(Target.RegionId, Address!.Ipv6AddressId, Token);

    protected override bool IsDone(VpcIpv6Address? now) => now?.Ipv6AddressId != Address!.Ipv6AddressId;
}
