using EniTools.Api.Permissions;

namespace EniTools.Permissions;

/// <summary>A RAM policy that allows some operations and nothing else.</summary>
internal sealed class RamPolicy
{
    private readonly SortedSet<string> _resources = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<RamAction> _permissions;

    public RamPolicy(IEnumerable<string> operations) => _permissions =
        [.. operations.Distinct().Select(operation => RamAction.OfOperations[operation]).OrderBy(permission => permission.Name, StringComparer.Ordinal)];

    /// <summary>Allows what can be allowed for single ENIs on one more; null stands for any.</summary>
    public void Allow(string? regionId, string? accountId, string? networkInterfaceId)
    {
        if (_permissions.FirstOrDefault(permission => permission.IsPerInterface) is { } permission)
            _resources.Add(permission.ResourceOf(regionId, accountId, networkInterfaceId));
    }

    /// <summary>The policy as JSON, as the RAM console takes it. No text in it needs an escape.</summary>
    public override string ToString()
    {
        var statements = new List<string>();
        if (_permissions.Any(permission => !permission.IsPerInterface))
            statements.Add(Statement(_permissions.Where(permission => !permission.IsPerInterface), ["*"]));
        if (_resources.Count > 0)
            statements.Add(Statement(_permissions.Where(permission => permission.IsPerInterface), _resources));
        return $"{{\n  \"Version\": \"1\",\n  \"Statement\": [\n{string.Join(",\n", statements)}\n  ]\n}}";
    }

    private static string Statement(IEnumerable<RamAction> permissions, IEnumerable<string> resources) =>
        $"    {{\n      \"Effect\": \"Allow\",\n      \"Action\": {List(permissions.Select(permission => permission.Name))},\n      \"Resource\": {List(resources)}\n    }}";

    private static string List(IEnumerable<string> texts) =>
        "[\n" + string.Join(",\n", texts.Select(text => $"        \"{text}\"")) + "\n      ]";
}
