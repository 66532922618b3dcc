namespace EniTools.Api.Model;

/// <summary>
/// The ranges whose addresses no ENI can have, from the IANA registries of special-purpose addresses and of the address space.
/// Documentation (2001:db8::/32, 3fff::/20) and unique-local ranges are not among them: emulators use the first, and VPCs the second.
/// </summary>
internal static class SpecialRange
{
    private static readonly Ipv6Prefix UniqueLocal = Ipv6Prefix.Parse("fc00::/7");
    private static readonly Ipv6Prefix GlobalUnicast = Ipv6Prefix.Parse("2000::/3");

    // The narrower one of two that overlap comes first.
    private static readonly IReadOnlyList<(Ipv6Prefix Range, string Use)> Ranges =
    [
        (Ipv6Prefix.Parse("::/128"), "the unspecified address"),
        (Ipv6Prefix.Parse("::1/128"), "the loopback address"),
        (Ipv6Prefix.Parse("::ffff:0:0/96"), "for IPv4-mapped addresses"),
        (Ipv6Prefix.Parse("::/96"), "for IPv4-compatible addresses"),
        (Ipv6Prefix.Parse("64:ff9b::/96"), "for the translation to IPv4"),
        (Ipv6Prefix.Parse("64:ff9b:1::/48"), "for the translation to IPv4"),
        (Ipv6Prefix.Parse("100::/64"), "for traffic that is discarded"),
        (Ipv6Prefix.Parse("100:0:0:1::/64"), "a dummy for routes"),
        (Ipv6Prefix.Parse("2001::/32"), "for Teredo"),
        (Ipv6Prefix.Parse("2001:2::/48"), "for benchmarks"),
        (Ipv6Prefix.Parse("2001:10::/28"), "for ORCHID identifiers, not addresses"),
        (Ipv6Prefix.Parse("2001:20::/28"), "for ORCHIDv2 identifiers, not addresses"),
        (Ipv6Prefix.Parse("2001:30::/28"), "for the ids of drones"),
        (Ipv6Prefix.Parse("2001::/23"), "for protocols of the IETF"),
        (Ipv6Prefix.Parse("2002::/16"), "for 6to4"),
        (Ipv6Prefix.Parse("2620:4f:8000::/48"), "for AS112 name servers"),
        (Ipv6Prefix.Parse("5f00::/16"), "for segment routing"),
        (Ipv6Prefix.Parse("fe80::/10"), "for link-local addresses"),
        (Ipv6Prefix.Parse("fec0::/10"), "for site-local addresses, now deprecated"),
        (Ipv6Prefix.Parse("ff00::/8"), "for multicast"),
    ];

    /// <summary>Says why no ENI can have an item, as the end of a sentence that begins with its text; null if one can.</summary>
    public static string? ProblemOf(Ipv6Item item)
    {
        foreach (var (range, use) in Ranges)
        {
            if (range.Contains(item))
                return $"cannot be on an ENI: {range} is {use}";
        }

        return item.Block.Overlaps(GlobalUnicast) || item.Block.Overlaps(UniqueLocal)
            ? null
            : $"cannot be on an ENI: no addresses are given out outside {GlobalUnicast} and {UniqueLocal}";
    }
}
