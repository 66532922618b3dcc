using EniTools.Api.Model;

namespace EniTools.Output;

/// <summary>An output object about one address or prefix on one ENI.</summary>
internal interface IAssigned : IComparable
{
    string RegionId { get; }

    string NetworkInterfaceId { get; }

    Ipv6Item Item { get; }
}

/// <summary>The order of such objects: by region, by ENI, and by the number that the address is, as text would put ::10 before ::9. An address comes before a prefix that begins with it.</summary>
internal static class AssignedOrder
{
    public static int Compare(IAssigned left, object? right)
    {
        if (right is null)
            return 1;
        if (right is not IAssigned other)
            throw new ArgumentException($"{left.GetType().Name} cannot be compared with {right.GetType().Name}.", nameof(right));
        var order = string.CompareOrdinal(left.RegionId, other.RegionId);
        if (order == 0)
            order = string.CompareOrdinal(left.NetworkInterfaceId, other.NetworkInterfaceId);
        if (order == 0)
            order = left.Item.Address.CompareTo(other.Item.Address);
        return order != 0 ? order : Nullable.Compare(left.Item.PrefixLength, other.Item.PrefixLength);
    }
}
