using System.Net;
using System.Text;
using EniTools.Emulator.Http;

namespace EniTools.Tests.Browsing;

/// <summary>A web server of somebody else, on the same machine, that shows one page.</summary>
internal sealed class ForeignSite : IDisposable
{
    private readonly HttpServer _server = HttpServer.Listen(IPAddress.Loopback, 0, HttpLimits.Default, () => DateTimeOffset.UtcNow);

    public ForeignSite(string html) => _server.Serve(
        (_, _) => Task.FromResult(new OutgoingAnswer(200, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(html), "")));

    public Uri Address => _server.Endpoint;

    public void Dispose() => _server.Dispose();
}
