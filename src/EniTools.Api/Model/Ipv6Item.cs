using System.Globalization;

namespace EniTools.Api.Model;

/// <summary>An IPv6 address or an IPv6 prefix: what an ENI can have, and one call can assign or unassign.</summary>
internal readonly record struct Ipv6Item : IComparable<Ipv6Item>
{
    // Zero says "an address"; no prefix has that length.
    private readonly int _prefixLength;

    public Ipv6Item(Ipv6Address address)
    {
        Address = address;
        _prefixLength = 0;
    }

    public Ipv6Item(Ipv6Prefix prefix)
    {
        Address = prefix.Address;
        _prefixLength = prefix.Length;
    }

    /// <summary>The address, or the first address of the prefix.</summary>
    public Ipv6Address Address { get; }

    public bool IsPrefix => _prefixLength != 0;

    /// <summary>The mask of a prefix in bits; null for an address.</summary>
    public int? PrefixLength => IsPrefix ? _prefixLength : null;

    /// <summary>All addresses of the item.</summary>
    public Ipv6Prefix Block => new(Address, PrefixLength ?? Ipv6Address.BitLength);

    /// <summary>Orders items by the number of their first address; an address comes before a prefix that begins with it.</summary>
    public int CompareTo(Ipv6Item other)
    {
        var order = Address.CompareTo(other.Address);
        return order != 0 ? order : _prefixLength.CompareTo(other._prefixLength);
    }

    public override string ToString() =>
        IsPrefix ? Address + "/" + _prefixLength.ToString(CultureInfo.InvariantCulture) : Address.ToString();
}
