namespace EniTools.Api.Signing;

/// <summary>A request ready to be sent once: its nonce and time are part of the signature.</summary>
internal sealed class SignedRequest
{
    internal SignedRequest(Uri uri, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        Uri = uri;
        Headers = headers;
    }

    /// <summary>The endpoint with the canonical query.</summary>
    public Uri Uri { get; }

    /// <summary>The headers to send, Authorization among them; Host follows from <see cref="Uri"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>The address without its query; headers are left out because they hold the security token.</summary>
    public override string ToString() => Uri.GetLeftPart(UriPartial.Path);
}
