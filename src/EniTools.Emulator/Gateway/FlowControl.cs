namespace EniTools.Emulator.Gateway;

/// <summary>
/// The number of requests for one operation that an account may make in a region, in each second and each minute of the clock. Further
/// requests are refused with Throttling.User. The limits can be changed at any time.
/// </summary>
public sealed class FlowControl
{
    // The requests that were accepted in the second and the minute of the latest one.
    private readonly Dictionary<string, (long Second, int InSecond, long Minute, int InMinute)> _accepted = new(StringComparer.Ordinal);
    private int? _maxCallsPerSecond;
    private int? _maxCallsPerMinute;

    /// <summary>The number of requests in a second, 0 or more; null is no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int? MaxCallsPerSecond
    {
        get => _maxCallsPerSecond;
        set => _maxCallsPerSecond = NotNegative(value);
    }

    /// <summary>The number of requests in a minute, 0 or more; null is no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int? MaxCallsPerMinute
    {
        get => _maxCallsPerMinute;
        set => _maxCallsPerMinute = NotNegative(value);
    }

    /// <summary>True if refusals have no x-acs-retry-after header, as from a service that asks for no wait.</summary>
    public bool OmitRetryAfter { get; set; }

    /// <summary>Returns the limits.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{MaxCallsPerSecond ?? (object)"any"} calls a second, {MaxCallsPerMinute ?? (object)"any"} a minute");

    /// <exception cref="ApiFault">The limit of this second or minute is reached.</exception>
    internal void Check(ApiRequest request, DateTimeOffset now)
    {
        if (MaxCallsPerSecond is null && MaxCallsPerMinute is null)
            return;

        var key = $"{request.Caller.Key.Account.Id}\n{request.Text("RegionId")}\n{request.Version}\n{request.Action}";
        var (second, minute) = (now.UtcTicks / TimeSpan.TicksPerSecond, now.UtcTicks / TimeSpan.TicksPerMinute);
        lock (_accepted)
        {
            _accepted.TryGetValue(key, out var latest);
            var inSecond = latest.Second == second ? latest.InSecond : 0;
            var inMinute = latest.Minute == minute ? latest.InMinute : 0;
            if (inMinute >= MaxCallsPerMinute)
                throw Refusal(now, TimeSpan.TicksPerMinute);
            if (inSecond >= MaxCallsPerSecond)
                throw Refusal(now, TimeSpan.TicksPerSecond);
            _accepted[key] = (second, inSecond + 1, minute, inMinute + 1);
        }
    }

    private ApiFault Refusal(DateTimeOffset now, long window) =>
        new(400, "Throttling.User", "Request was denied due to user flow control.")
        {
            RetryAfter = OmitRetryAfter ? null : TimeSpan.FromTicks(window - (now.UtcTicks % window)),
        };

    private static int? NotNegative(int? limit) =>
        limit is < 0 ? throw new ArgumentOutOfRangeException(nameof(limit), limit, "A limit is 0 or more.") : limit;
}
