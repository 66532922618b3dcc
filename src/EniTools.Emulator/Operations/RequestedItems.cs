using System.Globalization;
using EniTools.Api.Model;
using EniTools.Emulator.Gateway;

namespace EniTools.Emulator.Operations;

/// <summary>The named addresses or prefixes of a request, checked by the rules that do not depend on the world.</summary>
internal static class RequestedItems
{
    public const int MaxItems = 10;

    /// <summary>The only length of an IPv6 prefix.</summary>
    public const int MaskLength = 80;

    /// <exception cref="ApiFault">No address or prefix is named, or a rule is broken.</exception>
    public static IReadOnlyList<Ipv6Item> Read(ApiRequest request)
    {
        var items = ReadAny(request);
        return items.Count > 0 ? items : throw NothingNamed();
    }

    /// <summary>Returns the named addresses or prefixes, or none.</summary>
    /// <exception cref="ApiFault">A rule is broken.</exception>
    public static IReadOnlyList<Ipv6Item> ReadAny(ApiRequest request)
    {
        var addresses = request.List("Ipv6Address");
        var prefixes = request.List("Ipv6Prefix");
        if (addresses.Count > 0 && prefixes.Count > 0)
            throw Conflict("Ipv6Address", "Ipv6Prefix");
        if (addresses.Count > MaxItems)
            throw ApiFault.InvalidParameter("Ipv6Address");
        if (prefixes.Count > MaxItems)
            throw ApiFault.InvalidParameter("Ipv6Prefix");

        var items = prefixes.Count > 0 ? ReadPrefixes(prefixes) : [.. addresses.Select(ReadAddress)];
        var repeated = items.GroupBy(item => item).FirstOrDefault(group => group.Count() > 1);
        return repeated is null
            ? items
            : throw new ApiFault(403, "InvalidIp.IpRepeated", $"The specified ipAddress \"{repeated.Key}\" is(are) repeated.");
    }

    public static ApiFault NothingNamed() =>
        new(403, "MissingParameter", "These parameters Ipv6Address, Ipv6Prefix cannot be both empty.");

    public static ApiFault Conflict(string one, string other) =>
        new(400, "InvalidParameter.Conflict", $"The specified parameters {one} and {other} conflict with each other.");

    /// <exception cref="ApiFault">The text is not an address.</exception>
    public static Ipv6Item ReadAddress(string text) => Ipv6Address.TryParse(text, out var address, out _)
        ? new Ipv6Item(address)
        : throw new ApiFault(403, "InvalidIp.Address", $"The specified ipAddress \"{text}\" is not valid.");

    private static List<Ipv6Item> ReadPrefixes(IReadOnlyList<string> texts)
    {
        var masks = texts.Select(MaskOf).ToList();
        if (masks.Distinct().Count() > 1)
        {
            throw new ApiFault(
                403, "InvalidIp.IpPrefixMaskNotSame", $"The ip prefixes {string.Join(",", texts)} are illegal which mask must be same.");
        }
        if (masks[0] != MaskLength)
        {
            throw new ApiFault(
                403,
                "InvalidIp.IpPrefixMaskInvalid",
                $"The ip prefixes mask {masks[0]} is illegal which must be between {MaskLength} and {MaskLength}.");
        }

        return
        [
            .. texts.Select(text => Ipv6Prefix.TryParse(text, out var prefix, out _, out _)
                ? new Ipv6Item(prefix)
                : throw new ApiFault(403, "InvalidIp.IpPrefixNotStrict", "The ip prefix must be strict cidr format.")),
        ];
    }

    private static int MaskOf(string text)
    {
        var slash = text.IndexOf('/');
        return slash > 0
            && Ipv6Address.TryParse(text.Substring(0, slash), out _, out _)
            && int.TryParse(text.Substring(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var mask)
            ? mask
            : throw new ApiFault(403, "InvalidIp.IpPrefixIllegal", $"The ip prefixes {text} is/are illegal.");
    }
}
