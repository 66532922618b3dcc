using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace EniTools.Emulator.Http;

/// <summary>A small HTTP/1.1 server, strict and exact in its faults, that passes each request to a handler.</summary>
internal sealed class HttpServer : IDisposable
{
    private const int Backlog = 1024;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly Socket _listener;
    private readonly HttpLimits _limits;
    private readonly Func<DateTimeOffset> _now;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<HttpConnection, bool> _connections = new();
    private readonly Timer _sweeper;

    private HttpServer(Socket listener, HttpLimits limits, Func<DateTimeOffset> now)
    {
        (_listener, _limits, _now) = (listener, limits, now);
        var bound = (IPEndPoint)listener.LocalEndPoint;
        var host = bound.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : bound.Address;
        Endpoint = new UriBuilder("http", host.ToString(), bound.Port).Uri;
        _sweeper = new Timer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    public Uri Endpoint { get; }

    /// <summary>Listens on a port; 0 is a free one. Clients that connect wait until <see cref="Serve"/>.</summary>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    public static HttpServer Listen(IPAddress address, int port, HttpLimits limits, Func<DateTimeOffset> now)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Otherwise a second program could listen on the same port there.
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
                listener.ExclusiveAddressUse = true;
            listener.Bind(new IPEndPoint(address, port));
            listener.Listen(Backlog);
            return new HttpServer(listener, limits, now);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Begins to answer requests.</summary>
    public void Serve(Func<IncomingRequest, CancellationToken, Task<OutgoingAnswer>> handle) => _ = AcceptAsync(handle);

    public void Dispose()
    {
        _stopping.Cancel();
        _sweeper.Dispose();
        _listener.Dispose();
        foreach (var connection in _connections.Keys)
            connection.Break();
    }

    private async Task AcceptAsync(Func<IncomingRequest, CancellationToken, Task<OutgoingAnswer>> handle)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync().ConfigureAwait(false);
                if (_connections.Count >= _limits.MaxConnections)
                {
                    socket.Dispose();
                    continue;
                }

                Begin(socket, handle);
            }
            catch (SocketException)
            {
                // The client left before it was accepted, or the process has no more sockets. Either may pass.
                await Task.Delay(10).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private void Begin(Socket socket, Func<IncomingRequest, CancellationToken, Task<OutgoingAnswer>> handle)
    {
        try
        {
            var connection = new HttpConnection(socket, _limits, _now);
            _connections.TryAdd(connection, true);
            _ = Task.Run(() => ServeAsync(connection, handle));
        }
        catch (SocketException)
        {
            // The client left already.
            socket.Dispose();
        }
    }

    private async Task ServeAsync(HttpConnection connection, Func<IncomingRequest, CancellationToken, Task<OutgoingAnswer>> handle)
    {
        try
        {
            if (!_stopping.IsCancellationRequested)
                await connection.ServeAsync(handle, _stopping.Token).ConfigureAwait(false);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            connection.Dispose();
        }
    }

    private void Sweep()
    {
        foreach (var connection in _connections.Keys)
        {
            if (connection.IsOverdue)
                connection.Break();
        }
    }
}
