using System.Globalization;

namespace EniTools.Api.Signing;

/// <summary>Makes a signed HTTP request, in the shape that the vendor's own client sends: POST, all parameters in the query, no body.</summary>
internal static class RequestSigner
{
    /// <summary>The form of x-acs-date: UTC to the second.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly string EmptyBodyHash = Acs3Signature.HashBody([]);

    /// <summary>
    /// Signs a request. Each attempt needs a signature of its own, with a nonce that no other has. The provider is the kind of source
    /// that gave the key, for the service's statistics.
    /// </summary>
    public static SignedRequest Sign(UnsignedRequest request, AccessKey key, DateTimeOffset now, string nonce, string? provider = null)
    {
        // In the order in which they are signed.
        var headers = new List<KeyValuePair<string, string>>(12) { new("host", request.Endpoint.Authority) };
        if (key.SecurityToken is not null)
            headers.Add(new("x-acs-accesskey-id", key.Id));
        headers.Add(new("x-acs-action", request.Action));
        headers.Add(new("x-acs-content-sha256", EmptyBodyHash));
        if (provider is not null)
            headers.Add(new("x-acs-credentials-provider", provider));
        headers.Add(new("x-acs-date", now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)));
        if (key.SecurityToken is { } token)
            headers.Add(new("x-acs-security-token", token));
        headers.Add(new("x-acs-signature-nonce", nonce));
        headers.Add(new("x-acs-version", request.Version));

        var query = CanonicalQuery.Of(request.Parameters);
        var canonical = Acs3Signature.CanonicalRequest("POST", query, headers, EmptyBodyHash);
        var authorization = Acs3Signature.Authorization(
            key.Id, Acs3Signature.SignedHeaders(headers), Acs3Signature.Sign(canonical, key.Secret));

        headers.RemoveAt(0);
        headers.Add(new("accept", "application/json"));
        headers.Add(new("Authorization", authorization));
        return new SignedRequest(new Uri(request.Endpoint.GetLeftPart(UriPartial.Authority) + "/?" + query), headers);
    }
}

internal sealed record UnsignedRequest(Uri Endpoint, string Action, string Version, IReadOnlyList<KeyValuePair<string, string>> Parameters);

/// <summary>A request ready to be sent once: its nonce and time are part of the signature.</summary>
internal sealed class SignedRequest(Uri uri, IReadOnlyList<KeyValuePair<string, string>> headers)
{
    public Uri Uri { get; } = uri;
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; } = headers;

    /// <summary>Gets the address without its query; headers are left out because they hold the security token.</summary>
    public override string ToString() => Uri.GetLeftPart(UriPartial.Path);
}
