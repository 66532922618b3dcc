using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>An ENI as the service keeps it.</summary>
internal sealed class NetworkInterface
{
    public const string Available = "Available";
    public const string Attaching = "Attaching";
    public const string InUse = "InUse";
    public const string Detaching = "Detaching";

    public const string Primary = "Primary";
    public const string Secondary = "Secondary";
    public const string Trunk = "Trunk";
    public const string Member = "Member";

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Status { get; set; }

    public string Type { get; init; } = Secondary;

    /// <summary>The instance it is attached to; empty when none.</summary>
    public string InstanceId { get; set; } = "";

    public required string ZoneId { get; init; }

    public required string VpcId { get; init; }

    public required string VSwitchId { get; init; }

    public required string SecurityGroupId { get; init; }

    public required string PrivateIpAddress { get; init; }

    public required string MacAddress { get; init; }

    public required string CreationTime { get; init; }

    /// <summary>Whether a cloud service owns it.</summary>
    public bool ServiceManaged { get; init; }

    public List<Ipv6Address> Ipv6Addresses { get; } = [];

    public List<Ipv6Prefix> Ipv6Prefixes { get; } = [];

    public bool Has(Ipv6Item item) =>
        item.PrefixLength is { } length ? Ipv6Prefixes.Contains(new Ipv6Prefix(item.Address, length)) : Ipv6Addresses.Contains(item.Address);

    public void Remove(Ipv6Item item)
    {
        if (item.PrefixLength is { } length)
            Ipv6Prefixes.Remove(new Ipv6Prefix(item.Address, length));
        else
            Ipv6Addresses.Remove(item.Address);
    }
}
