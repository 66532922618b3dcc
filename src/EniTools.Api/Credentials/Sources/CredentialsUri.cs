using EniTools.Api.Errors;
using EniTools.Api.Operations.Sts;

namespace EniTools.Api.Credentials.Sources;

/// <summary>A key from a URI that gives it to anyone who asks: https, or plain http on this machine.</summary>
internal sealed record CredentialsUri(HostEnvironment Host, string Address) : KeyFetch
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public override string Provider => "credential_uri";

    public override async Task<TemporaryKey> FetchAsync(CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var uri)
            || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
        {
            throw new CredentialException(
                "The credentials URI is neither https nor plain http to this machine.", "Use an https URI, or one on localhost.");
        }

        var message = new HttpRequestMessage(HttpMethod.Get, uri);
        var answer = await Host.Http.SendAsync(message, useProxy: !uri.IsLoopback, Limit, cancellationToken).ConfigureAwait(false);
        return TemporaryKey.Read(answer, "the credentials URI");
    }
}
