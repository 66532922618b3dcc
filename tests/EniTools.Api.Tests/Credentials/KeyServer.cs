using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EniTools.Api.Tests.Credentials;

/// <summary>A metadata service and credentials URI on loopback, with or without the hardened mode.</summary>
internal sealed class KeyServer : IDisposable
{
    /// <summary>The token of the hardened mode.</summary>
    public const string MetadataToken = "TheMetadataTokenThatMustNotShow";

    private const string Roles = "/latest/meta-data/ram/security-credentials/";

    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly bool _hasTokens;

    public KeyServer(bool hasTokens)
    {
        Wine.SkipFor(Wine.HttpListener);
        _hasTokens = hasTokens;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

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

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var request = context.Request;
            _asked.Enqueue($"{request.HttpMethod} {request.Url!.AbsolutePath}");
            var (status, body) = Instead ?? AnswerOf(request);
            context.Response.StatusCode = status;
            context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
        }
    }

    private (int Status, string Body) AnswerOf(HttpListenerRequest request)
    {
        if (request.HttpMethod == "PUT")
            return _hasTokens && request.Headers["X-aliyun-ecs-metadata-token-ttl-seconds"] == "21600" ? (200, MetadataToken) : (404, "");
        if (
            _hasTokens
                && request.Url!.AbsolutePath.StartsWith(Roles, StringComparison.Ordinal)
                && request.Headers["X-aliyun-ecs-metadata-token"] != MetadataToken)
            return (403, "");
        return request.Url!.AbsolutePath switch
        {
            Roles => (200, "reader"),
            Roles + OtherRole => (404, "<html>404 Not Found</html>"),
            _ => (200, Key),
        };
    }
}
