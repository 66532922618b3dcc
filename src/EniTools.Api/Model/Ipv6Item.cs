using System.Globalization;

namespace EniTools.Api.Model;

/// <summary>What an ENI can hold and a call can take off it: one IPv6 address, or one IPv6 prefix.</summary>
internal readonly struct Ipv6Item : IEquatable<Ipv6Item>, IComparable<Ipv6Item>
{
    // Zero says "an address"; no prefix has that length.
    private readonly int _prefixLength;

    /// <summary>Makes an item of an address.</summary>
    public Ipv6Item(Ipv6Address address)
    {
        Address = address;
        _prefixLength = 0;
    }

    /// <summary>Makes an item of a prefix.</summary>
    public Ipv6Item(Ipv6Prefix prefix)
    {
        Address = prefix.Address;
        _prefixLength = prefix.Length;
    }

    /// <summary>The address, or the first address of the prefix.</summary>
    public Ipv6Address Address { get; }

    /// <summary>Whether the item is a prefix.</summary>
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

    /// <summary>The address or prefix as RFC 5952 text.</summary>
    public override string ToString() =>
        IsPrefix ? Address + "/" + _prefixLength.ToString(CultureInfo.InvariantCulture) : Address.ToString();

    /// <inheritdoc/>
    public bool Equals(Ipv6Item other) => Address == other.Address && _prefixLength == other._prefixLength;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Ipv6Item other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Address.GetHashCode() * 397) ^ _prefixLength);

    /// <summary>Whether two items are the same.</summary>
    public static bool operator ==(Ipv6Item left, Ipv6Item right) => left.Equals(right);

    /// <summary>Whether two items differ.</summary>
    public static bool operator !=(Ipv6Item left, Ipv6Item right) => !left.Equals(right);

    /// <summary>Whether the left item sorts first.</summary>
    public static bool operator <(Ipv6Item left, Ipv6Item right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left item sorts last.</summary>
    public static bool operator >(Ipv6Item left, Ipv6Item right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left item sorts first or is the same.</summary>
    public static bool operator <=(Ipv6Item left, Ipv6Item right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left item sorts last or is the same.</summary>
    public static bool operator >=(Ipv6Item left, Ipv6Item right) => left.CompareTo(right) >= 0;
}
