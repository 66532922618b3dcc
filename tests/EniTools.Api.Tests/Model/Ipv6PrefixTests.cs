using CsCheck;
using EniTools.Api.Model;

namespace EniTools.Api.Tests.Model;

/// <summary>A prefix is strict CIDR: an address, a mask in plain digits, and no bit set after the mask.</summary>
public sealed class Ipv6PrefixTests
{
    private static readonly Gen<Ipv6Address> Address = Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new Ipv6Address(high, low));
    private static readonly Gen<Ipv6Prefix> Prefix = Gen.Select(Address, Gen.Int[1, 128], (address, length) => new Ipv6Prefix(address.Mask(length), length));

    [Fact]
    public void What_is_written_is_read_as_the_same_prefix() =>
        Prefix.Sample(prefix => Ipv6Prefix.Parse(prefix.ToString()) == prefix);

    [Fact]
    public void A_bit_after_the_mask_is_refused_and_the_prefix_that_was_meant_is_named() =>
        Gen.Select(Prefix.Where(prefix => prefix.Length < 128), Gen.ULong).Sample((prefix, random) =>
        {
            var bit = prefix.Length + (int)(random % (ulong)(128 - prefix.Length));
            var stray = bit < 64 ? new Ipv6Address(prefix.Address.High | (1UL << (63 - bit)), prefix.Address.Low) : new Ipv6Address(prefix.Address.High, prefix.Address.Low | (1UL << (127 - bit)));
            Assert.False(Ipv6Prefix.TryParse($"{stray}/{prefix.Length}", out _, out var fault, out var problem));
            Assert.Equal(Ipv6PrefixFault.HostBitsSet, fault);
            Assert.EndsWith(prefix.ToString(), problem, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("2001:db8::", Ipv6PrefixFault.NotCidr)]
    [InlineData("", Ipv6PrefixFault.NotCidr)]
    [InlineData(null, Ipv6PrefixFault.NotCidr)]
    [InlineData("/80", Ipv6PrefixFault.NotCidr)]
    [InlineData("192.0.2.0/24", Ipv6PrefixFault.NotCidr)]
    [InlineData("2001:db8::/", Ipv6PrefixFault.NotCidr)]
    [InlineData("2001:db8::/+80", Ipv6PrefixFault.NotCidr)]
    [InlineData("2001:db8::/ 80", Ipv6PrefixFault.NotCidr)]
    [InlineData("2001:db8::/80/80", Ipv6PrefixFault.NotCidr)]
    [InlineData("2001:db8::/ffff::", Ipv6PrefixFault.NotCidr)]
    [InlineData("2001:db8::/0", Ipv6PrefixFault.MaskOutOfRange)]
    [InlineData("2001:db8::/129", Ipv6PrefixFault.MaskOutOfRange)]
    [InlineData("2001:db8::1/80", Ipv6PrefixFault.HostBitsSet)]
    public void Each_broken_rule_is_told_apart(string? text, Ipv6PrefixFault expected)
    {
        Assert.False(Ipv6Prefix.TryParse(text, out _, out var fault, out var problem));
        Assert.Equal(expected, fault);
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Random_text_is_read_or_refused_and_nothing_else() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789abcdef:/."], 0, 45]).Sample(text =>
        {
            var isRead = Ipv6Prefix.TryParse(text, out var prefix, out var fault, out var problem);
            return isRead == (fault == Ipv6PrefixFault.None) && isRead == (problem is null) && (!isRead || Ipv6Prefix.Parse(prefix.ToString()) == prefix);
        });

    [Fact]
    public void Two_prefixes_overlap_when_one_holds_the_first_address_of_the_other() =>
        Gen.Select(Prefix, Gen.Int[1, 128], Address).Sample((prefix, length, other) =>
        {
            var wider = new Ipv6Prefix(prefix.Address.Mask(Math.Min(length, prefix.Length)), Math.Min(length, prefix.Length));
            return wider.Overlaps(prefix) && prefix.Overlaps(wider) && wider.Contains(prefix.Address)
                && prefix.Contains(other) == (other.Mask(prefix.Length) == prefix.Address);
        });
}
