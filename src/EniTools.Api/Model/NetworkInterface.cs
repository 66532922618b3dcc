namespace EniTools.Api.Model;

/// <summary>An elastic network interface, as DescribeNetworkInterfaces shows it.</summary>
public sealed record NetworkInterface
{
    /// <summary>The ENI id, such as eni-bp125p95hhdhn3ot.</summary>
    public required string NetworkInterfaceId { get; init; }

    /// <summary>The region asked; the service's answer does not repeat it.</summary>
    public required string RegionId { get; init; }

    /// <summary>Available, Attaching, InUse, Detaching or Deleting; other values are passed on as they come.</summary>
    public string Status { get; init; } = "";

    /// <summary>Primary, Secondary, Trunk or Member; other values are passed on as they come.</summary>
    public string Type { get; init; } = "";

    /// <summary>The name its owner gave it; empty when none.</summary>
    public string NetworkInterfaceName { get; init; } = "";

    /// <summary>The instance that the ENI is attached to; empty when none.</summary>
    public string InstanceId { get; init; } = "";

    /// <summary>The VPC of the ENI.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>The vSwitch of the ENI.</summary>
    public string VSwitchId { get; init; } = "";

    /// <summary>The zone of the ENI.</summary>
    public string ZoneId { get; init; } = "";

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
