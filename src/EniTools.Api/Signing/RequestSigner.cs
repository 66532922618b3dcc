using System.Globalization;

namespace EniTools.Api.Signing;

/// <summary>Makes a signed HTTP request, in the shape that the vendor's own client sends: POST, all parameters in the query, no body.</summary>
internal static class RequestSigner
{
    /// <summary>The form of x-acs-date: UTC to the second.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly string EmptyBodyHash = Acs3Signature.HashBody([]);

    /// <summary>Signs a request. Each attempt needs a signature of its own.</summary>
    /// <param name="request">What to ask for, and where.</param>
    /// <param name="key">The key to sign with.</param>
    /// <param name="now">The time of the attempt; the service allows a difference of 15 minutes.</param>
    /// <param name="nonce">A text that no other attempt has; the service refuses a repeated one.</param>
    /// <param name="provider">The kind of source that gave the key, for the service's statistics; null leaves the header out.</param>
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
