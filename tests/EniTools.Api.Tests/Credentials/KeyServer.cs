using System.Collections.Concurrent;
using System.Net;
using System.Text;
using EniTools.Emulator.Http;

namespace EniTools.Api.Tests.Credentials;

/// <summary>A metadata service and credentials URI on loopback, with or without the hardened mode.</summary>
internal sealed class KeyServer : IDisposable
{
    /// <summary>The token of the hardened mode.</summary>
    public const string MetadataToken = "TheMetadataTokenThatMustNotShow";

    private const string Roles = "/latest/meta-data/ram/security-credentials/";

    private readonly HttpServer _server = HttpServer.Listen(IPAddress.Loopback, 0, HttpLimits.Default, () => DateTimeOffset.UtcNow);
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly bool _hasTokens;

    public KeyServer(bool hasTokens)
    {
        _hasTokens = hasTokens;
        _server.Serve(AnswerAsync);
    }

    public Uri Address => _server.Endpoint;

    public IEnumerable<string> Asked => _asked;

    /// <summary>A role that the instance does not have.</summary>
    public const string OtherRole = "writer";

    /// <summary>The key that is given out, as JSON.</summary>
    public string Key { get; set; } =
        """
        {"Code":"Success","AccessKeyId":"STS.fromserver","AccessKeySecret":"s","SecurityToken":"t","Expiration":"2999-01-02T09:04:05Z"}
        """;

    /// <summary>What every request is answered with, whatever it asks; null for the real answers.</summary>
    public (int Status, string Body)? Instead { get; set; }

    public void Dispose() => _server.Dispose();

    private async Task<OutgoingAnswer> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        _asked.Enqueue($"{request.Method} {request.Path}");
        await request.ReadBodyAsync(maxBytes: 1024 * 1024);
        var (status, body) = Instead ?? AnswerOf(request);
        return new(status, "text/plain", Encoding.UTF8.GetBytes(body), "");
    }

    private (int Status, string Body) AnswerOf(IncomingRequest request)
    {
        if (request.Method == "PUT")
            return _hasTokens && request.Header("X-aliyun-ecs-metadata-token-ttl-seconds") == "21600" ? (200, MetadataToken) : (404, "");
        if (_hasTokens
            && request.Path.StartsWith(Roles, StringComparison.Ordinal)
            && request.Header("X-aliyun-ecs-metadata-token") != MetadataToken)
            return (403, "");
        return request.Path switch
        {
            Roles => (200, "reader"),
            Roles + OtherRole => (404, "<html>404 Not Found</html>"),
            _ => (200, Key),
        };
    }
}
