using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EniTools.Benchmarks;

/// <summary>The floor: an HttpListener that answers the same to everybody.</summary>
internal sealed class ConstantListener : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[] _answer;

    public ConstantListener(string answer)
    {
        _answer = Encoding.UTF8.GetBytes(answer);
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        }

        _listener.Prefixes.Add(Endpoint.ToString());
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Endpoint { get; }

    public void Dispose() => _listener.Close();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() =>
                {
                    context.Response.ContentType = "application/json;charset=utf-8";
                    context.Response.ContentLength64 = _answer.Length;
                    context.Response.Close(_answer, willBlock: false);
                });
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The benchmark is over.
        }
    }
}
