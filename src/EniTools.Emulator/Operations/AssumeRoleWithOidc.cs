using EniTools.Emulator.Accounts;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Returns a temporary key for a role to any caller with a token of the account's identity provider, which stands for a signature.</summary>
internal sealed class AssumeRoleWithOidc(KeyRing keys) : RoleOperation(NoSignature.OnlyAction, keys, needsPermission: false)
{
    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        if (request.Required("OIDCProviderArn") != DefaultKeys.OidcProviderArn)
            throw new ApiFault(403, "AuthenticationFail.NoPermission", "No such OIDC Provider registered.");
        if (request.Required("OIDCToken") != DefaultKeys.OidcToken)
            throw new ApiFault(400, "AuthenticationFail.OIDCToken.Invalid", "The OIDC token is not valid.");
        return GiveKey(world, request, DefaultKeys.MainAccount);
    }
}
