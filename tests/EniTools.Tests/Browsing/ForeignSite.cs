using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EniTools.Tests.Browsing;

/// <summary>A web server of somebody else, on the same machine, that shows one page.</summary>
internal sealed class ForeignSite : IDisposable
{
    private readonly HttpListener _listener = new();

    public ForeignSite(string html)
    {
        Wine.SkipFor(Wine.HttpListener);
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync(Encoding.UTF8.GetBytes(html));
    }

    public Uri Address { get; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync(byte[] html)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                context.Response.ContentType = "text/html; charset=utf-8";
                context.Response.Close(html, willBlock: false);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // It is closed.
        }
    }
}
