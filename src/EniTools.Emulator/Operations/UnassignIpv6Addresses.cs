using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Unassigns addresses or prefixes from an ENI: all of them, or none.</summary>
internal sealed class UnassignIpv6Addresses() : Operation(ApiService.Ecs, "UnassignIpv6Addresses", isChange: true)
{
    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        request.Caller.CheckMayUse(Permission, request.Text("RegionId"), "eni/" + request.Text("NetworkInterfaceId"));
        var networkInterfaceId = request.Required("NetworkInterfaceId");
        var region = RegionOf(world, request);
        CheckParameters(request);
        var items = RequestedItems.Read(request);
        if (items[0].IsPrefix && !region.SupportsPrefixes)
            throw ApiFault.RegionNotSupportIpPrefix();

        var networkInterface = NetworkInterfaceOf(region, networkInterfaceId);
        CheckAddressesChangeable(region, networkInterface);

        foreach (var item in items)
        {
            if (region.OwnerOf(item) != networkInterface)
                throw new ApiFault(403, "InvalidIp.IpUnassigned", $"The specified IP \"{item}\" is not assigned on this ENI.");
        }

        foreach (var item in items)
        {
            if (world.BandwidthBlocksUnassign && region.Ipv6.BandwidthOf(item) is { } bandwidth)
                throw ApiFault.HasBandwidth(region.Ipv6.IdOf(item), bandwidth.Id);
        }

        region.Unassign(networkInterface, items, world.Now);
        return new AnswerObject();
    }

    // The service refuses these parameters, and ignores those that it does not know.
    private static void CheckParameters(ApiRequest request)
    {
        foreach (var name in new[] { "PrivateIpAddress", "Ipv4Prefix" })
        {
            if (request.Has(name))
                throw new ApiFault(400, "UnsupportedParameter", $"The parameter \"{name}\" is not supported.");
        }

        if (request.Text("InstanceId") is { Length: > 0 } instanceId && !instanceId.StartsWith("i-", StringComparison.Ordinal))
            throw ApiFault.MalformedInstanceId();
    }
}
