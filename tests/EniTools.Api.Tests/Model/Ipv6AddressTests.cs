using System.Buffers.Binary;
using System.Net;
using CsCheck;
using EniTools.Api.Model;

namespace EniTools.Api.Tests.Model;

/// <summary>Reading is strict (RFC 4291, section 2.2), writing is RFC 5952, and all spellings of one address are one value.</summary>
public sealed class Ipv6AddressTests
{
    // Half of the groups are zero, so that runs to be compressed occur at every place and length.
    private static readonly Gen<ushort> Group = Gen.OneOf(Gen.Const((ushort)0), Gen.UShort, Gen.UShort[0, 15]);
    private static readonly Gen<ushort[]> Groups = Gen.Frequency(
        (9, Group.Array[8]), (1, Group.Array[2].Select(tail => (ushort[])[0, 0, 0, 0, 0, 0xffff, .. tail])));
    private static readonly Gen<Ipv6Address> Address = Groups.Select(ToAddress);

    /// <summary>Lists of addresses whose halves differ in a way that cancels out in weak hashes: in 40,000 of them, chance alone makes less than one pair.</summary>
    [Theory]
    [InlineData("x:y:x:y")]
    [InlineData("high is low")]
    [InlineData("397")]
    [InlineData("counted")]
    [InlineData("top bits")]
    public void Addresses_of_a_list_that_means_harm_have_hashes_of_their_own(string list)
    {
        var hashes = Enumerable.Range(1, 40_000).Select(i => (ulong)i).Select(i => list switch
        {
            "x:y:x:y" => new Ipv6Address(0x20010DB8_12341A00, (i << 32) | i),
            "high is low" => new Ipv6Address(i, i),
            "397" => new Ipv6Address(i, unchecked((ulong)(int)i * 397)),
            "counted" => new Ipv6Address(0x20010DB8_12341A00, i),
            _ => new Ipv6Address(i << 48, i << 48),
        }).Select(address => address.GetHashCode()).ToList();

        Assert.InRange(hashes.Distinct().Count(), 39_950, 40_000);
        // Tables use the low bits.
        Assert.InRange(hashes.Select(hash => hash & 0xFFFF).Distinct().Count(), 29_000, 31_500);
    }

    [Fact]
    public void What_is_written_is_read_as_the_same_address() =>
        Address.Sample(address => Ipv6Address.Parse(address.ToString()) == address);

    [Fact]
    public void The_platforms_own_parser_reads_what_is_written_as_the_same_bits() =>
        Address.Sample(address => ToAddress(IPAddress.Parse(address.ToString())) == address);

    [Fact]
    public void Text_is_lower_case_without_leading_zeros_and_the_first_longest_run_of_zeros_is_compressed() =>
        Groups.Sample(groups => Assert.Equal(Rfc5952(groups), ToAddress(groups).ToString()));

    [Fact]
    public void Every_spelling_of_an_address_is_the_same_value() =>
        Gen.Select(Groups, Gen.Bool, Gen.Int[1, 4], Gen.Bool).Sample((groups, upperCase, digits, embedsIpv4) =>
        {
            var words = groups.Select(group => group.ToString("x" + digits, null)).ToArray();
            var text = embedsIpv4
                ? string.Join(':', words[..6])
                + ":"
                + new IPAddress([(byte)(groups[6] >> 8), (byte)groups[6], (byte)(groups[7] >> 8), (byte)groups[7]])
                : string.Join(':', words);
            return Ipv6Address.Parse(upperCase ? text.ToUpperInvariant() : text) == ToAddress(groups);
        });

    [Fact]
    public void Two_colons_stand_for_any_run_of_zeros_that_they_replace() =>
        Gen.Select(Groups, Gen.Int[0, 7], Gen.Int[1, 8]).Where((_, start, length) => start + length <= 8).Sample((groups, start, length) =>
        {
            Array.Clear(groups, start, length);
            var words = groups.Select(group => group.ToString("x", null)).ToArray();
            return Ipv6Address.Parse(
                string.Join(':', words[..start]) + "::" + string.Join(':', words[(start + length)..])) == ToAddress(groups);
        });

