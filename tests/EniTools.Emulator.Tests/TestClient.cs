using System.Globalization;
using System.Text.Json;
using EniTools.Api.Signing;

namespace EniTools.Emulator.Tests;

/// <summary>A client that signs anything, even what a good client never would.</summary>
internal sealed class TestClient : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly EniEmulator _emulator;

    public TestClient(EniEmulator emulator) => _emulator = emulator;

    public string AccessKeyId { get; init; } = EniEmulator.AccessKeyId;

    public string Secret { get; init; } = EniEmulator.AccessKeySecret;

    public string? SecurityToken { get; init; }

    public string Version { get; init; } = "2014-05-26";

    public string Accept { get; init; } = "application/json";

    public DateTimeOffset Time { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>A nonce to use for every request; null takes a new one each time.</summary>
    public string? Nonce { get; init; }

    /// <summary>A header to leave out of the request and its signature.</summary>
    public string? LeftOut { get; init; }

    /// <summary>More headers, which are not signed.</summary>
    public IReadOnlyDictionary<string, string> MoreHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>A header to send and not to sign.</summary>
    public string? Unsigned { get; init; }

    /// <summary>Calls an operation by V3.</summary>
    /// <param name="action">The operation.</param>
    /// <param name="parameters">Its parameters as a query, not encoded: A=b&amp;C=d.</param>
    public async Task<TestAnswer> CallAsync(string action, string parameters)
    {
        var headers = new Dictionary<string, string>
        {
            ["host"] = _emulator.Endpoint.Authority,
            ["x-acs-action"] = action,
            ["x-acs-content-sha256"] = Acs3Signature.HashBody([]),
            ["x-acs-date"] = Time.UtcDateTime.ToString(RequestSigner.TimeFormat, CultureInfo.InvariantCulture),
            ["x-acs-signature-nonce"] = Nonce ?? Guid.NewGuid().ToString("N"),
            ["x-acs-version"] = Version,
        };
        if (SecurityToken is not null)
            headers["x-acs-security-token"] = SecurityToken;
        if (LeftOut is not null)
            headers.Remove(LeftOut);

        var query = CanonicalQuery.Of(
            parameters.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
                .Select(pair => KeyValuePair.Create(pair[0], pair[1])));
        var signed = headers.Where(header => header.Key != Unsigned).ToList();
        var signature = Acs3Signature.Sign(Acs3Signature.CanonicalRequest("POST", query, signed, Acs3Signature.HashBody([])), Secret);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_emulator.Endpoint, "/?" + query));
        foreach (var header in headers)
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        foreach (var header in MoreHeaders)
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        request.Headers.TryAddWithoutValidation("accept", Accept);
        request.Headers.TryAddWithoutValidation(
            "Authorization", Acs3Signature.Authorization(AccessKeyId, Acs3Signature.SignedHeaders(signed), signature));
        return await SendAsync(request);
    }

    public async Task<TestAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new TestAnswer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString() ?? "",
            response.Headers.TryGetValues("x-acs-request-id", out var ids) ? ids.Single() : "",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
        {
            RetryAfterMilliseconds = response.Headers.TryGetValues("x-acs-retry-after", out var hints)
                ? int.Parse(hints.Single(), CultureInfo.InvariantCulture)
                : null,
        };
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>What came back.</summary>
internal sealed record TestAnswer(int Status, string ContentType, string RequestId, string Body)
{
    /// <summary>How long the client is asked to wait; null when it is not.</summary>
    public int? RetryAfterMilliseconds { get; init; }

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The error code; null for a success.</summary>
    public string? Code => Json.TryGetProperty(nameof(Code), out var code) ? code.GetString() : null;

    public string Message => Json.GetProperty(nameof(Message)).GetString()!;
}
