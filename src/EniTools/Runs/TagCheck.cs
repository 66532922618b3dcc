using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Guards;
using EniTools.Api.Operations.Ecs;
using EniTools.Errors;
using EniTools.Pipeline;

namespace EniTools.Runs;

/// <summary>Keeps what was read waiting until it is known whether a tag protects its ENI: many ENIs are one call, while the input streams on.</summary>
/// <remarks>Memory is bounded however long the input is, as in <see cref="TargetBatcher"/>.</remarks>
internal sealed class TagCheck<T>(EniServiceCmdlet cmdlet, RunGuard guard)
    where T : class, ITargetAccount
{
    private readonly Dictionary<(T Account, string RegionId), Place> _places = [];

    /// <summary>Takes in what was read.</summary>
    /// <returns>What is decided now, in the order of the input; there may be nothing.</returns>
    public IReadOnlyList<CheckedInput<T>> Take(ReadInput<T> read)
    {
        var (regionId, networkInterfaceId) = (read.Candidate.RegionId, read.Candidate.NetworkInterfaceId);
        if (!_places.TryGetValue((read.Account, regionId), out var place))
            _places.Add((read.Account, regionId), place = new Place());
        if (place.Rules.TryGetValue(networkInterfaceId, out var rule))
            return [Decide(read, rule)];

        place.Waiting.Add(read);
        place.Unknown.Add(networkInterfaceId);
        return place.Unknown.Count == DescribeNetworkInterfaces.MaxIds || place.Waiting.Count == TargetBatcher.MaxWaiting
            ? Look(read.Account, regionId, place)
            : [];
    }

    /// <summary>Decides about all that is still waiting.</summary>
    public IEnumerable<CheckedInput<T>> TakeRest() => _places
        .Where(place => place.Value.Waiting.Count > 0)
        .SelectMany(place => Look(place.Key.Account, place.Key.RegionId, place.Value));

    private List<CheckedInput<T>> Look(T account, string regionId, Place place)
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

        var decided = place.Waiting.ConvertAll(read => place.Rules.TryGetValue(read.Candidate.NetworkInterfaceId, out var rule)
            ? Decide(read, rule)
            : new CheckedInput<T>(read, EniError.TagsNotSeen(read.Candidate, failure, search.RequestId, read.Input())));
        place.Waiting.Clear();
        place.Unknown.Clear();
        return decided;
    }

    private static CheckedInput<T> Decide(ReadInput<T> read, string? rule) =>
        new(read, rule is null ? null : EniError.Protected(read.Candidate, rule, read.Input()));

    /// <summary>The ENIs of a region, as one account sees them.</summary>
    private sealed class Place
    {
        /// <summary>The rule that protects an ENI, by its id; null when none does.</summary>
        public Dictionary<string, string?> Rules { get; } = new(StringComparer.Ordinal);

        public List<ReadInput<T>> Waiting { get; } = [];

        public HashSet<string> Unknown { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>What was read from the input.</summary>
/// <param name="Account">The account that it is for.</param>
/// <param name="Candidate">What it is, and where.</param>
/// <param name="Input">Makes what an error is about; also when the record is no longer the current one.</param>
/// <param name="TakeIn">Takes it in for its account.</param>
internal sealed record ReadInput<T>(T Account, Candidate Candidate, Func<object> Input, Action<T> TakeIn);

/// <summary>What was decided about it.</summary>
/// <param name="Read">What was read.</param>
/// <param name="Refusal">Why it is not touched; null when no rule is against it.</param>
internal sealed record CheckedInput<T>(ReadInput<T> Read, ErrorRecord? Refusal);
