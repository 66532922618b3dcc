using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>An ENI.</summary>
internal sealed class NetworkInterface
{
    public const string Available = "Available";
    public const string Attaching = "Attaching";
    public const string InUse = "InUse";
    public const string Detaching = "Detaching";
    public const string Deleting = "Deleting";

    public const string Primary = "Primary";
    public const string Secondary = "Secondary";
    public const string Trunk = "Trunk";
    public const string Member = "Member";

    /// <summary>The number of IPv6 addresses and prefixes of an ENI that is not attached.</summary>
    public const int MaxIpv6Unattached = 10;

    // More changes than a client makes within a read lag.
    private const int MaxPast = 16;

    private IReadOnlyList<Ipv6Item> _items = [];

    // Earlier addresses and prefixes, with the time of the change that ended them, newest last.
    private List<(DateTimeOffset Until, IReadOnlyList<Ipv6Item> Items)> _past = [];

    public required string Id { get; init; }

    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    public required string Status { get; set; }

    /// <summary>The time at which the current transition ends; null if there is none or the ENI is stuck in it.</summary>
    public DateTimeOffset? TransitionEnd { get; set; }

    public string Type { get; init; } = Secondary;

    /// <summary>The instance to which the ENI is attached; empty if there is none.</summary>
    public string InstanceId { get; set; } = "";

    public required string VSwitchId { get; init; }

    public required IReadOnlyList<string> SecurityGroupIds { get; init; }

    /// <summary>The primary private IPv4 address.</summary>
    public required string PrivateIpAddress { get; init; }

    public IReadOnlyList<string> SecondaryPrivateIpAddresses { get; init; } = [];

    public IReadOnlyList<string> Ipv4Prefixes { get; init; } = [];

    public Ipv6Item? PrimaryIpv6 { get; private set; }

    /// <summary>The network card that was named when the ENI was attached; empty if none was.</summary>
    public string NetworkCardIndex { get; set; } = "";

    /// <summary>The resource group; empty for the default one, which no filter can name.</summary>
    public string ResourceGroupId { get; init; } = "";

    public IReadOnlyList<Tag> Tags { get; init; } = [];

    public required string MacAddress { get; init; }

    public required string CreationTime { get; init; }

    /// <summary>True if a cloud service owns the ENI.</summary>
    public bool ServiceManaged { get; init; }

    /// <summary>The addresses and prefixes, in the order of their assignment. A change replaces the list.</summary>
    public IReadOnlyList<Ipv6Item> Items
    {
        get => _items;
        init => _items = value;
    }

    /// <summary>The place in the order of pages.</summary>
    public int Place { get; set; }

    /// <summary>Returns a private IPv4 address for a number. Such addresses follow no rules here.</summary>
    public static string PrivateAddress(int number) => $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}";

    public void MakePrimary(Ipv6Item address) => PrimaryIpv6 = address;

    /// <summary>Replaces the addresses and prefixes, and remembers the old ones for reads that lag.</summary>
    public void Change(IReadOnlyList<Ipv6Item> items, DateTimeOffset now)
    {
        if (_past.Count == MaxPast)
            _past.RemoveAt(0);
        _past.Add((now, _items));
        _items = items;
        if (PrimaryIpv6 is { } primary && !items.Contains(primary))
            PrimaryIpv6 = null;
    }

    /// <summary>Returns the addresses and prefixes at a time.</summary>
    public IReadOnlyList<Ipv6Item> ItemsAt(DateTimeOffset time)
    {
        var found = _past.FindIndex(past => past.Until > time);
        return found >= 0 ? _past[found].Items : Items;
    }

    /// <summary>Returns a copy without earlier addresses and prefixes.</summary>
    public NetworkInterface Copy()
    {
        var copy = (NetworkInterface)MemberwiseClone();
        copy._past = [];
        return copy;
    }
}
