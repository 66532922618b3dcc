using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using EniTools.Api.Errors;
using EniTools.Api.Signing;

namespace EniTools.Api.Transport;

/// <summary>HTTP over pooled connections. One instance serves any number of endpoints and callers.</summary>
internal sealed class HttpTransport : ITransport, IDisposable
{
    // .NET Framework allows two connections to a host by default.
    private const int MaxConnections = 256;

    private readonly HttpClient _client;

    // Requests to this machine do not leave it: a proxy would get the security token in the clear, and reach its own loopback.
    private readonly HttpClient _loopbackClient;

    // The endpoints that were reached: if one cannot be reached later, that is likely to pass.
    private readonly ConcurrentDictionary<string, bool> _reached = new(StringComparer.OrdinalIgnoreCase);

    public HttpTransport(string userAgent)
        : this(userAgent, Handler(useProxy: true), Handler(useProxy: false))
    {
    }

    internal HttpTransport(string userAgent, HttpMessageHandler handler, HttpMessageHandler loopbackHandler)
    {
        AllowTls12OnNetFramework();
        _client = Client(handler, userAgent);
        _loopbackClient = Client(loopbackHandler, userAgent);
    }

    public Task<HttpAnswer> SendAsync(SignedRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, request.Uri) { Content = new ByteArrayContent([]) };
        foreach (var header in request.Headers)
            message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return SendAsync(message, useProxy: !request.Uri.IsLoopback, timeout, cancellationToken);
    }

    /// <summary>Sends any request and disposes of it, for sources of keys whose requests are not signed calls.</summary>
    internal async Task<HttpAnswer> SendAsync(
        HttpRequestMessage request, bool useProxy, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var message = request;
        var uri = message.RequestUri!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            var client = useProxy ? _client : _loopbackClient;
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseContentRead, limit.Token)
                .ConfigureAwait(false);
            _reached.TryAdd(uri.Authority, true);
            var body = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
            return new HttpAnswer(
                (int)response.StatusCode,
                response.Content.Headers.ContentType?.MediaType ?? "",
                Header(response, "x-acs-request-id"),
                RetryAfter(response),
                body)
            {
                Date = response.Headers.Date,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswerException.TimedOut(uri, timeout);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && cancellationToken.IsCancellationRequested)
        {
            // Some platforms report a cancelled connection as a broken one.
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            var failure = ConnectFailures.In(exception);
            throw failure == ConnectFailure.None
                ? NoAnswerException.ConnectionLost(uri, exception)
                : failure.ToException(uri, useProxy ? EffectiveProxy.For(uri) : null, _reached.ContainsKey(uri.Authority), exception);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _loopbackClient.Dispose();
    }

    private static HttpClientHandler Handler(bool useProxy) => new()
    {
        // A redirect would carry the signature elsewhere, and STS answers over-limit calls with a bare 302.
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = useProxy,
        MaxConnectionsPerServer = MaxConnections,
    };

    private static HttpClient Client(HttpMessageHandler handler, string userAgent)
    {
        var client = new HttpClient(handler)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = ReadLimits.MaxBytes,
        };
        client.DefaultRequestHeaders.ExpectContinue = false;
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        return client;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        int.TryParse(
            Header(response, "x-acs-retry-after"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds > 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    private static void AllowTls12OnNetFramework()
    {
        // Zero is "what the system prefers", a good default; old machines have a fixed list without TLS 1.2. Never take a protocol away.
        if (RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal)
            && ServicePointManager.SecurityProtocol != 0)
        {
            ServicePointManager.SecurityProtocol |= SecurityProtocolType.Tls12;
        }
    }
}
