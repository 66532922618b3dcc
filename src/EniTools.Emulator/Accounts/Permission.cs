namespace EniTools.Emulator.Accounts;

/// <summary>One statement of a RAM policy: an operation, such as ecs:Describe*, allowed on a resource, such as acs:ecs:cn-hangzhou:1000000000000001:eni/eni-bp1spare01.</summary>
internal sealed record Permission(string Action, string Resource = "*")
{
    public bool AllowsAction(string action) => Fits(Action, action);

    public bool Allows(string action, string resource) => AllowsAction(action) && Fits(Resource, resource);

    // The emulator's policies have no star but one at the end.
    private static bool Fits(string pattern, string text) => pattern.EndsWith("*", StringComparison.Ordinal)
        ? text.StartsWith(pattern.Substring(0, pattern.Length - 1), StringComparison.Ordinal)
        : text == pattern;
}
