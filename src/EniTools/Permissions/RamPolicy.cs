using EniTools.Api.Calls;

namespace EniTools.Permissions;

/// <summary>A RAM policy that allows some operations and nothing else.</summary>
internal sealed class RamPolicy
{
    // By the kind of resource, in the order in which the statements stand.
    private readonly List<(IGrouping<RamResource, string> Actions, SortedSet<string> Resources)> _statements;

    public RamPolicy(IEnumerable<ApiOperation> operations) => _statements =
    [
        .. operations
            .Where(operation => operation.Resource is not null)
            .Distinct()
            .OrderBy(operation => operation.FullName, StringComparer.Ordinal)
            .GroupBy(operation => operation.Resource!, operation => operation.FullName)
            .OrderBy(actions => actions.Key == RamResource.All ? "" : actions.Key.NameFor(null, null, null), StringComparer.Ordinal)
            .Select(actions => (actions, new SortedSet<string>(StringComparer.Ordinal))),
    ];

    /// <summary>Adds a region and account, and an ENI for operations that can be allowed for single ENIs; null stands for any.</summary>
    public void Allow(string? regionId, string? accountId, string? networkInterfaceId)
    {
        foreach (var (actions, resources) in _statements)
        {
            // The ids of addresses and of their bandwidth come and go: policies name any.
            var id = actions.Key == RamResource.NetworkInterface ? networkInterfaceId : null;
            resources.Add(actions.Key.NameFor(regionId, accountId, id));
        }
    }

    /// <summary>The policy as JSON, for the RAM console. No text in it needs an escape.</summary>
    public override string ToString()
    {
        var statements = _statements.Select(statement => Statement(statement.Actions, statement.Resources));
        return $"{{\n  \"Version\": \"1\",\n  \"Statement\": [\n{string.Join(",\n", statements)}\n  ]\n}}";
    }

    private static string Statement(IEnumerable<string> actions, IEnumerable<string> resources) =>
        $"    {{\n      \"Effect\": \"Allow\",\n      \"Action\": {List(actions)},\n      \"Resource\": {List(resources)}\n    }}";

    private static string List(IEnumerable<string> texts) =>
        "[\n" + string.Join(",\n", texts.Select(text => $"        \"{text}\"")) + "\n      ]";
}
