using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Releases an unassociated address.</summary>
internal sealed class ReleaseIpv6Address() : Ipv6AddressOperation("ReleaseIpv6Address")
{
    protected override Func<AnswerObject> Check(CloudWorld world, Region region, ApiRequest request)
    {
        var addressId = request.Required("Ipv6AddressId");
        request.Caller.CheckMayUse(Permission, region.Id, "ipv6address/" + addressId);
        var address = AddressOf(region, addressId);
        if (address.IsInBinding)
            throw new ApiFault(400, "OperationFailed.ResourceInBinding", "Operation failed because the resource is being bound.");
        if (address.NetworkInterface is not null)
            throw new ApiFault(400, "OperationFailed.AssociationExist", "Operation failed because the existence of an association.");
        if (region.Ipv6.BandwidthOf(address.Item) is { } bandwidth)
            throw ApiFault.HasBandwidth(addressId, bandwidth.Id);

        return () =>
        {
            region.Ipv6.Release(address.Item);
            return new AnswerObject();
        };
    }
}