    [Fact]
    public void Equal_addresses_have_one_hash() =>
        Assert.Single(new HashSet<Ipv6Address> { Ipv6Address.Parse("2001:DB8::1"), Ipv6Address.Parse("2001:db8:0:0:0:0:0.0.0.1") });

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("1::")]
    [InlineData("1:2:3:4:5:6:7::")]
    [InlineData("::2:3:4:5:6:7:8")]
    [InlineData("::ffff:192.0.2.1")]
    public void Short_forms_are_read(string text) => Assert.Equal(ToAddress(IPAddress.Parse(text)), Ipv6Address.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ::1")]
    [InlineData("::1 ")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::1/128")]
    [InlineData("1::2::3")]
    [InlineData(":::")]
    [InlineData(":1::2")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("192.0.2.1")]
    [InlineData("::192.0.2.256")]
    [InlineData("::192.0.2")]
    [InlineData("::192.0.2.01")]
    [InlineData("0x1::")]
    [InlineData("١::")]
    [InlineData("1")]
    public void What_is_not_an_address_is_refused_with_the_rule_it_breaks(string? text)
    {
        Assert.False(Ipv6Address.TryParse(text, out _, out var problem));
        Assert.NotEmpty(problem);
        Assert.Throws<FormatException>(() => Ipv6Address.Parse(text!));
    }

    [Fact]
    public void Random_and_mutilated_text_is_read_as_the_platform_reads_it_or_refused() =>
        Gen.OneOf(
            Gen.String,
            Gen.String[Gen.Char["0123456789abcdefABCDEF:./% []"], 0, 45],
            Gen.Select(Address, Gen.Int[0, 44], Gen.Char[":.%/0 f\0"]).Select((address, at, c) => Mutilated(address.ToString(), at, c)))
        .Sample(text =>
        {
            var isRead = Ipv6Address.TryParse(text, out var address, out var problem);
            Assert.Equal(isRead, problem is null);
            // What the platform reads beside plain addresses are zones, brackets, ports, whitespace, IPv4, and octal numbers in a dotted
            // part.
            var isPlain = text.Contains(':', StringComparison.Ordinal) && text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.');
            if (isPlain && IPAddress.TryParse(text, out var theirs))
                Assert.True(
                    isRead ? ToAddress(theirs) == address : text.Contains(".0", StringComparison.Ordinal)
                        || text.Contains(":0", StringComparison.Ordinal));
            else
                Assert.False(isRead);
        });

    [Fact]
    public void Order_is_numeric() =>
        Gen.Select(Address, Address).Sample((left, right) =>
            Math.Sign(left.CompareTo(right)) == Math.Sign(Number(left).CompareTo(Number(right))));

    [Fact]
    public void A_mask_keeps_the_leading_bits_and_no_others() =>
        Gen.Select(Address, Gen.Int[0, 128]).Sample((address, length) =>
            Number(address.Mask(length)) == (length == 0 ? UInt128.Zero : Number(address) >> (128 - length) << (128 - length)));

    private static string Mutilated(string text, int at, char c) => text.Insert(Math.Min(at, text.Length), c.ToString());

    private static UInt128 Number(Ipv6Address address) => new(address.High, address.Low);

    private static Ipv6Address ToAddress(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return new Ipv6Address(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(8)));
    }

    private static Ipv6Address ToAddress(ushort[] groups) => new(Half(groups[..4]), Half(groups[4..]));

    private static ulong Half(ushort[] groups) => groups.Aggregate(0UL, (number, group) => (number << 16) | group);

    // The rules of sections 4 and 5 of the RFC, by trying every run of zeros.
    private static string Rfc5952(ushort[] groups)
    {
        if (groups is [0, 0, 0, 0, 0, 0xffff, var high, var low])
            return $"::ffff:{high >> 8}.{high & 255}.{low >> 8}.{low & 255}";

        var words = groups.Select(group => group.ToString("x", null)).ToArray();
        var runs =
            from start in Enumerable.Range(0, 8)
            from length in Enumerable.Range(2, 7)
            where start + length <= 8 && groups.Skip(start).Take(length).All(zero => zero == 0)
            orderby length descending, start
            select (start, length);
        return runs.FirstOrDefault() is (_, > 0) run
            ? string.Join(':', words[..run.start]) + "::" + string.Join(':', words[(run.start + run.length)..])
            : string.Join(':', words);
    }
}
