using System.Net;
using System.Text;
using EniTools.Api.Signing;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Tests.Conformance;

/// <summary>A proxy before an emulator that rewrites some of its responses: a service that differs.</summary>
internal sealed class RewritingProxy : IDisposable
{
    // What a signature covers, with the host that the client asked.
    private static readonly string[] PassedOn =
        [
            "Host",
            "Authorization",
            "Accept",
            "x-acs-action",
            "x-acs-version",
            "x-acs-date",
            "x-acs-signature-nonce",
            "x-acs-content-sha256",
            "x-acs-security-token",
        ];

    private readonly HttpServer _server = HttpServer.Listen(IPAddress.Loopback, 0, HttpLimits.Default, () => DateTimeOffset.UtcNow);
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly Uri _target;
    private readonly Func<string, string, (int Status, string Body), (int Status, string Body)> _rewrite;

    /// <param name="target">The emulator.</param>
    /// <param name="rewrite">Called with the operation, the query and the response; returns the response that is passed on.</param>
    public RewritingProxy(Uri target, Func<string, string, (int Status, string Body), (int Status, string Body)> rewrite)
    {
        (_target, _rewrite) = (target, rewrite);
        _server.Serve(AnswerAsync);
    }

    public Uri Endpoint => _server.Endpoint;

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
    }

    private async Task<OutgoingAnswer> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        await request.ReadBodyAsync(maxBytes: 4 * 1024 * 1024);
        var query = CanonicalQuery.Of(request.Query);
        using var passedOn = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_target, $"{request.Path}?{query}"))
        {
            Content = new ByteArrayContent(request.Body),
        };
        foreach (var name in PassedOn.Where(request.HasHeader))
            passedOn.Headers.TryAddWithoutValidation(name, name == "Authorization" ? request.Authorization : request.Header(name));

        using var response = await _client.SendAsync(passedOn, cancellationToken);
        var (status, body) = _rewrite(
            request.Header("x-acs-action"),
            query,
            ((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken)));
        return new(status, response.Content.Headers.ContentType?.ToString() ?? "", Encoding.UTF8.GetBytes(body), "");
    }
}
