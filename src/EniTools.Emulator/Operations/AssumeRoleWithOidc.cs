using EniTools.Emulator.Accounts;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Operations;

/// <summary>Gives out a temporary key for a role to anyone with a token of the account's identity provider. The call is not signed; the token is proof enough.</summary>
internal sealed class AssumeRoleWithOidc(KeyRing keys) : RoleOperation(keys)
{
    public override string Action => NoSignature.OnlyAction;

    public override string? Permission => null;

    public override AnswerObject Execute(CloudWorld world, ApiRequest request)
    {
        var provider = DefaultKeys.IdentityProvider;
        if (request.Required("OIDCProviderArn") != provider.Arn)
            throw new ApiFault(403, "AuthenticationFail.NoPermission", "No such OIDC Provider registered.");
        if (request.Required("OIDCToken") != provider.Token)
            throw new ApiFault(400, "AuthenticationFail.OIDCToken.Invalid", "The OIDC token is not valid.");
        return GiveKey(world, request, provider.Account);
    }
}
