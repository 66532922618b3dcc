using System.Management.Automation;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Guards;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Runs;

/// <summary>Knows which addresses and prefixes are on ENIs that rules protect, for changes that reach an address and not its ENI.</summary>
/// <remarks>The ENIs are read once for each region of an account. What cannot be read is not touched.</remarks>
internal sealed class ProtectedItems(EniServiceCmdlet cmdlet, RunGuard guard)
{
    private readonly Dictionary<(Connection Connection, string RegionId), Region> _regions = [];

    /// <summary>Why a candidate is not touched; null when no rule protects the ENI that it is on.</summary>
    /// <param name="connection">How calls for its account reach the service.</param>
    /// <param name="candidate">The address or prefix.</param>
    /// <param name="input">Makes what the error is about.</param>
    public ErrorRecord? RefusalOf(Connection connection, Candidate candidate, Func<object> input)
    {
        if (!_regions.TryGetValue((connection, candidate.RegionId), out var region))
            _regions.Add((connection, candidate.RegionId), region = Read(connection, candidate.RegionId));
        if (region.Failure is { } failure)
            return EniError.OwnerNotSeen(candidate, failure, input());
        return candidate.Item is { } item && region.Rules.TryGetValue(item, out var rule)
            ? EniError.Protected(candidate, rule, input())
            : null;
    }

    private Region Read(Connection connection, string regionId)
    {
        var rules = new Dictionary<Ipv6Item, string>();
        try
        {
            foreach (var query in Queries())
            {
                var search = new NetworkInterfaceSearch(guard.Asking(connection, regionId), regionId, query);
                while (search.HasMore)
                {
                    foreach (var found in cmdlet.Await(search.ReadNextAsync(cmdlet.StopToken)))
                    {
                        if (guard.RuleAgainst(found) is { } rule)
                        {
                            foreach (var item in found.Items)
                                rules[item] = rule;
                        }
                    }
                }
            }

            return new Region(rules, null);
        }
        catch (ApiException failure)
        {
            return new Region(rules, failure);
        }
    }

    // Case does not matter to a rule about tags, and it does to the service: all ENIs are read for it.
    private IEnumerable<NetworkInterfaceQuery> Queries() => guard.ProtectsTags
        ? [new NetworkInterfaceQuery()]
        : guard.ProtectedInterfaceIds
            .Select((id, index) => (Id: id, Chunk: index / DescribeNetworkInterfaces.MaxIds))
            .GroupBy(id => id.Chunk, id => id.Id)
            .Select(chunk => new NetworkInterfaceQuery { NetworkInterfaceIds = [.. chunk] });

    /// <summary>What is protected in a region of an account.</summary>
    /// <param name="Rules">The rule that protects an item.</param>
    /// <param name="Failure">Why it could not be read; null when it was.</param>
    private sealed record Region(Dictionary<Ipv6Item, string> Rules, ApiException? Failure);
}
