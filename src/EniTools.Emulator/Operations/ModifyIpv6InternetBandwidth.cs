using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Changes the Mbit/s of the Internet bandwidth of an address.</summary>
internal sealed class ModifyIpv6InternetBandwidth() : Ipv6AddressOperation("ModifyIpv6InternetBandwidth", mustNotOverlap: true)
{
    protected override Func<AnswerObject> Check(CloudWorld world, Region region, ApiRequest request)
    {
        var (address, bandwidth) = BandwidthOf(region, request);
        request.Caller.CheckMayUse(Permission, region.Id, "ipv6bandwidth/" + bandwidth.Id);
        var mbps = RequestedMbps(request, bandwidth.ChargeType);
        CheckChangeable(address);

        return () =>
        {
            region.Ipv6.SetBandwidth(address.Item, bandwidth with { Mbps = mbps });
            return new AnswerObject();
        };
    }
}
