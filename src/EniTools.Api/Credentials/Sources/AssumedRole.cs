using EniTools.Api.Calls;
using EniTools.Api.Calls.Steps;
using EniTools.Api.Errors;
using EniTools.Api.Operations.Sts;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Credentials.Sources;

/// <summary>The key of a RAM role, given out by STS in exchange for another key.</summary>
internal sealed record AssumedRole(HostEnvironment Host, Uri Sts, IAccessKeySource Caller, RoleSession Session) : KeyFetch
{
    public override string Provider => "ram_role_arn";

    public override Task<TemporaryKey> FetchAsync(CancellationToken cancellationToken) =>
        new ApiClient(Sts, Caller, Host.Http) { Clock = Host.Clock }.SendAsync(AssumeRole.Call(Session), cancellationToken);
}

/// <summary>The key of a RAM role, given out by STS for the token of an identity provider. A file holds the token, and its owner renews it.</summary>
internal sealed record OidcRole(HostEnvironment Host, Uri Sts, string ProviderArn, string TokenFile, RoleSession Session) : KeyFetch
{
    public override string Provider => "oidc_role_arn";

    public override Task<TemporaryKey> FetchAsync(CancellationToken cancellationToken)
    {
        string token;
        try
        {
            token = ReadLimits.TextOf(TokenFile).Trim();
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CredentialException($"The OIDC token cannot be read: {exception.Message}", "Check the path of the token file.");
        }

        return token.Length == 0
            ? throw new CredentialException($"The OIDC token file '{TokenFile}' is empty.", "Have its owner write a token.")
            : new WatchStep(
                Sts, Host.Clock, onAttempt: null, new NoSignatureStep(Sts, Host.Http, Host.Clock, AssumeRoleWithOidc.TokenParameter))
                .SendAsync(AssumeRoleWithOidc.Call(Session, ProviderArn, token), cancellationToken);
    }
}
