using EniTools.Emulator.Accounts;
using EniTools.Emulator.Answers;

namespace EniTools.Emulator.Gateway;

/// <summary>The sender of a request, with the permissions of its key.</summary>
internal sealed class Caller(AcceptedKey key)
{
    /// <summary>The sender of a request without a signature, who has no permission.</summary>
    public static Caller Anonymous { get; } = new(new AcceptedKey("", "", new Account("") { Exists = false }));

    public AcceptedKey Key { get; } = key;

    /// <summary>Checks the account, and that the policy allows the operation on some resource.</summary>
    /// <param name="permission">The operation as a policy names it, such as ecs:UnassignIpv6Addresses; null if it needs no permission.</param>
    /// <param name="isChange">True if the operation changes the world.</param>
    /// <exception cref="ApiFault">The request is refused.</exception>
    public void CheckMayCall(string? permission, bool isChange)
    {
        if (permission is null)
            return;
        var account = Key.Account;
        if (!account.Exists)
            throw new ApiFault(403, "Abs.InvalidAccount.NotFound", "The account is not found or the AccessKey is expired.");
        if (account.IsOverdue)
            throw new ApiFault(400, "InsufficientBalance", "Your account does not have enough balance.");
        if (!account.MayUseEnis && isChange)
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
                403, "Forbidden.RAM", "User not authorized to operate on the specified resource, or this API doesn't support RAM.")
            {
                AccessDeniedDetail = Detail(permission),
            };
        }
    }

    /// <summary>Checks that the policy allows the operation on a resource.</summary>
    /// <param name="permission">The operation as a policy names it; null if it needs no permission.</param>
    /// <param name="regionId">The region of the resource.</param>
    /// <param name="resource">The kind and id of the resource, such as eni/eni-bp1spare01.</param>
    /// <exception cref="ApiFault">The policy allows the operation on other resources only.</exception>
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

    // The pages of AssignIpv6Addresses and UnassignIpv6Addresses spell two codes in their own way.
    private static bool IsMisspelt(string permission) => permission.EndsWith("ssignIpv6Addresses", StringComparison.Ordinal);
}
