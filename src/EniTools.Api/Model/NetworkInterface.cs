namespace EniTools.Api.Model;

/// <summary>
/// An elastic network interface, as DescribeNetworkInterfaces shows it. Statuses and types may have values that are not documented.
/// </summary>
internal sealed record NetworkInterface
{
    private static readonly Dictionary<string, string> NoTags = [];
    public required string NetworkInterfaceId { get; init; }

    /// <summary>The region asked; the service's answer does not repeat it.</summary>
    public required string RegionId { get; init; }

    public string Status { get; init; } = "";
    public string Type { get; init; } = "";
    public string NetworkInterfaceName { get; init; } = "";
    public string Description { get; init; } = "";

    /// <summary>The instance that the ENI is attached to; empty if it is not attached.</summary>
    public string InstanceId { get; init; } = "";

    public string VpcId { get; init; } = "";
    public string VSwitchId { get; init; } = "";
    public string ZoneId { get; init; } = "";
    public string ResourceGroupId { get; init; } = "";
    public IReadOnlyList<string> SecurityGroupIds { get; init; } = [];
    public string MacAddress { get; init; } = "";

    /// <summary>The time of creation in UTC, as the service writes it.</summary>
    public string CreationTime { get; init; } = "";

    public string PrivateIpAddress { get; init; } = "";
    public IReadOnlyList<string> PrivateIpAddresses { get; init; } = [];
    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoTags;

    /// <summary>True if a cloud service owns the ENI; the account cannot change its addresses.</summary>
    public bool ServiceManaged { get; init; }

    public IReadOnlyList<Ipv6Address> Ipv6Addresses { get; init; } = [];
    public IReadOnlyList<Ipv6Prefix> Ipv6Prefixes { get; init; } = [];

    /// <summary>All addresses and prefixes assigned to the ENI, the addresses first.</summary>
    public IEnumerable<Ipv6Item> Items =>
        Ipv6Addresses.Select(address => new Ipv6Item(address)).Concat(Ipv6Prefixes.Select(prefix => new Ipv6Item(prefix)));
}

/// <summary>The values that the service documents for members of an ENI. There may be more one day.</summary>
internal static class NetworkInterfaceValues
{
    public static IReadOnlyCollection<string> Statuses { get; } = ["Available", "Attaching", "InUse", "Detaching", "Deleting"];
    public static IReadOnlyCollection<string> Types { get; } = ["Primary", "Secondary", "Trunk", "Member"];
}
