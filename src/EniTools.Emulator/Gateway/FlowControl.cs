namespace EniTools.Emulator.Gateway;

/// <summary>
/// How many calls of one operation an account may make in a region, in each second and each minute of the clock. Any more are
/// refused with Throttling.User. It can be changed at any time.
/// </summary>
public sealed class FlowControl
{
    private readonly Dictionary<string, Window> _windows = new(StringComparer.Ordinal);
    private int? _maxCallsPerSecond;
    private int? _maxCallsPerMinute;

    /// <summary>Calls in a second, 0 or more; null is any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int? MaxCallsPerSecond
    {
        get => _maxCallsPerSecond;
        set => _maxCallsPerSecond = NotNegative(value);
    }

    /// <summary>Calls in a minute, 0 or more; null is any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int? MaxCallsPerMinute
    {
        get => _maxCallsPerMinute;
        set => _maxCallsPerMinute = NotNegative(value);
    }

    /// <summary>Whether refusals come without x-acs-retry-after, as from a service that does not say when to try again.</summary>
    public bool OmitRetryAfter { get; set; }

    /// <summary>The limits.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{MaxCallsPerSecond ?? (object)"any"} calls a second, {MaxCallsPerMinute ?? (object)"any"} a minute");

    /// <exception cref="ApiFault">This second or minute has had all the calls it allows.</exception>
    internal void Check(ApiRequest request, DateTimeOffset now)
    {
        if (MaxCallsPerSecond is null && MaxCallsPerMinute is null)
            return;

        var key = $"{request.Caller.Key.Account.Id}\n{request.Text("RegionId")}\n{request.Version}\n{request.Action}";
        lock (_windows)
        {
            if (!_windows.TryGetValue(key, out var window))
                _windows[key] = window = new Window();
            window.Enter(now);
            if (window.CallsInMinute >= MaxCallsPerMinute)
                throw Refusal(now, TimeSpan.TicksPerMinute);
            if (window.CallsInSecond >= MaxCallsPerSecond)
                throw Refusal(now, TimeSpan.TicksPerSecond);
            window.CallsInSecond++;
            window.CallsInMinute++;
        }
    }

    private ApiFault Refusal(DateTimeOffset now, long window) =>
        new(400, "Throttling.User", "Request was denied due to user flow control.")
        {
            RetryAfter = OmitRetryAfter ? null : TimeSpan.FromTicks(window - (now.UtcTicks % window)),
        };

    private static int? NotNegative(int? limit) =>
        limit is < 0 ? throw new ArgumentOutOfRangeException(nameof(limit), limit, "A limit is 0 or more.") : limit;

    /// <summary>The calls that were let through in the second and the minute of the latest one.</summary>
    private sealed class Window
    {
        private long _second;
        private long _minute;

        public int CallsInSecond { get; set; }

        public int CallsInMinute { get; set; }

        public void Enter(DateTimeOffset now)
        {
            var second = now.UtcTicks / TimeSpan.TicksPerSecond;
            var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
            if (second != _second)
                CallsInSecond = 0;
            if (minute != _minute)
                CallsInMinute = 0;
            (_second, _minute) = (second, minute);
        }
    }
}
