using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace EniTools.Api.Model;

/// <summary>
/// One IPv6 address: 128 bits, no zone, no port.
/// Read strictly by RFC 4291 section 2.2, written as RFC 5952 recommends, so that every spelling of one address is one value.
/// </summary>
/// <remarks>
/// <see cref="System.Net.IPAddress"/> is not used to parse: it also takes IPv4, zones, brackets, ports and bare numbers.
/// </remarks>
public readonly struct Ipv6Address : IEquatable<Ipv6Address>, IComparable<Ipv6Address>
{
    private const int GroupCount = 8;

    /// <summary>The number of bits in an address.</summary>
    public const int BitLength = 128;

    /// <summary>Makes an address from its two halves.</summary>
    /// <param name="high">The first 64 bits, in network order.</param>
    /// <param name="low">The last 64 bits, in network order.</param>
    public Ipv6Address(ulong high, ulong low)
    {
        High = high;
        Low = low;
    }

    /// <summary>The first 64 bits.</summary>
    public ulong High { get; }

    /// <summary>The last 64 bits.</summary>
    public ulong Low { get; }

    /// <summary>Reads an address, or says which rule the text breaks.</summary>
    /// <param name="text">The text, with nothing around the address.</param>
    /// <param name="address">The address read.</param>
    /// <param name="problem">The rule that the text breaks, as the end of a sentence that begins with the text; null when it was read.</param>
    public static bool TryParse(string? text, out Ipv6Address address, [NotNullWhen(false)] out string? problem)
    {
        address = default;
        problem = Read(text, out var groups);
        if (problem is not null)
            return false;

        address = new Ipv6Address(Pack(groups, 0), Pack(groups, 4));
        return true;
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">The text is not an IPv6 address; the message names the text and the rule.</exception>
    public static Ipv6Address Parse(string text) =>
        TryParse(text, out var address, out var problem) ? address : throw new FormatException($"'{text}' {problem}.");

    /// <summary>The address with all bits after the first <paramref name="length"/> set to zero.</summary>
    /// <param name="length">How many leading bits to keep, 0 to 128.</param>
    public Ipv6Address Mask(int length)
    {
        if (length is < 0 or > BitLength)
            throw new ArgumentOutOfRangeException(nameof(length), length, "A prefix length is 0 to 128.");

        return new Ipv6Address(High & LeadingOnes(length), Low & LeadingOnes(length - 64));
    }

    /// <summary>The address in RFC 5952 text: lower case, no leading zeros, the longest run of zero groups compressed.</summary>
    public override string ToString()
    {
        // RFC 5952 section 5: only an IPv4-mapped address is recognisable as holding an IPv4 address.
        var isMapped = High == 0 && Low >> 32 == 0xffff;
        var groupsInHex = isMapped ? 6 : GroupCount;
        var (zeroStart, zeroLength) = LongestZeroRun(groupsInHex);

        var text = new StringBuilder(39);
        for (var i = 0; i < groupsInHex; i++)
        {
            if (i == zeroStart)
            {
                text.Append("::");
                i += zeroLength - 1;
                continue;
            }

            if (text.Length > 0 && text[text.Length - 1] != ':')
                text.Append(':');
            text.Append(Group(i).ToString("x", CultureInfo.InvariantCulture));
        }

        if (isMapped)
            text.AppendFormat(CultureInfo.InvariantCulture, ":{0}.{1}.{2}.{3}", (Low >> 24) & 255, (Low >> 16) & 255, (Low >> 8) & 255, Low & 255);
        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(Ipv6Address other) => High == other.High && Low == other.Low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Ipv6Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((High.GetHashCode() * 397) ^ Low.GetHashCode());

    /// <summary>Orders addresses by their number.</summary>
    public int CompareTo(Ipv6Address other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>Whether two addresses are the same 128 bits.</summary>
    public static bool operator ==(Ipv6Address left, Ipv6Address right) => left.Equals(right);

    /// <summary>Whether two addresses differ.</summary>
    public static bool operator !=(Ipv6Address left, Ipv6Address right) => !left.Equals(right);

    /// <summary>Whether the left address is the lower number.</summary>
    public static bool operator <(Ipv6Address left, Ipv6Address right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left address is the higher number.</summary>
    public static bool operator >(Ipv6Address left, Ipv6Address right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left address is the lower number or the same.</summary>
    public static bool operator <=(Ipv6Address left, Ipv6Address right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left address is the higher number or the same.</summary>
    public static bool operator >=(Ipv6Address left, Ipv6Address right) => left.CompareTo(right) >= 0;

    private static string? Read(string? text, out List<ushort> groups)
    {
        groups = new List<ushort>(GroupCount);
        if (string.IsNullOrEmpty(text))
            return "is empty, and an IPv6 address was expected";
        if (text!.IndexOf('%') >= 0)
            return "has a zone id ('%'), which an address on an ENI never has";
        if (text.IndexOf(':') < 0)
            return "is not an IPv6 address: it has no ':'";

        var halves = text.Split(["::"], StringSplitOptions.None);
        if (halves.Length > 2)
            return "is not an IPv6 address: '::' may stand in it once";

        var problem = ReadGroups(halves[0], isLastHalf: halves.Length == 1, groups);
        if (problem is not null)
            return problem;
        if (halves.Length == 1)
            return groups.Count == GroupCount ? null : $"is not an IPv6 address: it has {groups.Count} groups instead of 8";

        var tail = new List<ushort>(GroupCount);
        problem = ReadGroups(halves[1], isLastHalf: true, tail);
        if (problem is not null)
            return problem;
        if (groups.Count + tail.Count >= GroupCount)
            return "is not an IPv6 address: '::' must stand for at least one group";

        groups.AddRange(new ushort[GroupCount - groups.Count - tail.Count]);
        groups.AddRange(tail);
        return null;
    }

    private static string? ReadGroups(string half, bool isLastHalf, List<ushort> groups)
    {
        if (half.Length == 0)
            return null;

        var parts = half.Split(':');
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (isLastHalf && i == parts.Length - 1 && part.IndexOf('.') >= 0)
            {
                if (!TryReadDottedQuad(part, groups))
                    return $"is not an IPv6 address: '{part}' is not an IPv4 address";
            }
            else if (TryReadHex(part, out var group))
            {
                groups.Add(group);
            }
            else
            {
                return $"is not an IPv6 address: '{part}' is not a group of 1 to 4 hexadecimal digits";
            }

            if (groups.Count > GroupCount)
                return "is not an IPv6 address: it has more than 8 groups";
        }

        return null;
    }

    private static bool TryReadHex(string part, out ushort group)
    {
        group = 0;
        if (part.Length is 0 or > 4)
            return false;

        foreach (var c in part)
        {
            var digit = c switch
            {
                >= '0' and <= '9' => c - '0',
                >= 'a' and <= 'f' => c - 'a' + 10,
                >= 'A' and <= 'F' => c - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
                return false;
            group = (ushort)((group << 4) | digit);
        }

        return true;
    }

    private static bool TryReadDottedQuad(string part, List<ushort> groups)
    {
        var octets = part.Split('.');
        if (octets.Length != 4)
            return false;

        var value = 0u;
        foreach (var octet in octets)
        {
            // A leading zero is refused: some readers take it for octal.
            if (octet.Length is 0 or > 3 || (octet.Length > 1 && octet[0] == '0'))
                return false;
            var number = 0u;
            foreach (var c in octet)
            {
                if (c is < '0' or > '9')
                    return false;
                number = (number * 10) + (uint)(c - '0');
            }

            if (number > 255)
                return false;
            value = (value << 8) | number;
        }

        groups.Add((ushort)(value >> 16));
        groups.Add((ushort)value);
        return true;
    }

    private static ulong Pack(List<ushort> groups, int start) =>
        ((ulong)groups[start] << 48) | ((ulong)groups[start + 1] << 32) | ((ulong)groups[start + 2] << 16) | groups[start + 3];

    private static ulong LeadingOnes(int count) => count switch
    {
        <= 0 => 0,
        >= 64 => ulong.MaxValue,
        _ => ulong.MaxValue << (64 - count),
    };

    private ushort Group(int index) => (ushort)(index < 4 ? High >> (48 - (16 * index)) : Low >> (48 - (16 * (index - 4))));

    // RFC 5952 section 4.2: the longest run, the first of equals, and never a single group.
    private (int Start, int Length) LongestZeroRun(int groupCount)
    {
        var (bestStart, bestLength) = (-1, 1);
        for (var i = 0; i < groupCount; i++)
        {
            var length = 0;
            while (i + length < groupCount && Group(i + length) == 0)
                length++;
            if (length > bestLength)
                (bestStart, bestLength) = (i, length);
            i += length;
        }

        return (bestStart, bestLength);
    }
}
