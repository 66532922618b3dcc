using EniTools.Api.Calls;

namespace EniTools.Permissions;

/// <summary>A RAM policy that allows some operations and nothing else.</summary>
internal sealed class RamPolicy
{
    private readonly SortedSet<string> _resources = new(StringComparer.Ordinal);
    private readonly ILookup<RamResource, string> _actions;

    public RamPolicy(IEnumerable<ApiOperation> operations) => _actions = operations
        .Where(operation => operation.Resource is not null)
        .Distinct()
        .OrderBy(operation => operation.FullName, StringComparer.Ordinal)
        .ToLookup(operation => operation.Resource!, operation => operation.FullName);

    /// <summary>Adds an ENI for operations that can be allowed for single ENIs; null stands for any.</summary>
    public void Allow(string? regionId, string? accountId, string? networkInterfaceId)
    {
        if (_actions.Contains(RamResource.NetworkInterface))
            _resources.Add(RamResource.NetworkInterface.NameFor(regionId, accountId, networkInterfaceId));
    }

    /// <summary>The policy as JSON, for the RAM console. No text in it needs an escape.</summary>
    public override string ToString()
    {
        var statements = new List<string>();
        if (_actions.Contains(RamResource.All))
            statements.Add(Statement(_actions[RamResource.All], ["*"]));
        if (_resources.Count > 0)
            statements.Add(Statement(_actions[RamResource.NetworkInterface], _resources));
        return $"{{\n  \"Version\": \"1\",\n  \"Statement\": [\n{string.Join(",\n", statements)}\n  ]\n}}";
    }

    private static string Statement(IEnumerable<string> actions, IEnumerable<string> resources) =>
        $"    {{\n      \"Effect\": \"Allow\",\n      \"Action\": {List(actions)},\n      \"Resource\": {List(resources)}\n    }}";

    private static string List(IEnumerable<string> texts) =>
        "[\n" + string.Join(",\n", texts.Select(text => $"        \"{text}\"")) + "\n      ]";
}
