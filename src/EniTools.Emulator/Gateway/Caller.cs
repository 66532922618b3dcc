using EniTools.Emulator.Accounts;
using EniTools.Emulator.Answers;

namespace EniTools.Emulator.Gateway;

/// <summary>Whoever sent a request, and what they may do.</summary>
internal sealed class Caller(AcceptedKey key)
{
    /// <summary>The sender of a request that needs no signature: they may do only what everybody may.</summary>
    public static Caller Nobody { get; } = new(new AcceptedKey("", "", new Account("") { Exists = false }));

    public AcceptedKey Key { get; } = key;

    /// <summary>Checks what does not depend on the resource: the account's state, and whether the operation is allowed anywhere.</summary>
    /// <param name="permission">The operation as a policy names it, such as ecs:UnassignIpv6Addresses; null when everybody may call it.</param>
    /// <param name="isRead">True if the operation changes nothing.</param>
    /// <exception cref="ApiFault">It is not.</exception>
    public void CheckMayCall(string? permission, bool isRead)
    {
        if (permission is null)
            return;
        var account = Key.Account;
        if (!account.Exists)
            throw new ApiFault(403, "Abs.InvalidAccount.NotFound", "The account is not found or the AccessKey is expired.");
        if (account.IsOverdue)
            throw new ApiFault(400, "InsufficientBalance", "Your account does not have enough balance.");
        if (!account.MayUseEnis && !isRead)
            throw new ApiFault(403, "InvalidUserType.NotSupported", "The user type does not support this operation.");
        if (Key.Permissions is null)
            return;

        if (!account.SupportsRam)
        {
            throw new ApiFault(
                403,
                IsMisspelt(permission) ? "Forbedden.NotSupportRAM" : "Forbidden.NotSupportRAM",
                "RAM users do not have the permission to perform this operation.");
        }
        if (!Key.Permissions.Any(statement => statement.AllowsAction(permission)))
        {
            throw new ApiFault(
                403,
                "Forbidden.RAM",
                "User not authorized to operate on the specified resource, or this API doesn't support RAM.")
            {
                AccessDeniedDetail = Detail(permission),
            };
        }
    }

    /// <summary>Checks whether the operation is allowed on a resource.</summary>
    /// <param name="permission">The operation as a policy names it; null when everybody may call it.</param>
    /// <param name="regionId">The region of the resource.</param>
    /// <param name="resource">Its kind and id, such as eni/eni-bp1spare01.</param>
    /// <exception cref="ApiFault">It is allowed on other resources only.</exception>
    public void CheckMayUse(string? permission, string regionId, string resource)
    {
        if (Key.Permissions is null || permission is null)
            return;
        var service = permission.Substring(0, permission.IndexOf(':'));
        if (!Key.Permissions.Any(statement => statement.Allows(permission, $"acs:{service}:{regionId}:{Key.Account.Id}:{resource}")))
        {
            var code = IsMisspelt(permission) ? "Forbbiden.SubUser" : "Forbidden.SubUser";
            throw new ApiFault(403, code, "The specified RAM user has no access to the resource.")
            {
                AccessDeniedDetail = Detail(permission),
            };
        }
    }

    private AnswerObject Detail(string permission) => new AnswerObject()
        .Add("AuthAction", permission)
        .Add("AuthPrincipalDisplayName", Key.UserName ?? "")
        .Add("AuthPrincipalOwnerId", Key.Account.Id)
        .Add("AuthPrincipalType", Key.SecurityToken is null ? "SubUser" : "AssumedRoleUser")
        .Add("NoPermissionType", "ImplicitDeny")
        .Add("PolicyType", "AccountLevelIdentityBasedPolicy");

    // The pages of AssignIpv6Addresses and UnassignIpv6Addresses have spellings of their own for two codes.
    private static bool IsMisspelt(string permission) => permission.EndsWith("ssignIpv6Addresses", StringComparison.Ordinal);
}
