using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Operations.Ecs;
using EniTools.Errors;
using EniTools.Pipeline;

namespace EniTools.Changing;

/// <summary>Keeps targets waiting until it is known whether a tag protects their ENI: many ENIs are one call, while the input streams on.</summary>
/// <remarks>Memory is bounded however long the input is, as in <see cref="TargetBatcher"/>.</remarks>
internal sealed class TagCheck(EniServiceCmdlet cmdlet, RunGuard guard)
{
    private readonly Dictionary<(TargetAccount Account, string RegionId), Place> _places = [];

    /// <summary>Takes in a target.</summary>
    /// <returns>The targets that are decided now, in the order of the input, each with the error where it is not touched.</returns>
    public IEnumerable<(TargetAccount Account, Ipv6Target Target, ErrorRecord? Refusal)> Take(TargetAccount account, Ipv6Target target)
    {
        if (!_places.TryGetValue((account, target.RegionId), out var place))
            _places.Add((account, target.RegionId), place = new Place());
        if (place.Rules.TryGetValue(target.NetworkInterfaceId, out var rule))
            return [(account, target, RefusalOf(target, rule))];

        place.Waiting.Add(target);
        place.Unknown.Add(target.NetworkInterfaceId);
        return place.Unknown.Count == DescribeNetworkInterfaces.MaxIds || place.Waiting.Count == TargetBatcher.MaxWaiting
            ? Look(account, target.RegionId, place)
            : [];
    }

    /// <summary>Decides about all that are still waiting.</summary>
    public IEnumerable<(TargetAccount Account, Ipv6Target Target, ErrorRecord? Refusal)> TakeRest() => _places
        .Where(place => place.Value.Waiting.Count > 0)
        .SelectMany(place => Look(place.Key.Account, place.Key.RegionId, place.Value));

    private List<(TargetAccount Account, Ipv6Target Target, ErrorRecord? Refusal)> Look(TargetAccount account, string regionId, Place place)
    {
        if (place.Rules.Count > TargetBatcher.MaxRemembered)
            place.Rules.Clear();
        var search = new NetworkInterfaceSearch(
            guard.Asking(account.Connection!, regionId),
            regionId,
            new NetworkInterfaceQuery { NetworkInterfaceIds = place.Unknown });
        // With too many errors nothing is sent any more, so there is nothing to look up.
        ApiException? failure = guard.Errors.Refusal();
        try
        {
            while (failure is null && search.HasMore)
            {
                foreach (var found in cmdlet.Await(search.ReadNextAsync(cmdlet.StopToken)))
                    place.Rules[found.NetworkInterfaceId] = guard.RuleAgainst(found);
            }
        }
        catch (ApiException exception)
        {
            failure = exception;
        }

        var decided = place.Waiting.ConvertAll(target => (account, target, place.Rules.TryGetValue(target.NetworkInterfaceId, out var rule)
            ? RefusalOf(target, rule)
            : EniError.TagsNotSeen(target, failure, search.RequestId)));
        place.Waiting.Clear();
        place.Unknown.Clear();
        return decided;
    }

    private static ErrorRecord? RefusalOf(Ipv6Target target, string? rule) => rule is null ? null : EniError.Protected(target, rule);

    /// <summary>The ENIs of a region, as one account sees them.</summary>
    private sealed class Place
    {
        /// <summary>The rule that protects an ENI, by its id; null when none does.</summary>
        public Dictionary<string, string?> Rules { get; } = new(StringComparer.Ordinal);

        public List<Ipv6Target> Waiting { get; } = [];

        public HashSet<string> Unknown { get; } = new(StringComparer.Ordinal);
    }
}
