using System.Globalization;
using System.Xml.Linq;
using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Vpc;

/// <summary>DescribeIpv6Addresses: the IPv6 addresses or prefixes of a region with what they cost, a page at a time.</summary>
internal static class DescribeIpv6Addresses
{
    /// <summary>The number of address ids that one call takes.</summary>
    public const int MaxIds = 20;

    public const int MaxPageSize = 50;

    // The one length that the service gives IPv6 prefixes, should it leave it out.
    private const int PrefixLength = 80;

    public static ApiOperation Operation { get; } = new(ApiService.Vpc, "DescribeIpv6Addresses", RamResource.All);

    /// <summary>Asks for one page; numbers begin with 1. Addresses that the service does not know are left out of the answer.</summary>
    public static ApiCall<Ipv6AddressPage> Call(string regionId, Ipv6AddressFilter filter, int pageNumber = 1) => new(
        Operation,
        new CallParameters()
            .With("RegionId", regionId)
            .With("PageNumber", pageNumber)
            .With("PageSize", MaxPageSize)
            .With("AddressType", filter.Prefixes ? "IPv6Prefix" : "IPv6Address")
            .With("Ipv6AddressId", string.Join(",", filter.Ipv6AddressIds))
            .With("Ipv6Address", filter.Item?.ToString())
            .With("NetworkType", filter.NetworkType)
            .With("VpcId", filter.VpcId)
            .With("VSwitchId", filter.VSwitchId),
        answer => new Ipv6AddressPage(
            [.. answer.Items("Ipv6Addresses", "Ipv6Address").Select(item => Read(item, regionId))],
            Number(answer, "TotalCount") > pageNumber * MaxPageSize));

    private static VpcIpv6Address Read(XElement item, string regionId) => new()
    {
        RegionId = regionId,
        Ipv6AddressId = item.Text("Ipv6AddressId") ?? throw new FormatException("an IPv6 address without an id"),
        Item = ReadItem(item.Text("Ipv6Address") ?? "", item.Text("AddressType")),
        Name = item.Text("Ipv6AddressName") ?? "",
        Status = item.Text("Status") ?? "",
        NetworkType = item.Text("NetworkType") ?? "",
        AssociatedInstanceId = item.Text("AssociatedInstanceId") ?? "",
        AssociatedInstanceType = item.Text("AssociatedInstanceType") ?? "",
        Ipv6GatewayId = item.Text("Ipv6GatewayId") ?? "",
        VpcId = item.Text("VpcId") ?? "",
        VSwitchId = item.Text("VSwitchId") ?? "",
        ResourceGroupId = item.Text("ResourceGroupId") ?? "",
        AllocationTime = item.Text("AllocationTime") ?? "",
        // A number here, where ECS has true or false.
        ServiceManaged = item.Text("ServiceManaged") is "1" or "true",
        Tags = item.Tags("Key", "Value"),
        Bandwidth = ReadBandwidth(item.Element("Ipv6InternetBandwidth")),
    };

    private static Ipv6Item ReadItem(string text, string? addressType)
    {
        if (text.IndexOf('/') >= 0)
            return new Ipv6Item(Ipv6Prefix.Parse(text));
        var address = Ipv6Address.Parse(text);
        return addressType == "IPv6Prefix" ? new Ipv6Item(new Ipv6Prefix(address, PrefixLength)) : new Ipv6Item(address);
    }

    // The service may show the members without values for an address that has none.
    private static Ipv6Bandwidth? ReadBandwidth(XElement? members) => members?.Text("Ipv6InternetBandwidthId") is { } id
        ? new Ipv6Bandwidth(
            id,
            Number(members, "Bandwidth"),
            members.Text("InternetChargeType") ?? "",
            members.Text("InstanceChargeType") ?? "",
            members.Text("BusinessStatus") ?? "")
        : null;

    private static int Number(XElement parent, string name) => parent.Text(name) is { } text
        ? int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : 0;
}

/// <summary>
/// The addresses that DescribeIpv6Addresses shows: those for which all that is set is true. A member that is not set fits any.
/// </summary>
internal sealed record Ipv6AddressFilter
{
    /// <summary>True for prefixes; otherwise addresses are shown. No call shows both.</summary>
    public bool Prefixes { get; init; }

    public IReadOnlyCollection<string> Ipv6AddressIds { get; init; } = [];
    public Ipv6Item? Item { get; init; }
    public string? NetworkType { get; init; }
    public string? VpcId { get; init; }
    public string? VSwitchId { get; init; }
}

internal sealed record Ipv6AddressPage(IReadOnlyList<VpcIpv6Address> Addresses, bool HasMore);
