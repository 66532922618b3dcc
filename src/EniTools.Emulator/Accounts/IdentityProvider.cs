namespace EniTools.Emulator.Accounts;

/// <summary>An OIDC identity provider whose users may take on the roles of an account. Its token is a fixed text; the real service reads a signed JSON Web Token.</summary>
internal sealed record IdentityProvider(string Arn, string Token, Account Account)
{
    public const string DefaultArn = "acs:ram::1000000000000001:oidc-provider/eni-emulator";

    public const string DefaultToken = "EniEmulatorOidcToken";

    /// <summary>The ARN alone.</summary>
    public override string ToString() => Arn;
}
