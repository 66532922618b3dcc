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
internal readonly record struct Ipv6Address(ulong High, ulong Low) : IComparable<Ipv6Address>
{
    public const int BitLength = 128;

    private const int GroupCount = 8;

    private static readonly ulong Seed = BitConverter.ToUInt64(Guid.NewGuid().ToByteArray(), 0);

    /// <summary>Reads an address. The problem is the rule that the text breaks, as the end of a sentence that begins with the text.</summary>
    public static bool TryParse(string? text, out Ipv6Address address, [NotNullWhen(false)] out string? problem)
    {
        problem = Read(text, out address);
        return problem is null;
    }

    /// <exception cref="FormatException">The text is not an IPv6 address; the message names the text and the rule.</exception>
    public static Ipv6Address Parse(string text) =>
        TryParse(text, out var address, out var problem) ? address : throw new FormatException(WrittenText.Shown($"'{text}' {problem}."));

    /// <summary>Gets the address with all bits after the first ones set to zero.</summary>
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

        var text = ThreadBuffers.NewText();
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
            AppendHex(text, Group(i));
        }

        if (isMapped)
        {
            text.AppendFormat(
                CultureInfo.InvariantCulture,
                ":{0}.{1}.{2}.{3}",
                (Low >> 24) & 255,
                (Low >> 16) & 255,
                (Low >> 8) & 255,
                Low & 255);
        }
        return text.Finish();
    }

    public override int GetHashCode()
    {
        // Seeded, and each bit of both halves changes all of it: no list of addresses can be made for which all hashes are one.
        unchecked
        {
            var mixed = (High ^ Seed) * 0x9E3779B97F4A7C15UL;
            mixed = (mixed ^ (mixed >> 32) ^ Low) * 0xD6E8FEB86659FD93UL;
            mixed = (mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93UL;
            return (int)(mixed >> 32);
        }
    }

    public int CompareTo(Ipv6Address other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    private static string? Read(string? text, out Ipv6Address address)
    {
        address = default;
        if (string.IsNullOrEmpty(text))
            return "is empty, and an IPv6 address was expected";
        if (text!.IndexOf('%') >= 0)
            return "has a zone id ('%'), which an address on an ENI never has";
        if (text.IndexOf(':') < 0)
            return "is not an IPv6 address: it has no ':'";

        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap >= 0 && text.IndexOf("::", gap + 2, StringComparison.Ordinal) >= 0)
            return "is not an IPv6 address: '::' may stand in it once";

        var (head, tail) = (default(Groups), default(Groups));
        var problem = ReadGroups(text, 0, gap < 0 ? text.Length : gap, ref head);
        if (problem is null && gap >= 0)
            problem = ReadGroups(text, gap + 2, text.Length, ref tail);
        if (problem is not null)
            return problem;
        if (gap < 0 && head.Count != GroupCount)
            return $"is not an IPv6 address: it has {head.Count} groups instead of 8";
        if (gap >= 0 && head.Count + tail.Count >= GroupCount)
            return "is not an IPv6 address: '::' must stand for at least one group";

        while (head.Count < GroupCount)
            head.Add(0);
        address = new Ipv6Address(head.High | tail.High, head.Low | tail.Low);
        return null;
    }

    private static string? ReadGroups(string text, int start, int end, ref Groups groups)
    {
        if (start == end)
            return null;

        while (true)
        {
            var colon = text.IndexOf(':', start, end - start);
            var partEnd = colon < 0 ? end : colon;
            if (partEnd == text.Length && text.IndexOf('.', start) >= 0)
            {
                if (!TryReadDottedQuad(text, start, ref groups))
                    return $"is not an IPv6 address: '{text.Substring(start)}' is not an IPv4 address";
            }
            else if (TryReadHex(text, start, partEnd, out var group))
            {
                groups.Add(group);
            }
            else
            {
                return $"is not an IPv6 address: '{text.Substring(start, partEnd - start)}' is not a group of 1 to 4 hexadecimal digits";
            }

            if (groups.Count > GroupCount)
                return "is not an IPv6 address: it has more than 8 groups";
            if (colon < 0)
                return null;
            start = colon + 1;
        }
    }

    private static bool TryReadHex(string text, int start, int end, out ushort group)
    {
        group = 0;
        if (end - start is 0 or > 4)
            return false;

        for (var i = start; i < end; i++)
        {
            var digit = text[i] switch
            {
                >= '0' and <= '9' and var c => c - '0',
                >= 'a' and <= 'f' and var c => c - 'a' + 10,
                >= 'A' and <= 'F' and var c => c - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
                return false;
            group = (ushort)((group << 4) | digit);
        }

        return true;
    }

    // The text from here to its end.
    private static bool TryReadDottedQuad(string text, int start, ref Groups groups)
    {
        var value = 0u;
        for (var octet = 1; octet <= 4; octet++)
        {
            var dot = text.IndexOf('.', start);
            var end = dot < 0 ? text.Length : dot;
            if (dot < 0 != (octet == 4) || !TryReadOctet(text, start, end, out var number))
                return false;
            value = (value << 8) | number;
            start = end + 1;
        }

        groups.Add((ushort)(value >> 16));
        groups.Add((ushort)value);
        return true;
    }

    private static bool TryReadOctet(string text, int start, int end, out uint number)
    {
        number = 0;
        // A leading zero is refused: some readers take it for octal.
        if (end - start is 0 or > 3 || (end - start > 1 && text[start] == '0'))
            return false;

        for (var i = start; i < end; i++)
        {
            if (text[i] is < '0' or > '9')
                return false;
            number = (number * 10) + (uint)(text[i] - '0');
        }

        return number <= 255;
    }

    private static void AppendHex(StringBuilder text, ushort group)
    {
        const string digits = "0123456789abcdef";
        for (var shift = group > 0xfff ? 12 : group > 0xff ? 8 : group > 0xf ? 4 : 0; shift >= 0; shift -= 4)
            text.Append(digits[(group >> shift) & 15]);
    }

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

    // The groups that were read, the last one in the lowest bits.
    private struct Groups
    {
        public int Count { get; private set; }
        public ulong High { get; private set; }
        public ulong Low { get; private set; }

        public void Add(ushort group)
        {
            High = (High << 16) | (Low >> 48);
            Low = (Low << 16) | group;
            Count++;
        }
    }
}
