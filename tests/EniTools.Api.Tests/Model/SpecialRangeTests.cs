using CsCheck;
using EniTools.Api.Model;

namespace EniTools.Api.Tests.Model;

/// <summary>Of the address space, an ENI has global unicast and unique-local addresses, and none of the special ranges among them.</summary>
public sealed class SpecialRangeTests
{
    /// <summary>The special-purpose registry of IANA with what the address space registry and RFC 4291 add, less documentation and unique-local.</summary>
    public static TheoryData<string, string> Special => new()
    {
        { "::1/128", "the loopback address" },
        { "::/128", "the unspecified address" },
        { "::ffff:0:0/96", "IPv4-mapped" },
        { "::/96", "" },
        { "64:ff9b::/96", "translation" },
        { "64:ff9b:1::/48", "translation" },
        { "100::/64", "discarded" },
        { "100:0:0:1::/64", "dummy" },
        { "2001::/23", "" },
        { "2001::/32", "Teredo" },
        { "2001:1::1/128", "IETF" },
        { "2001:1::2/128", "IETF" },
        { "2001:1::3/128", "IETF" },
        { "2001:2::/48", "benchmarks" },
        { "2001:3::/32", "IETF" },
        { "2001:4:112::/48", "IETF" },
        { "2001:10::/28", "ORCHID" },
        { "2001:20::/28", "ORCHIDv2" },
        { "2001:30::/28", "drones" },
        { "2002::/16", "6to4" },
        { "2620:4f:8000::/48", "AS112" },
        { "5f00::/16", "segment routing" },
        { "fe80::/10", "link-local" },
        { "fec0::/10", "site-local" },
        { "ff00::/8", "multicast" },
        { "::/8", "" },
        { "200::/7", "given out" },
        { "4000::/3", "" },
        { "8000::/2", "given out" },
        { "f800::/6", "given out" },
        { "fe00::/9", "given out" },
    };

    private static readonly Gen<ulong> Half = Gen.OneOf(Gen.Const(0UL), Gen.Const(ulong.MaxValue), Gen.ULong);

    public static TheoryData<string> Usable =>
    [
        "2000::/4", "3000::/4", "2001:200::/23", "2001:db8::/32", "3fff::/20",
        "2003::/16", "2400::/12", "2620:4f:8001::/48", "fc00::/8", "fd00::/8",
    ];

    [Theory]
    [MemberData(nameof(Special))]
    public void No_address_or_prefix_of_a_special_range_can_be_on_an_ENI(string text, string use)
    {
        var range = Ipv6Prefix.Parse(text);

        InIt(range).Sample(item =>
        {
            var problem = SpecialRange.ProblemOf(item);
            Assert.StartsWith("cannot be on an ENI: ", problem, StringComparison.Ordinal);
            Assert.Contains(use, problem, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Usable))]
    public void Any_other_one_can(string text)
    {
        var range = Ipv6Prefix.Parse(text);
        var special = Special.Select(row => Ipv6Prefix.Parse(row.Data.Item1)).ToList();

        InIt(range)
            .Where(item => !special.Exists(one => one.Contains(item.Address)))
            .Sample(item => Assert.Null(SpecialRange.ProblemOf(item)));
    }

    [Theory]
    [InlineData("::/1")]
    [InlineData("2000::/3")]
    [InlineData("8000::/1")]
    public void A_prefix_that_is_wider_than_what_is_special_in_it_is_the_services_to_judge(string prefix) =>
        Assert.Null(SpecialRange.ProblemOf(new Ipv6Item(Ipv6Prefix.Parse(prefix))));

    // Its first and last address among others, and prefixes as narrow as the range or narrower.
    private static Gen<Ipv6Item> InIt(Ipv6Prefix range) => Gen.Select(
        Half, Half, Gen.Int[range.Length, 129], (high, low, length) =>
        {
            var fixedBits = new Ipv6Address(ulong.MaxValue, ulong.MaxValue).Mask(range.Length);
            var address = new Ipv6Address(range.Address.High | (high & ~fixedBits.High), range.Address.Low | (low & ~fixedBits.Low));
            return length > 128 ? new Ipv6Item(address) : new Ipv6Item(new Ipv6Prefix(address.Mask(length), length));
        });
}
