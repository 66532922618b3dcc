using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Errors;
using EniTools.Output;

namespace EniTools.Pipeline;

/// <summary>Makes targets of what a user wrote, or says of each text which rule it breaks.</summary>
internal static class TargetReader
{
    /// <summary>Reads one text.</summary>
    /// <param name="text">The address or prefix, without white space around it.</param>
    /// <param name="asPrefix">Whether it can only be a prefix; otherwise a slash makes it one.</param>
    /// <param name="networkInterfaceId">The ENI as given.</param>
    /// <param name="regionId">The region in force.</param>
    /// <param name="profileName">The profile that was asked for by name, for the error.</param>
    /// <param name="target">The target.</param>
    /// <param name="error">What is wrong; null when there is a target.</param>
    public static bool TryRead(
        string text, bool asPrefix, string? networkInterfaceId, string? regionId, string? profileName, out Ipv6Target? target, out ErrorRecord? error)
    {
        target = null;
        var isPrefix = asPrefix || text.IndexOf('/') >= 0;
        var input = new EniIpv6Target
        {
            ProfileName = profileName,
            RegionId = regionId,
            NetworkInterfaceId = networkInterfaceId,
            Ipv6Address = isPrefix ? null : text,
            Ipv6Prefix = isPrefix ? text : null,
        };

        error = ReadItem(text, isPrefix, input, out var item) ?? CheckPlace(networkInterfaceId, regionId, input);
        if (error is null)
            target = new Ipv6Target(regionId!, networkInterfaceId!, item);
        return error is null;
    }

    /// <summary>Says what is wrong with an ENI and its region; null when nothing is.</summary>
    /// <param name="networkInterfaceId">The ENI as given.</param>
    /// <param name="regionId">The region in force.</param>
    /// <param name="input">What the error is about.</param>
    public static ErrorRecord? CheckPlace(string? networkInterfaceId, string? regionId, object input)
    {
        if (!ResourceId.IsNetworkInterfaceId(networkInterfaceId))
            return EniError.BadNetworkInterfaceId(networkInterfaceId, input);
        return ResourceId.IsRegionId(regionId) ? null : EniError.BadRegion(regionId, input);
    }

    /// <summary>Reads an address or prefix alone.</summary>
    /// <returns>What is wrong; null when there is an item.</returns>
    public static ErrorRecord? ReadItem(string text, bool isPrefix, object input, out Ipv6Item item)
    {
        item = default;
        if (isPrefix)
        {
            if (!Ipv6Prefix.TryParse(text, out var prefix, out var fault, out var problem))
                return EniError.BadPrefix(text, fault, problem, input);
            item = new Ipv6Item(prefix);
        }
        else
        {
            if (!Ipv6Address.TryParse(text, out var address, out var problem))
                return EniError.BadAddress(text, problem, input);
            item = new Ipv6Item(address);
        }

        return SpecialRange.ProblemOf(item) is { } rule ? EniError.NotForInterface(text, isPrefix, rule, input) : null;
    }
}
