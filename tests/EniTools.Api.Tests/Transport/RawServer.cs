using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EniTools.Api.Tests.Transport;

/// <summary>A server that sends exactly the bytes it is told to, whatever HTTP says about them.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly TaskCompletionSource _allArrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string?[] _answers;
    private readonly int _together;
    private int _connections;

    /// <param name="answer">What to send before closing; null keeps the connection open and silent.</param>
    /// <param name="together">How many requests must have arrived before the first is answered.</param>
    public RawServer(string? answer, int together = 1)
        : this([answer], together)
    {
    }

    /// <param name="answers">What to send to the requests of one connection in turn; it is closed after the last.</param>
    /// <param name="together">How many requests must have arrived before the first is answered.</param>
    public RawServer(string?[] answers, int together = 1)
    {
        _answers = answers;
        _together = together;
        _listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = AcceptAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>How many connections were opened.</summary>
    public int Connections => _connections;

    /// <summary>The heads of all requests.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>The head of the latest request.</summary>
    public string Request => _requests.Last();

    /// <summary>Completes when the next request has arrived.</summary>
    public Task ArrivalAsync(CancellationToken cancellationToken) => _arrived.WaitAsync(cancellationToken);

    public static string Answer(int status, string body, string contentType = "application/json;charset=utf-8", string headers = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: "
            + $"close\r\n\r\n{body}";

    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Stop();
        _stopping.Dispose();
        _arrived.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        Interlocked.Increment(ref _connections);
        try
        {
            var stream = client.GetStream();
            foreach (var answer in _answers)
            {
                if (await ReadHeadAsync(stream) is not { } request)
                    return;

                _requests.Enqueue(request);
                _arrived.Release();
                if (_requests.Count >= _together)
                    _allArrived.TrySetResult();
                await _allArrived.Task.WaitAsync(_stopping.Token);
                if (answer is null)
                    await Task.Delay(Timeout.InfiniteTimeSpan, _stopping.Token);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer!), _stopping.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The test is over, or the client went away.
        }
    }

    private async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var buffer = new byte[16 * 1024];
        var request = "";
        while (!request.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, _stopping.Token);
            if (read == 0)
                return null;
            request += Encoding.Latin1.GetString(buffer, 0, read);
        }

        return request;
    }
}
