using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Changing;

/// <summary>Knows which addresses and prefixes are on ENIs that rules protect, for changes that reach an address and not its ENI.</summary>
/// <remarks>The ENIs are read once for each region of an account. What cannot be read is not touched.</remarks>
internal sealed class ProtectedItems(EniServiceCmdlet cmdlet, RunGuard guard)
{
    private readonly Dictionary<(Connection Connection, string RegionId), Region> _regions = [];

    /// <summary>The error about a target that is not touched; null when no rule protects the ENI that it is on.</summary>
    /// <param name="account">Its account.</param>
    /// <param name="target">The address or prefix.</param>
    public ErrorRecord? RefusalOf(TargetAccount account, Ipv6Target target)
    {
        var connection = account.Connection!;
        if (!_regions.TryGetValue((connection, target.RegionId), out var region))
            _regions.Add((connection, target.RegionId), region = Read(connection, target.RegionId));
        if (region.Failure is { } failure)
            return EniError.OwnerNotSeen(target, failure);
        return region.Rules.TryGetValue(target.Item, out var rule) ? EniError.Protected(target, rule) : null;
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
