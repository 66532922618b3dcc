using CsCheck;
using EniTools.Api.Model;

namespace EniTools.Api.Tests.Model;

/// <summary>A prefix is strict CIDR: an address, a mask in plain digits, and no bit set after the mask.</summary>
public sealed class Ipv6PrefixTests
{
    private static readonly Gen<Ipv6Address> Address = Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new Ipv6Address(high, low));
    private static readonly Gen<Ipv6Prefix> Prefix = Gen.Select(
        Address, Gen.Int[1, 128], (address, length) => new Ipv6Prefix(address.Mask(length), length));

    // Few bits set and short masks, so that prefixes meet.
    private static readonly Gen<Ipv6Prefix> Near = Gen.Select(Gen.ULong[0, 3], Gen.ULong[0, 3], Gen.Int[60, 128], (high, low, length) =>
        new Ipv6Prefix(new Ipv6Address(high, low << 62 | low).Mask(length), length));

    [Fact]
    public void What_is_written_is_read_as_the_same_prefix() =>
        Prefix.Sample(prefix => Ipv6Prefix.Parse(prefix.ToString()) == prefix);

    [Fact]
    public void A_bit_after_the_mask_is_refused_and_the_prefix_that_was_meant_is_named() =>
        Gen.Select(Prefix.Where(prefix => prefix.Length < 128), Gen.ULong).Sample((prefix, random) =>
        {
            var bit = prefix.Length + (int)(random % (ulong)(128 - prefix.Length));
            var stray = bit < 64
                ? new Ipv6Address(prefix.Address.High | (1UL << (63 - bit)), prefix.Address.Low)
                : new Ipv6Address(prefix.Address.High, prefix.Address.Low | (1UL << (127 - bit)));
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
    public void Each_broken_rule_is_told_apart(string? text, Enum expected)
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
            return isRead == (fault == Ipv6PrefixFault.None)
                && isRead == (problem is null)
                && (!isRead || Ipv6Prefix.Parse(prefix.ToString()) == prefix);
        });

    [Fact]
    public void A_prefix_is_the_range_of_numbers_from_its_address_to_the_last_that_keeps_its_bits() =>
        Gen.Select(Near, Near, Address).Sample((left, right, address) =>
        {
            var (leftFirst, leftLast) = Range(left);
            var (rightFirst, rightLast) = Range(right);
            var near = new Ipv6Address(left.Address.High, address.Low);
            Assert.Equal(leftFirst <= Number(near) && Number(near) <= leftLast, left.Contains(near));
            Assert.Equal(leftFirst <= rightLast && rightFirst <= leftLast, left.Overlaps(right));
            Assert.Equal((leftFirst, left.Length).CompareTo((rightFirst, right.Length)) < 0, left.CompareTo(right) < 0);
            Assert.Equal((leftFirst, left.Length) == (rightFirst, right.Length), left == right);
        });

    [Fact]
    public void A_prefix_cannot_be_made_that_could_not_be_read() =>
        Gen.Select(Address, Gen.Int[-2, 131]).Sample((address, length) =>
        {
            var text = $"{address}/{length}";
            if (Ipv6Prefix.TryParse(text, out var prefix, out _, out _))
                Assert.Equal(prefix, new Ipv6Prefix(address, length));
            else
                Assert.ThrowsAny<ArgumentException>(() => new Ipv6Prefix(address, length));
        });

    private static UInt128 Number(Ipv6Address address) => new(address.High, address.Low);

    private static (UInt128 First, UInt128 Last) Range(Ipv6Prefix prefix)
    {
        var first = Number(prefix.Address);
        // A shift by all 128 bits is one by none.
        return (first, prefix.Length == 128 ? first : first + (UInt128.MaxValue >> prefix.Length));
    }
}
