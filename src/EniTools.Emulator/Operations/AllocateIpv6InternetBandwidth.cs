using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Buys Internet bandwidth for an address.</summary>
internal sealed class AllocateIpv6InternetBandwidth() : Ipv6AddressOperation("AllocateIpv6InternetBandwidth", mustNotOverlap: true)
{
    protected override Func<AnswerObject> Check(CloudWorld world, Region region, ApiRequest request)
    {
        request.Caller.CheckMayUse(Permission, region.Id, "ipv6bandwidth/*");
        var addressId = request.Required("Ipv6AddressId");
        var gatewayId = request.Required("Ipv6GatewayId");
        var chargeType = request.Text("InternetChargeType") is { Length: > 0 } given ? given : InternetBandwidth.PayByBandwidth;
        if (chargeType is not (InternetBandwidth.PayByTraffic or InternetBandwidth.PayByBandwidth))
            throw ApiFault.InvalidParameter("InternetChargeType");
        var mbps = RequestedMbps(request, chargeType);
        var address = AddressOf(region, addressId);
        if (region.Ipv6.GatewayOf(region.FindVSwitch(address.VSwitchId)!.VpcId) != gatewayId)
            throw new ApiFault(404, "ResourceNotFound.Ipv6Gateway", $"The specified resource of {gatewayId} is not found.");
        CheckChangeable(address);
        if (region.Ipv6.BandwidthOf(address.Item) is not null)
        {
            throw new ApiFault(
                400, "OperationFailed.Ipv6InternetBandwidthExist", "Operation failed because the address has Internet bandwidth already.");
        }

        return () =>
        {
            var bandwidth = new InternetBandwidth(world.Ids.NewId("ipv6bw-"), mbps, chargeType);
            region.Ipv6.SetBandwidth(address.Item, bandwidth);
            return new AnswerObject().Add("Ipv6AddressId", addressId).Add("InternetBandwidthId", bandwidth.Id);
        };
    }
}
