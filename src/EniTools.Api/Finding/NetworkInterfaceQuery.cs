using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Finding;

/// <summary>
/// The ENIs to look for: those that fit everything that is set. For a list, fitting one item is enough; but an ENI has all of the tags.
/// It knows which part of the query the service can answer, and checks the rest itself.
/// </summary>
/// <remarks>The service's own filter, without its limits, and more. Status, Type and Ipv6Addresses follow from the lists here.</remarks>
internal sealed record NetworkInterfaceQuery : NetworkInterfaceFilter
{
    private static readonly string[] FilterableTypes = ["Primary", "Secondary"];

    /// <summary>The shard; null for all ENIs. The service knows nothing of shards, so all pages are read.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Addresses and prefixes; the ENI has one of them.</summary>
    public IReadOnlyCollection<Ipv6Item> Items { get; init; } = [];

    /// <summary>Ranges; the ENI has an address or prefix that lies in one of them. The service knows nothing of ranges.</summary>
    public IReadOnlyCollection<Ipv6Prefix> Ranges { get; init; } = [];

    /// <summary>A pattern that the name has to fit; null for any.</summary>
    public Func<string, bool>? NameFits { get; init; }

    /// <summary>The statuses, in upper or lower case.</summary>
    public IReadOnlyCollection<string> Statuses { get; init; } = [];

    /// <summary>The types, in upper or lower case.</summary>
    public IReadOnlyCollection<string> Types { get; init; } = [];

    /// <summary>True for an item that is looked for, if its ENI fits.</summary>
    public bool Selects(Ipv6Item item) => (Items.Count == 0 || Items.Contains(item)) && IsInRange(item);

    /// <summary>Gets the filters to ask the service with, one after another.</summary>
    public IEnumerable<NetworkInterfaceFilter> Filters()
    {
        // With ids, nothing else is asked for, so an ENI that is left out does not exist.
        if (NetworkInterfaceIds.Count > 0)
            return [new NetworkInterfaceFilter { NetworkInterfaceIds = NetworkInterfaceIds }];

        NetworkInterfaceFilter filter = this with
        {
            // The service looks at secondary ENIs only.
            SecurityGroupId = OnlyOneOf(Types, ["Secondary"]) is null ? null : SecurityGroupId,
            Status = OnlyOneOf(Statuses, NetworkInterfaceValues.Statuses),
            Type = OnlyOneOf(Types, FilterableTypes),
            PrivateIpAddresses = PrivateIpAddresses.Count <= DescribeNetworkInterfaces.MaxIds ? PrivateIpAddresses : [],
            Tags = Tags.Count <= DescribeNetworkInterfaces.MaxTags ? Tags : [],
        };
        // There is no filter for prefixes.
        return Items.Count == 0 || Items.Any(item => item.IsPrefix)
            ? [filter]
            : Chunks(Items.Select(item => item.Address)).Select(addresses => filter with { Ipv6Addresses = addresses });
    }

    /// <summary>True for an ENI to look for among those that the service showed for a filter.</summary>
    public bool Fits(NetworkInterface found, NetworkInterfaceFilter asked) =>
        Shard?.Contains(found.NetworkInterfaceId) != false
        && (asked.InstanceId is not null || Equal(InstanceId, found.InstanceId))
        && (asked.VpcId is not null || Equal(VpcId, found.VpcId))
        && (asked.VSwitchId is not null || Equal(VSwitchId, found.VSwitchId))
        && (asked.SecurityGroupId is not null || SecurityGroupId is null || found.SecurityGroupIds.Contains(SecurityGroupId))
        && (asked.ResourceGroupId is not null || Equal(ResourceGroupId, found.ResourceGroupId))
        && (asked.NetworkInterfaceName is not null || Equal(NetworkInterfaceName, found.NetworkInterfaceName))
        && (NameFits is null || NameFits(found.NetworkInterfaceName))
        && (asked.Status is not null || IsOneOf(Statuses, found.Status))
        && (asked.Type is not null || IsOneOf(Types, found.Type))
        && (asked.ServiceManaged is not null || ServiceManaged is null || ServiceManaged == found.ServiceManaged)
        && (asked.PrivateIpAddresses.Count > 0
            || PrivateIpAddresses.Count == 0
            || found.PrivateIpAddresses.Any(PrivateIpAddresses.Contains))
        && (asked.Ipv6Addresses.Count > 0 || Items.Count == 0 || found.Items.Any(Items.Contains))
        && (Ranges.Count == 0 || found.Items.Any(IsInRange))
        // The service cannot be asked for an empty value.
        && Tags.All(tag => found.Tags.TryGetValue(tag.Key, out var value) && Equal(tag.Value, value));

    private bool IsInRange(Ipv6Item item) => Ranges.Count == 0 || Ranges.Any(range => range.Contains(item));

    private static bool Equal(string? wanted, string value) => wanted is null || wanted == value;

    private static bool IsOneOf(IReadOnlyCollection<string> wanted, string value) =>
        wanted.Count == 0 || wanted.Contains(value, StringComparer.OrdinalIgnoreCase);

    // In the service's own spelling; null if there is none, or the service does not filter by it.
    private static string? OnlyOneOf(IReadOnlyCollection<string> wanted, IReadOnlyCollection<string> known)
    {
        var distinct = wanted.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return distinct.Count == 1 ? known.FirstOrDefault(value => value.Equals(distinct[0], StringComparison.OrdinalIgnoreCase)) : null;
    }

    private static IEnumerable<IReadOnlyCollection<Ipv6Address>> Chunks(IEnumerable<Ipv6Address> addresses) => addresses.Distinct()
        .Select((address, index) => (Address: address, Chunk: index / DescribeNetworkInterfaces.MaxIds))
        .GroupBy(item => item.Chunk, item => item.Address)
        .Select(chunk => chunk.ToList());
}
