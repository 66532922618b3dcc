namespace EniTools.Api.Errors;

/// <summary>What a call lacked permission for.</summary>
/// <param name="Action">The action, such as ecs:UnassignIpv6Addresses.</param>
/// <param name="Resource">The resource, such as acs:ecs:cn-hangzhou:*:eni/eni-bp1spare01.</param>
/// <param name="PolicyType">The kind of policy that decided, such as AccountLevelIdentityBasedPolicy; null when the service does not say.</param>
/// <param name="NoPermissionType">ImplicitDeny when nothing allows it, ExplicitDeny when a policy forbids it; null when the service does not say.</param>
internal sealed record AccessDenial(string Action, string Resource, string? PolicyType, string? NoPermissionType)
{
    /// <summary>What the user can do, in a sentence.</summary>
    public string Remedy => NoPermissionType == "ExplicitDeny"
        ? $"A policy{OfType} forbids {this}: ask the owner of the Alibaba Cloud account to change it."
        : $"Ask the owner of the Alibaba Cloud account for {this}.";

    /// <summary>The action and the resource.</summary>
    public override string ToString() => $"{Action} on {Resource}";

    private string OfType => PolicyType is null ? "" : $" ({PolicyType})";
}
