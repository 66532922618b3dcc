using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Ends the Internet bandwidth of an address. The address stays.</summary>
internal sealed class DeleteIpv6InternetBandwidth() : Ipv6AddressOperation("DeleteIpv6InternetBandwidth", mustNotOverlap: true)
{
    protected override Func<AnswerObject> Check(CloudWorld world, Region region, ApiRequest request)
    {
        var (address, bandwidth) = BandwidthOf(region, request);
        request.Caller.CheckMayUse(Permission, region.Id, "ipv6bandwidth/" + bandwidth.Id);
        CheckChangeable(address);
        if (bandwidth.InstanceChargeType == InternetBandwidth.PrePaid)
            throw new ApiFault(400, "OperationFailed.PrePaid", "Operation failed because the resource is a subscription.");

        return () =>
        {
            region.Ipv6.EndBandwidth(address.Item);
            return new AnswerObject();
        };
    }
}
