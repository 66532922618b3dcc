using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>An ENI as the service keeps it.</summary>
internal sealed class NetworkInterface
{
    // More changes than anybody makes within a read lag.
    private const int MaxPast = 16;

    public const string Available = "Available";
    public const string Attaching = "Attaching";
    /// <summary>The number of IPv6 addresses and prefixes of an ENI that is on no instance.</summary>
    public const int MaxIpv6Unattached = 10;

    public const string InUse = "InUse";
    public const string Detaching = "Detaching";
    public const string Deleting = "Deleting";

    public const string Primary = "Primary";
    public const string Secondary = "Secondary";
    public const string Trunk = "Trunk";
    public const string Member = "Member";

    public required string Id { get; init; }

    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    public required string Status { get; set; }

    /// <summary>When the transition under way ends by itself; null when none is under way or it is stuck.</summary>
    public DateTimeOffset? TransitionEnd { get; set; }

    public string Type { get; init; } = Secondary;

    /// <summary>The instance it is attached to; empty when it is not attached.</summary>
    public string InstanceId { get; set; } = "";

    public required string VSwitchId { get; init; }

    public required IReadOnlyList<string> SecurityGroupIds { get; init; }

    /// <summary>The primary private IPv4 address.</summary>
    public required string PrivateIpAddress { get; init; }

    /// <summary>The private IPv4 addresses besides the primary one.</summary>
    public IReadOnlyList<string> SecondaryPrivateIpAddresses { get; init; } = [];

    /// <summary>The IPv4 prefixes it was made with.</summary>
    public IReadOnlyList<string> Ipv4Prefixes { get; init; } = [];

    /// <summary>Its primary IPv6 address; null for none.</summary>
    public Ipv6Item? PrimaryIpv6 { get; private set; }

    /// <summary>The network card that was named when it was attached; empty for none.</summary>
    public string NetworkCardIndex { get; set; } = "";

    /// <summary>The resource group; empty for the default one, which no filter can name.</summary>
    public string ResourceGroupId { get; init; } = "";

    public IReadOnlyList<Tag> Tags { get; init; } = [];

    public required string MacAddress { get; init; }

    public required string CreationTime { get; init; }

    /// <summary>Whether a cloud service owns it.</summary>
    public bool ServiceManaged { get; init; }

    /// <summary>Its addresses and prefixes, in the order they were assigned. The list itself never changes: a change replaces it.</summary>
    public IReadOnlyList<Ipv6Item> Items
    {
        get => _items;
        init => _items = value;
    }

    private IReadOnlyList<Ipv6Item> _items = [];

    // What it had until when, newest last.
    private List<(DateTimeOffset Until, IReadOnlyList<Ipv6Item> Items)> _past = [];

    /// <summary>Makes one of its addresses the primary one.</summary>
    public void MakePrimary(Ipv6Item address) => PrimaryIpv6 = address;

    /// <summary>Gives it other addresses and prefixes, and keeps the old ones for readers who see a change late.</summary>
    public void Change(IReadOnlyList<Ipv6Item> items, DateTimeOffset now)
    {
        if (_past.Count == MaxPast)
            _past.RemoveAt(0);
        _past.Add((now, _items));
        _items = items;
        if (PrimaryIpv6 is { } primary && !items.Contains(primary))
            PrimaryIpv6 = null;
    }

    /// <summary>What it had at a time.</summary>
    public IReadOnlyList<Ipv6Item> ItemsAt(DateTimeOffset time)
    {
        var found = _past.FindIndex(past => past.Until > time);
        return found >= 0 ? _past[found].Items : Items;
    }

    /// <summary>Its place in the order of pages.</summary>
    public int Place { get; set; }

    /// <summary>A copy of it as it is now, without what it had before.</summary>
    public NetworkInterface Copy()
    {
        var copy = (NetworkInterface)MemberwiseClone();
        copy._past = [];
        return copy;
    }
}
