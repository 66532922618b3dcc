using EniTools.Api.Calls;

namespace EniTools.Api.Operations.Sts;

/// <summary>AssumeRoleWithOIDC of STS: a temporary key for the token of an identity provider. The request is not signed; the token is proof enough.</summary>
internal static class AssumeRoleWithOidc
{
    /// <summary>The parameter that holds the token, a secret.</summary>
    public const string TokenParameter = "OIDCToken";

    public static ApiOperation Operation { get; } = new(ApiService.Sts, "AssumeRoleWithOIDC", Resource: null);

    public static ApiCall<TemporaryKey> Call(RoleSession session, string providerArn, string token) => new(
        Operation,
        new CallParameters()
            .With("RoleArn", session.RoleArn)
            .With("OIDCProviderArn", providerArn)
            .With(TokenParameter, token)
            .With("RoleSessionName", session.Name)
            .With("DurationSeconds", session.DurationSeconds)
            .With("Policy", session.Policy),
        answer => TemporaryKey.Read(answer.Element("Credentials"), "STS"));
}
