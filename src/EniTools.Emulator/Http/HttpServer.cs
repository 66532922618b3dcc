using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EniTools.Emulator.Http;

/// <summary>Listens and hands each request to a handler, which knows what it means.</summary>
internal sealed class HttpServer(HttpListener listener, Uri endpoint, Func<DateTimeOffset> now) : IDisposable
{
    // The service's largest request is a few kilobytes; anything larger is not meant for it.
    private const int MaxBodyBytes = 1024 * 1024;

    private const int PortAttempts = 20;

    private readonly CancellationTokenSource _stopping = new();

    public Uri Endpoint { get; } = endpoint;

    /// <summary>Takes a port. Clients that connect wait until <see cref="Serve"/>.</summary>
    /// <exception cref="HttpListenerException">The port is taken or not allowed.</exception>
    public static HttpServer Listen(IPAddress address, int port, Func<DateTimeOffset> now)
    {
        var isAny = address.Equals(IPAddress.Any);
        for (var attempt = 1; ; attempt++)
        {
            var host = (isAny ? IPAddress.Loopback : address).ToString();
            var endpoint = new UriBuilder("http", host, port == 0 ? FreePort(address) : port).Uri;
            var listener = new HttpListener { IgnoreWriteExceptions = true };
            // All addresses, by whatever name they are called.
            listener.Prefixes.Add(isAny ? FormattableString.Invariant($"http://+:{endpoint.Port}/") : endpoint.ToString());
            try
            {
                listener.Start();
                return new HttpServer(listener, endpoint, now);
            }
            catch (HttpListenerException) when (port == 0 && attempt < PortAttempts)
            {
                // Another program took the port between the probe and the start.
                listener.Close();
            }
        }
    }

    /// <summary>Begins to answer.</summary>
    public void Serve(Func<IncomingRequest, CancellationToken, Task<OutgoingAnswer>> handle) => _ = AcceptAsync(handle);

    public void Dispose()
    {
        _stopping.Cancel();
        listener.Close();
    }

    // HttpListener does not take port 0.
    private static int FreePort(IPAddress address)
    {
        var probe = new TcpListener(address, 0);
        probe.Start();
        try
        {
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        finally
        {
            probe.Stop();
        }
    }

    private async Task AcceptAsync(Func<IncomingRequest, CancellationToken, Task<OutgoingAnswer>> handle)
    {
        while (!_stopping.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                if (!listener.IsListening)
                    return;
                continue;
            }

            _ = Task.Run(() => ServeAsync(context, handle));
        }
    }

    private async Task ServeAsync(HttpListenerContext context, Func<IncomingRequest, CancellationToken, Task<OutgoingAnswer>> handle)
    {
        try
        {
            // Some platforms write an empty answer before they close: a length that never comes makes it a broken one.
            context.Response.ContentLength64 = MaxBodyBytes;
            var isUpload = context.Request.HttpMethod == "PUT";
            var body = isUpload ? [] : await ReadBodyAsync(context.Request).ConfigureAwait(false);
            var request = new IncomingRequest(
                context.Request.HttpMethod, context.Request.RawUrl ?? "/", context.Request.Headers, body ?? [])
            {
                IsTooLarge = body is null,
                Upload = isUpload && context.Request.HasEntityBody ? context.Request.InputStream : Stream.Null,
            };
            var answer = await handle(request, _stopping.Token).ConfigureAwait(false);
            if (answer.Delivery == Delivery.Never)
                await Task.Delay(Timeout.Infinite, _stopping.Token).ConfigureAwait(false);
            Write(context.Response, answer);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The client went away, or the server is closing. In any other case, the client must not wait for ever.
            context.Response.Abort();
        }
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpListenerRequest request)
    {
        if (!request.HasEntityBody)
            return [];
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.InputStream.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > MaxBodyBytes)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private void Write(HttpListenerResponse response, OutgoingAnswer answer)
    {
        if (answer.Delivery == Delivery.Dropped)
        {
            response.Abort();
            return;
        }

        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.AddHeader("Date", now().UtcDateTime.ToString("R", CultureInfo.InvariantCulture));
        if (answer.RequestId.Length > 0)
            response.AddHeader("x-acs-request-id", answer.RequestId);
        if (answer.RetryAfter is { } wait)
            response.AddHeader("x-acs-retry-after", ((long)wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        foreach (var header in answer.Headers)
            response.AddHeader(header.Key, header.Value);
        // Without a length every answer is chunked, which costs two orders of magnitude.
        response.ContentLength64 = answer.Body.Length;
        if (answer.Delivery == Delivery.Cut)
        {
            response.OutputStream.Write(answer.Body, 0, answer.Body.Length / 2);
            response.OutputStream.Flush();
            response.Abort();
            return;
        }

        response.Close(answer.Body, willBlock: false);
    }
}
