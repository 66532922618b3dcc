using System.Text;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Conformance.Asking;

/// <summary>A channel to the service, or to something that answers in its place.</summary>
internal interface ISender
{
    /// <exception cref="NoAnswerException">No answer came.</exception>
    Task<Answer> SendAsync(Call call, CancellationToken cancellationToken);
}

/// <summary>Sends requests over HTTP at a low pace. A throttled request is sent again, as it had no effect.</summary>
internal sealed class HttpSender(Func<ApiService, Uri> endpointOf, IAccessKeySource keys, HttpTransport transport) : ISender
{
    private const int MaxAttempts = 6;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ThrottlingPause = TimeSpan.FromSeconds(5);

    private DateTimeOffset _next;

    /// <summary>The time from one request to the next.</summary>
    public TimeSpan Interval { get; init; }

    public IClock Clock { get; init; } = SystemClock.Instance;

    public async Task<Answer> SendAsync(Call call, CancellationToken cancellationToken)
    {
        var endpoint = endpointOf(call.Service);
        for (var attempt = 1; ; attempt++)
        {
            if (_next - Clock.UtcNow is var wait && wait > TimeSpan.Zero)
                await Clock.DelayAsync(wait, cancellationToken);
            _next = Clock.UtcNow + Interval;

            var key = await keys.GetAsync(cancellationToken);
            var request = RequestSignature.Sign(call, endpoint, key, Clock.UtcNow);
            var answer = await transport.SendAsync(request, useProxy: !endpoint.IsLoopback, Limit, cancellationToken);
            var read = new Answer(answer.Status, answer.ContentType, Encoding.UTF8.GetString(answer.Body));
            var isThrottled = !read.IsSuccess
                && (answer.RetryAfter is not null || read.Code?.StartsWith("Throttling", StringComparison.Ordinal) == true);
            if (!isThrottled || attempt == MaxAttempts)
                return read;
            _next = Clock.UtcNow + (answer.RetryAfter ?? ThrottlingPause);
        }
    }
}
