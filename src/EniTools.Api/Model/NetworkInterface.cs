namespace EniTools.Api.Model;

/// <summary>An elastic network interface, as DescribeNetworkInterfaces shows it.</summary>
internal sealed record NetworkInterface
{
    private static readonly Dictionary<string, string> NoTags = [];

    /// <summary>The ENI id, such as eni-bp125p95hhdhn3ot.</summary>
    public required string NetworkInterfaceId { get; init; }

    /// <summary>The region asked; the service's answer does not repeat it.</summary>
    public required string RegionId { get; init; }

    /// <summary>Available, Attaching, InUse, Detaching or Deleting; other values are passed on as they come.</summary>
    public string Status { get; init; } = "";

    /// <summary>Primary, Secondary, Trunk or Member; other values are passed on as they come.</summary>
    public string Type { get; init; } = "";

    /// <summary>The name its owner gave it; empty when it has none.</summary>
    public string NetworkInterfaceName { get; init; } = "";

    /// <summary>What its owner wrote about it; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The instance that the ENI is attached to; empty when it is not attached.</summary>
    public string InstanceId { get; init; } = "";

    /// <summary>The VPC of the ENI.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>The vSwitch of the ENI.</summary>
    public string VSwitchId { get; init; } = "";

    /// <summary>The zone of the ENI.</summary>
    public string ZoneId { get; init; } = "";

    /// <summary>The resource group of the ENI; empty when the service names none.</summary>
    public string ResourceGroupId { get; init; } = "";

    /// <summary>The security groups of the ENI.</summary>
    public IReadOnlyList<string> SecurityGroupIds { get; init; } = [];

    /// <summary>The hardware address.</summary>
    public string MacAddress { get; init; } = "";

    /// <summary>When the ENI was created, in UTC, as the service writes it.</summary>
    public string CreationTime { get; init; } = "";

    /// <summary>The primary private IPv4 address.</summary>
    public string PrivateIpAddress { get; init; } = "";

    /// <summary>All private IPv4 addresses, including the primary one.</summary>
    public IReadOnlyList<string> PrivateIpAddresses { get; init; } = [];

    /// <summary>The labels that the owner gave the ENI, by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = NoTags;

    /// <summary>Whether a cloud service owns the ENI; its addresses cannot be changed by the account.</summary>
    public bool ServiceManaged { get; init; }

    /// <summary>The IPv6 addresses assigned to the ENI.</summary>
    public IReadOnlyList<Ipv6Address> Ipv6Addresses { get; init; } = [];

    /// <summary>The IPv6 prefixes assigned to the ENI.</summary>
    public IReadOnlyList<Ipv6Prefix> Ipv6Prefixes { get; init; } = [];

    /// <summary>All addresses and prefixes assigned to the ENI, the addresses first.</summary>
    public IEnumerable<Ipv6Item> Items =>
        Ipv6Addresses.Select(address => new Ipv6Item(address)).Concat(Ipv6Prefixes.Select(prefix => new Ipv6Item(prefix)));
}
