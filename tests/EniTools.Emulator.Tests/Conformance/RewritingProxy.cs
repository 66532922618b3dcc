using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EniTools.Emulator.Tests.Conformance;

/// <summary>Stands before an emulator and rewrites some of its answers: a service that differs.</summary>
internal sealed class RewritingProxy : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly Uri _target;
    private readonly Func<string, string, (int Status, string Body), (int Status, string Body)> _rewrite;

    /// <param name="target">The emulator.</param>
    /// <param name="rewrite">Gets the operation, the query and the answer, and gives the one that is passed on.</param>
    public RewritingProxy(Uri target, Func<string, string, (int Status, string Body), (int Status, string Body)> rewrite)
    {
        Wine.SkipFor(Wine.HttpListener);
        (_target, _rewrite) = (target, rewrite);
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Endpoint.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Endpoint { get; }

    public void Dispose()
    {
        _listener.Close();
        _client.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                await AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.HttpMethod), new Uri(_target, context.Request.RawUrl))
        {
            Content = new ByteArrayContent(body.ToArray()),
        };
        // The signature covers the host that the client asked.
        foreach (var name in context.Request.Headers.AllKeys.Where(name => name!.StartsWith("x-acs-", StringComparison.OrdinalIgnoreCase))
            .Concat(["Host", "Authorization", "Accept"]))
        {
            request.Headers.TryAddWithoutValidation(name!, context.Request.Headers[name]);
        }

        using var response = await _client.SendAsync(request);
        var answer = _rewrite(
            context.Request.Headers["x-acs-action"] ?? "",
            context.Request.RawUrl ?? "",
            ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        var bytes = Encoding.UTF8.GetBytes(answer.Body);
        context.Response.ContentLength64 = bytes.Length;
        context.Response.Close(bytes, willBlock: false);
    }
}
