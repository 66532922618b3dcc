namespace EniTools.Emulator.Gateway;

/// <summary>Counts the calls of each account and operation in each second, and refuses those over the limit.</summary>
internal sealed class FlowControl(int? maxCallsPerSecond)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (long Second, int Calls)> _windows = new(StringComparer.Ordinal);

    /// <exception cref="ApiFault">There were as many calls in this second as are allowed.</exception>
    public void Check(ApiRequest request, DateTimeOffset now)
    {
        if (maxCallsPerSecond is not { } limit)
            return;

        var key = $"{request.Caller.Key.Account.Id}\n{request.Action}";
        var second = now.UtcTicks / Window.Ticks;
        lock (_windows)
        {
            var calls = _windows.TryGetValue(key, out var window) && window.Second == second ? window.Calls : 0;
            if (calls >= limit)
            {
                throw new ApiFault(400, "Throttling.User", "Request was denied due to user flow control.")
                {
                    RetryAfter = TimeSpan.FromTicks(Window.Ticks - (now.UtcTicks % Window.Ticks)),
                };
            }

            _windows[key] = (second, calls + 1);
        }
    }
}
