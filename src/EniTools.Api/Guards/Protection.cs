using EniTools.Api.Changes;
using EniTools.Api.Model;

namespace EniTools.Api.Guards;

/// <summary>What no run may change.</summary>
internal sealed record Protection
{
    /// <summary>Nothing is protected.</summary>
    public static readonly Protection None = new();

    /// <summary>Who says so, as a message ends, such as a file.</summary>
    public string Origin { get; init; } = "this session";

    /// <summary>ENIs that keep all they have, and get nothing new.</summary>
    public IReadOnlyList<string> NetworkInterfaceIds { get; init; } = [];

    /// <summary>Ranges whose addresses stay as they are, and prefixes that have an address in common with one.</summary>
    public IReadOnlyList<Ipv6Prefix> Ranges { get; init; } = [];

    /// <summary>Tags whose ENIs keep all they have, and get nothing new. Only the service knows which ENIs have them.</summary>
    public IReadOnlyList<ProtectedTag> Tags { get; init; } = [];

    /// <summary>The rule that protects a target, whatever tags its ENI has; null when none does.</summary>
    public string? RuleAgainst(Ipv6Target target)
    {
        if (RuleAgainstInterface(target.NetworkInterfaceId) is { } rule)
            return rule;
        if (target.Count is not null)
            return null;
        foreach (var range in Ranges)
        {
            if (range.Overlaps(target.Item.Block))
                return $"the range {range} is protected by {Origin}";
        }

        return null;
    }

    /// <summary>The rule that protects an ENI; null when none does.</summary>
    public string? RuleAgainst(NetworkInterface found)
    {
        if (RuleAgainstInterface(found.NetworkInterfaceId) is { } rule)
            return rule;
        foreach (var tag in Tags)
        {
            if (tag.FindOn(found) is { } own)
                return $"the tag {tag} is protected by {Origin}, and {found.NetworkInterfaceId} has {own}";
        }

        return null;
    }

    private string? RuleAgainstInterface(string networkInterfaceId) =>
        NetworkInterfaceIds.Contains(networkInterfaceId) ? $"the ENI {networkInterfaceId} is protected by {Origin}" : null;
}
