using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EniTools.Api.Tests.Transport;

/// <summary>A server that sends exactly the bytes it is told to, whatever HTTP says about them.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private int _open;

    /// <param name="answer">What to send; null keeps the connection open and silent.</param>
    /// <param name="delay">How long to wait before it.</param>
    public RawServer(string? answer, TimeSpan delay = default)
    {
        _listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = AcceptAsync(answer, delay);
    }

    public Uri Endpoint { get; }

    /// <summary>The head of the latest request.</summary>
    public string Request { get; private set; } = "";

    /// <summary>How many connections were open at once, at most.</summary>
    public int MostOpen { get; private set; }

    public static string Answer(int status, string body, string contentType = "application/json;charset=utf-8", string headers = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Stop();
        _stopping.Dispose();
    }

    private async Task AcceptAsync(string? answer, TimeSpan delay)
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token), answer, delay);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, string? answer, TimeSpan delay)
    {
        using var _ = client;
        lock (_listener)
            MostOpen = Math.Max(MostOpen, ++_open);
        try
        {
            var stream = client.GetStream();
            var buffer = new byte[16 * 1024];
            var request = "";
            while (!request.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                var read = await stream.ReadAsync(buffer, _stopping.Token);
                if (read == 0)
                    return;
                request += Encoding.UTF8.GetString(buffer, 0, read);
            }

            Request = request;
            await Task.Delay(answer is null ? Timeout.InfiniteTimeSpan : delay, _stopping.Token);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer!), _stopping.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The test is over, or the client went away.
        }
        finally
        {
            lock (_listener)
                _open--;
        }
    }
}
