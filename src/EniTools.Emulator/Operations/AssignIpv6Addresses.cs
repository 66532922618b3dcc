using EniTools.Api.Calls;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Assigns addresses or prefixes to an ENI: named ones, or a number of them.</summary>
internal sealed class AssignIpv6Addresses()
    : Operation(ApiService.Ecs, "AssignIpv6Addresses", isChange: true, takesClientToken: true)
{
    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var networkInterfaceId = request.Required("NetworkInterfaceId");
        var region = RegionOf(world, request);
        request.Caller.CheckMayUse(Permission, region.Id, "eni/" + networkInterfaceId);
        var wanted = NewItems.Read(request);
        if (wanted.Count == 0)
            throw RequestedItems.NothingNamed();

        var networkInterface = NetworkInterfaceOf(region, networkInterfaceId);
        CheckAddressesChangeable(region, networkInterface);
        var limit = region.FindInstance(networkInterface.InstanceId)?.MaxIpv6PerInterface ?? NetworkInterface.MaxIpv6Unattached;
        if (networkInterface.Items.Count + wanted.Count > limit)
            throw new ApiFault(403, "MaxEniIpv6IpsCountExceeded", $"The number of IPv6 addresses on the ENI exceeds the limit {limit}.");

        var items = wanted.Choose(world, region, region.FindVSwitch(networkInterface.VSwitchId)!);
        region.Assign(networkInterface, items, world.Now);
        return new AnswerObject()
            .Add("NetworkInterfaceId", networkInterfaceId)
            .AddList("Ipv6Sets", "Ipv6Address", items.Where(item => !item.IsPrefix).Select(item => item.ToString()))
            .AddList("Ipv6PrefixSets", "Ipv6Prefix", items.Where(item => item.IsPrefix).Select(item => item.ToString()));
    }
}
