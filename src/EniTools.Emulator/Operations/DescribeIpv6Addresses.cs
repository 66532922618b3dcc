using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;
using NetworkInterface = EniTools.Emulator.World.NetworkInterface;

namespace EniTools.Emulator.Operations;

/// <summary>Shows the addresses or prefixes of a region with their Internet bandwidth.</summary>
internal sealed class DescribeIpv6Addresses() : Operation(ApiService.Vpc, "DescribeIpv6Addresses")
{
    private const int MaxIds = 20;

    private const string Addresses = "IPv6Address";
    private const string Prefixes = "IPv6Prefix";
    private const string Private = "Private";
    private const string Public = "Public";
    private const string EcsInstance = "EcsInstance";
    private const string SecondaryInterface = "NetworkInterface";

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var region = RegionOf(world, request);
        var addressType = OneOf(request, "AddressType", Addresses, Prefixes);
        var networkType = OneOf(request, "NetworkType", Private, Public);
        OneOf(request, "AssociatedInstanceType", EcsInstance, SecondaryInterface);
        var page = NumberedPage.Read(request);
        var tags = RequestedTags.Read(request);
        var fitting = CandidatesOf(region, request, networkType)
            .Where(address => address.Item.IsPrefix == (addressType == Prefixes)
                && request.Fits("NetworkType", NetworkTypeOf(region, address))
                && Fits(region, request, tags, address))
            .ToList();
        return page.Of(
            fitting,
            "Ipv6Addresses",
            "Ipv6Address",
            address => Describe(region, address, request.Text("IncludeReservationData") == "true"));
    }

    // The cost of named addresses, and of those with bandwidth, does not depend on the size of the region.
    private static IEnumerable<HeldAddress> CandidatesOf(Region region, ApiRequest request, string networkType)
    {
        if (request.Text("Ipv6AddressId") is { Length: > 0 } list)
        {
            var ids = list.Split(',').Select(id => id.Trim()).Distinct().ToList();
            return ids.Count <= MaxIds
                ? Held(region, ids.Select(region.Ipv6.ItemOf).OfType<Ipv6Item>())
                : throw ApiFault.InvalidParameter("Ipv6AddressId");
        }

        if (request.Text("Ipv6Address") is { Length: > 0 } text)
            return Held(region, [ReadItem(text)]);
        if (request.Text("Ipv6InternetBandwidthId") is { Length: > 0 } bandwidthId)
            return region.Ipv6.FindByBandwidth(bandwidthId) is { } found ? Held(region, [found]) : [];
        return networkType == Public ? Held(region, region.Ipv6.Bandwidths.Keys) : region.AllHeld;
    }

    private static Ipv6Item ReadItem(string text)
    {
        if (Ipv6Prefix.TryParse(text, out var prefix, out _, out _))
            return new Ipv6Item(prefix);
        return Ipv6Address.TryParse(text, out var address, out _)
            ? new Ipv6Item(address)
            : throw ApiFault.InvalidParameter("Ipv6Address");
    }

    private static IEnumerable<HeldAddress> Held(Region region, IEnumerable<Ipv6Item> items) =>
        items.Select(region.FindHeld).OfType<HeldAddress>();

    private static bool Fits(Region region, ApiRequest request, IReadOnlyList<Tag> tags, HeldAddress address)
    {
        var (instanceId, instanceType) = AssociationOf(address);
        return request.Fits("Name", address.Unassociated?.Name ?? "")
            && request.Fits("AssociatedInstanceId", instanceId)
            && request.Fits("AssociatedInstanceType", instanceType)
            && request.Fits("VSwitchId", address.VSwitchId)
            && request.Fits("VpcId", region.FindVSwitch(address.VSwitchId)!.VpcId)
            && request.Fits("Ipv6InternetBandwidthId", region.Ipv6.BandwidthOf(address.Item)?.Id ?? "")
            && request.Fits("ResourceGroupId", address.Unassociated?.ResourceGroupId ?? "")
            && request.Fits("ServiceManaged", address.IsServiceManaged ? "true" : "false")
            && Tag.HasAll(address.Unassociated?.Tags ?? [], tags);
    }

    private static AnswerObject Describe(Region region, HeldAddress address, bool withReservation)
    {
        var vpcId = region.FindVSwitch(address.VSwitchId)!.VpcId;
        var (instanceId, instanceType) = AssociationOf(address);
        var own = address.Unassociated;
        var bandwidth = region.Ipv6.BandwidthOf(address.Item);
        var answer = new AnswerObject()
            .Add("Ipv6AddressId", region.Ipv6.IdOf(address.Item))
            .Add("Ipv6AddressName", own?.Name ?? "")
            .Add("Ipv6AddressDescription", own?.Description ?? "")
            .Add("Ipv6Address", address.Item.ToString())
            .Add("AddressType", address.Item.IsPrefix ? Prefixes : Addresses)
            .Add("Status", address.IsInBinding ? "Pending" : "Available")
            .Add("NetworkType", NetworkTypeOf(region, address))
            .Add("AssociatedInstanceId", instanceId)
            .Add("AssociatedInstanceType", instanceType)
            .Add("Ipv6GatewayId", region.Ipv6.GatewayOf(vpcId))
            .Add("Ipv6Isp", "BGP")
            .Add("VpcId", vpcId)
            .Add("VSwitchId", address.VSwitchId)
            .Add("ResourceGroupId", own?.ResourceGroupId ?? "")
            .Add("AllocationTime", own?.AllocationTime ?? address.NetworkInterface!.CreationTime)
            .Add("RealBandwidth", bandwidth?.Mbps ?? 0)
            .Add("ServiceManaged", address.IsServiceManaged ? 1 : 0)
            .AddList("Tags", "Tag", (own?.Tags ?? []).Select(tag => new AnswerObject().Add("Key", tag.Key).Add("Value", tag.Value)));
        return bandwidth is null ? answer : answer.Add("Ipv6InternetBandwidth", Describe(bandwidth, withReservation));
    }

    private static AnswerObject Describe(InternetBandwidth bandwidth, bool withReservation)
    {
        var answer = new AnswerObject()
            .Add("Ipv6InternetBandwidthId", bandwidth.Id)
            .Add("Bandwidth", bandwidth.Mbps)
            .Add("BusinessStatus", "Normal")
            .Add("InternetChargeType", bandwidth.ChargeType)
            .Add("InstanceChargeType", bandwidth.InstanceChargeType);
        return withReservation ? answer.Add("HasReservationData", false) : answer;
    }

    private static string NetworkTypeOf(Region region, HeldAddress address) =>
        region.Ipv6.BandwidthOf(address.Item) is null ? Private : Public;

    // An address of a primary ENI is shown as its instance's.
    private static (string Id, string Type) AssociationOf(HeldAddress address) => address.NetworkInterface switch
    {
        null => ("", ""),
        { Type: NetworkInterface.Primary, InstanceId: { Length: > 0 } instanceId } => (instanceId, EcsInstance),
        { Id: var id } => (id, SecondaryInterface),
    };

    private static string OneOf(ApiRequest request, string name, params string[] values) =>
        request.Text(name) is var value && (value.Length == 0 || values.Contains(value)) ? value : throw ApiFault.InvalidParameter(name);
}
