using System.Globalization;
using EniTools.Api.Credentials;
using EniTools.Api.Credentials.Sources;
using EniTools.Api.Signing;

namespace EniTools.Api.Operations;

/// <summary>AssumeRoleWithOIDC of STS: a temporary key for the token of an identity provider. The request is not signed; the token is what is believed.</summary>
internal static class AssumeRoleWithOidc
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<TemporaryKey> CallAsync(
        HostEnvironment host, Uri sts, string providerArn, string token, RoleSession session, CancellationToken cancellationToken)
    {
        var call = new ApiCall("AssumeRoleWithOIDC", AssumeRole.StsVersion)
            .With("Action", "AssumeRoleWithOIDC")
            .With("Version", AssumeRole.StsVersion)
            .With("Format", "JSON")
            .With("Timestamp", host.Clock.UtcNow.UtcDateTime.ToString(RequestSigner.TimeFormat, CultureInfo.InvariantCulture))
            .With("SignatureNonce", Guid.NewGuid().ToString("N"))
            .With("RoleArn", session.RoleArn)
            .With("OIDCProviderArn", providerArn)
            .With("OIDCToken", token)
            .With("RoleSessionName", session.Name)
            .With("DurationSeconds", session.DurationSeconds)
            .With("Policy", session.Policy);
        using var message = new HttpRequestMessage(HttpMethod.Post, sts)
        {
            Content = new StringContent(CanonicalQuery.Of(call.Parameters), System.Text.Encoding.ASCII, "application/x-www-form-urlencoded"),
        };
        message.Headers.TryAddWithoutValidation("accept", "application/json");
        var answer = await host.Http.SendAsync(message, useProxy: !sts.IsLoopback, Limit, cancellationToken).ConfigureAwait(false);
        return TemporaryKey.Read(ApiAnswer.Read(answer, call, text => HiddenText.RemoveFrom(text, token)).Element("Credentials"), "STS");
    }
}
