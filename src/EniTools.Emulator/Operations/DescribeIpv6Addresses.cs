using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;
using NetworkInterface = EniTools.Emulator.World.NetworkInterface;

namespace EniTools.Emulator.Operations;

/// <summary>Shows the addresses or prefixes of a region with their Internet bandwidth, by page number.</summary>
internal sealed class DescribeIpv6Addresses : Operation
{
    private const int MaxIds = 20;
    private const int DefaultPageSize = 10;
    private const int MaxPageSize = 50;

    private const string Addresses = "IPv6Address";
    private const string Prefixes = "IPv6Prefix";
    private const string Private = "Private";
    private const string Public = "Public";
    private const string EcsInstance = "EcsInstance";
    private const string SecondaryInterface = "NetworkInterface";

    public override ApiService Service => ApiService.Vpc;

    public override string Action => "DescribeIpv6Addresses";

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var region = RegionOf(world, request);
        var addressType = OneOf(request, "AddressType", Addresses, Prefixes);
        var networkType = OneOf(request, "NetworkType", Private, Public);
        OneOf(request, "AssociatedInstanceType", EcsInstance, SecondaryInterface);
        var number = request.Number("PageNumber") ?? 1;
        if (number < 1)
            throw ApiFault.InvalidParameter("PageNumber");
        var size = request.Number("PageSize") ?? DefaultPageSize;
        if (size is < 1 or > MaxPageSize)
            throw ApiFault.InvalidParameter("PageSize");

        var tags = RequestedTags.Read(request);
        var fitting = CandidatesOf(region, request, networkType)
            .Where(address => address.Item.IsPrefix == (addressType == Prefixes)
                && (networkType.Length == 0 || networkType == NetworkTypeOf(region, address))
                && Fits(region, request, tags, address))
            .ToList();
        return new AnswerObject()
            .Add("TotalCount", fitting.Count)
            .Add("PageNumber", number)
            .Add("PageSize", size)
            .AddList("Ipv6Addresses", "Ipv6Address", fitting
                .Skip((int)Math.Min((number - 1L) * size, fitting.Count))
                .Take(size)
                .Select(address => Describe(region, address, request.Text("IncludeReservationData") == "true")));
    }

    // Named ones, and those with bandwidth, are looked up: they cost the same in a region of any size.
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
        return Equal("Name", address.Unassociated?.Name ?? "")
            && Equal("AssociatedInstanceId", instanceId)
            && Equal("AssociatedInstanceType", instanceType)
            && Equal("VSwitchId", address.VSwitchId)
            && Equal("VpcId", region.FindVSwitch(address.VSwitchId)!.VpcId)
            && Equal("Ipv6InternetBandwidthId", region.Ipv6.BandwidthOf(address.Item)?.Id ?? "")
            && Equal("ResourceGroupId", address.Unassociated?.ResourceGroupId ?? "")
            && Equal("ServiceManaged", address.IsServiceManaged ? "true" : "false")
            && tags.All(wanted => address.Unassociated is { } own
                && own.Tags.Any(tag => tag.Key == wanted.Key && (wanted.Value.Length == 0 || tag.Value == wanted.Value)));

        bool Equal(string parameter, string value) => request.Text(parameter) is var wanted && (wanted.Length == 0 || wanted == value);
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

    // What is on a primary ENI is shown as that of its instance.
    private static (string Id, string Type) AssociationOf(HeldAddress address) => address.NetworkInterface switch
    {
        null => ("", ""),
        { Type: NetworkInterface.Primary, InstanceId: { Length: > 0 } instanceId } => (instanceId, EcsInstance),
        { Id: var id } => (id, SecondaryInterface),
    };

    private static string OneOf(ApiRequest request, string name, params string[] values) =>
        request.Text(name) is var value && (value.Length == 0 || values.Contains(value)) ? value : throw ApiFault.InvalidParameter(name);
}
