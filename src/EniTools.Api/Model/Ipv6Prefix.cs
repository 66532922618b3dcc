using System.Diagnostics.CodeAnalysis;

namespace EniTools.Api.Model;

/// <summary>
/// An IPv6 prefix in strict CIDR form: an address whose bits after the mask are zero, and the length of that mask.
/// ENI prefixes on Alibaba Cloud are /80; other lengths are read too, so that the service can judge them.
/// </summary>
internal readonly record struct Ipv6Prefix : IComparable<Ipv6Prefix>
{
    /// <summary>The shortest mask that is read; /0 would be every address.</summary>
    public const int MinLength = 1;

    /// <exception cref="ArgumentException">A bit after the mask is set, or the mask is not from 1 to 128.</exception>
    public Ipv6Prefix(Ipv6Address address, int length)
    {
        if (length is < MinLength or > Ipv6Address.BitLength)
            throw new ArgumentOutOfRangeException(nameof(length), length, "A prefix length is 1 to 128.");
        if (address.Mask(length) != address)
            throw new ArgumentException($"{address} has bits set after the first {length}.", nameof(address));

        Address = address;
        Length = length;
    }

    /// <summary>The first address of the prefix.</summary>
    public Ipv6Address Address { get; }

    /// <summary>The mask, in bits.</summary>
    public int Length { get; }

    /// <summary>Reads a prefix. The problem is the rule that the text breaks, as the end of a sentence that begins with the text.</summary>
    public static bool TryParse(string? text, out Ipv6Prefix prefix, out Ipv6PrefixFault fault, [NotNullWhen(false)] out string? problem)
    {
        prefix = default;
        fault = Ipv6PrefixFault.NotCidr;
        var slash = text?.IndexOf('/') ?? -1;
        if (slash < 0)
        {
            problem = string.IsNullOrEmpty(text) ? "is empty, and an IPv6 prefix was expected" : "is not in CIDR form: it has no '/'";
            return false;
        }

        if (!Ipv6Address.TryParse(text!.Substring(0, slash), out var address, out var addressProblem))
        {
            problem = $"is not in CIDR form: the part before '/' {addressProblem}";
            return false;
        }

        if (!TryReadLength(text.Substring(slash + 1), out var length))
        {
            problem = "is not in CIDR form: after '/' a mask of plain digits was expected";
            return false;
        }

        if (length is < MinLength or > Ipv6Address.BitLength)
        {
            fault = Ipv6PrefixFault.MaskOutOfRange;
            problem = "has a mask that is not between 1 and 128";
            return false;
        }

        var first = address.Mask(length);
        if (first != address)
        {
            fault = Ipv6PrefixFault.HostBitsSet;
            problem = $"is not a strict CIDR: bits after the mask are set, and the prefix with that mask is {first}/{length}";
            return false;
        }

        prefix = new Ipv6Prefix(address, length);
        fault = Ipv6PrefixFault.None;
        problem = null;
        return true;
    }

    /// <exception cref="FormatException">The text is not a strict IPv6 prefix; the message names the text and the rule.</exception>
    public static Ipv6Prefix Parse(string text) =>
        TryParse(text, out var prefix, out _, out var problem)
            ? prefix
            : throw new FormatException(WrittenText.Shown($"'{text}' {problem}."));

    /// <summary>Reads a range: a prefix, or an address alone.</summary>
    public static bool TryParseRange(string? text, out Ipv6Prefix range, [NotNullWhen(false)] out string? problem)
    {
        if (text?.IndexOf('/') >= 0)
            return TryParse(text, out range, out _, out problem);
        var isAddress = Ipv6Address.TryParse(text, out var address, out problem);
        range = isAddress ? new Ipv6Item(address).Block : default;
        return isAddress;
    }

    public bool Contains(Ipv6Address address) => address.Mask(Length) == Address;

    /// <summary>True if all of an item lies in the prefix.</summary>
    public bool Contains(Ipv6Item item) => Length <= (item.PrefixLength ?? Ipv6Address.BitLength) && Contains(item.Address);

    /// <summary>True if the two prefixes have an address in common.</summary>
    public bool Overlaps(Ipv6Prefix other) => Length <= other.Length ? Contains(other.Address) : other.Contains(Address);

    public override string ToString() => $"{Address}/{Length}";

    /// <summary>Orders prefixes by their first address, then the wider one first.</summary>
    public int CompareTo(Ipv6Prefix other) => Address != other.Address ? Address.CompareTo(other.Address) : Length.CompareTo(other.Length);

    private static bool TryReadLength(string text, out int length)
    {
        length = 0;
        // Signs, spaces and leading zeros are not plain digits.
        if (text.Length == 0 || (text.Length > 1 && text[0] == '0'))
            return false;

        foreach (var c in text)
        {
            if (c is < '0' or > '9')
                return false;
            // However many digits follow, beyond 128 it is out of range.
            length = Math.Min((length * 10) + (c - '0'), 1000);
        }

        return true;
    }
}

/// <summary>The rules that the text of a prefix can break, each with a code of its own in the service.</summary>
internal enum Ipv6PrefixFault
{
    None,

    /// <summary>The text is not an address, a slash and a mask (InvalidIp.IpPrefixIllegal).</summary>
    NotCidr,

    /// <summary>The mask is not a number of bits that the address has (InvalidIp.IpPrefixMaskInvalid).</summary>
    MaskOutOfRange,

    /// <summary>Bits after the mask are set (InvalidIp.IpPrefixNotStrict).</summary>
    HostBitsSet,
}
