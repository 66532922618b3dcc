using System.Globalization;
using System.Xml.Linq;
using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations.Ecs;

/// <summary>DescribeNetworkInterfaces: the ENIs of a region, a page at a time.</summary>
internal static class DescribeNetworkInterfaces
{
    /// <summary>The number of ENI ids that one call takes, and of addresses.</summary>
    public const int MaxIds = 100;

    /// <summary>The number of tags that one call takes.</summary>
    public const int MaxTags = 20;

    /// <summary>The number of ENIs that the service shows at most if it is asked for tags or a resource group.</summary>
    public const int MaxShownByLabel = 1000;

    public const int MaxPageSize = 500;

    // A policy can also allow it for single ENIs, and then no list can be asked for.
    public static ApiOperation Operation { get; } = new(ApiService.Ecs, "DescribeNetworkInterfaces", RamResource.All);

    /// <summary>Asks for one page. The token is that of the page before; null for the first.</summary>
    public static ApiCall<NetworkInterfacePage> Call(string regionId, NetworkInterfaceFilter filter, string? nextToken = null) => new(
        Operation,
        new CallParameters()
            .With("RegionId", regionId)
            .With("MaxResults", MaxPageSize)
            .With("NextToken", nextToken)
            .With("InstanceId", filter.InstanceId)
            .With("VpcId", filter.VpcId)
            .With("VSwitchId", filter.VSwitchId)
            .With("SecurityGroupId", filter.SecurityGroupId)
            .With("ResourceGroupId", filter.ResourceGroupId)
            .With("NetworkInterfaceName", filter.NetworkInterfaceName)
            .With("Status", filter.Status)
            .With("Type", filter.Type)
            .With("ServiceManaged", filter.ServiceManaged)
            .WithEach("NetworkInterfaceId", filter.NetworkInterfaceIds)
            .WithEach("PrivateIpAddress", filter.PrivateIpAddresses)
            .WithEach("Ipv6Address", filter.Ipv6Addresses.Select(address => address.ToString()))
            .WithTags(filter.Tags),
        answer => new NetworkInterfacePage(
            [.. answer.Items("NetworkInterfaceSets", "NetworkInterfaceSet").Select(item => Read(item, regionId))],
            answer.Text("NextToken"),
            answer.Text("RequestId")));

    /// <summary>Reads one ENI. Containers may be missing or null.</summary>
    /// <exception cref="FormatException">It has no id, or an address or prefix cannot be read.</exception>
    internal static NetworkInterface Read(XElement item, string regionId) => new()
    {
        RegionId = regionId,
        NetworkInterfaceId = item.Text("NetworkInterfaceId") ?? throw new FormatException("an ENI without an id"),
        Status = item.Text("Status") ?? "",
        Type = item.Text("Type") ?? "",
        NetworkInterfaceName = item.Text("NetworkInterfaceName") ?? "",
        Description = item.Text("Description") ?? "",
        InstanceId = item.Text("InstanceId") ?? "",
        VpcId = item.Text("VpcId") ?? "",
        VSwitchId = item.Text("VSwitchId") ?? "",
        ZoneId = item.Text("ZoneId") ?? "",
        ResourceGroupId = item.Text("ResourceGroupId") ?? "",
        SecurityGroupIds = item.Items("SecurityGroupIds", "SecurityGroupId").Select(group => group.Value).ToList(),
        MacAddress = item.Text("MacAddress") ?? "",
        CreationTime = item.Text("CreationTime") ?? "",
        PrivateIpAddress = item.Text("PrivateIpAddress") ?? "",
        PrivateIpAddresses = Texts(item, "PrivateIpSets", "PrivateIpSet", "PrivateIpAddress").ToList(),
        Tags = item.Tags("TagKey", "TagValue"),
        ServiceManaged = item.Text("ServiceManaged") == "true",
        Ipv6Addresses = Texts(item, "Ipv6Sets", "Ipv6Set", "Ipv6Address").Select(Ipv6Address.Parse).ToList(),
        Ipv6Prefixes = Texts(item, "Ipv6PrefixSets", "Ipv6PrefixSet", "Ipv6Prefix").Select(Ipv6Prefix.Parse).ToList(),
    };

    private static IEnumerable<string> Texts(XElement item, string list, string element, string member) =>
        item.Items(list, element).Select(set => set.Text(member)).OfType<string>();

    private static CallParameters WithTags(this CallParameters parameters, IReadOnlyCollection<KeyValuePair<string, string?>> tags)
    {
        var number = 0;
        foreach (var tag in tags)
        {
            var name = "Tag." + (++number).ToString(CultureInfo.InvariantCulture);
            parameters.With(name + ".Key", tag.Key).With(name + ".Value", tag.Value);
        }

        return parameters;
    }
}

/// <summary>The ENIs that DescribeNetworkInterfaces shows: those for which all that is set is true. A member that is not set fits any.</summary>
internal record NetworkInterfaceFilter
{
    /// <summary>The ENI has one of these ids, at most 100. Unknown ids are left out of the answer.</summary>
    public IReadOnlyCollection<string> NetworkInterfaceIds { get; init; } = [];

    /// <summary>The ENI has one of these IPv6 addresses, at most 100.</summary>
    public IReadOnlyCollection<Ipv6Address> Ipv6Addresses { get; init; } = [];

    /// <summary>The ENI has one of these private IPv4 addresses, at most 100.</summary>
    public IReadOnlyCollection<string> PrivateIpAddresses { get; init; } = [];

    public string? InstanceId { get; init; }
    public string? VpcId { get; init; }
    public string? VSwitchId { get; init; }

    /// <summary>The security group. The service looks at secondary ENIs only.</summary>
    public string? SecurityGroupId { get; init; }

    /// <summary>The resource group; the default one cannot be asked for. The service shows the first 1,000 ENIs.</summary>
    public string? ResourceGroupId { get; init; }

    public string? NetworkInterfaceName { get; init; }
    public string? Status { get; init; }

    /// <summary>Primary or Secondary: the service filters by no other type.</summary>
    public string? Type { get; init; }

    public bool? ServiceManaged { get; init; }

    /// <summary>The ENI has all of these tags, at most 20; a null value fits any. The service shows the first 1,000 ENIs.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string?>> Tags { get; init; } = [];
}

/// <summary>One page of ENIs. The token is null after the last page.</summary>
internal sealed record NetworkInterfacePage(IReadOnlyList<NetworkInterface> NetworkInterfaces, string? NextToken, string? RequestId);
