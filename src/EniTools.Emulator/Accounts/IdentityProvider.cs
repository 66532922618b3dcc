namespace EniTools.Emulator.Accounts;

/// <summary>An OIDC identity provider whose users may take on the roles of an account. Its token is a fixed text; the service reads a signed JSON Web Token.</summary>
internal sealed record IdentityProvider(string Arn, string Token, Account Account)
{
    /// <summary>The ARN alone.</summary>
    public override string ToString() => Arn;
}
