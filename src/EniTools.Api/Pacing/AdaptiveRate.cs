namespace EniTools.Api.Pacing;

/// <summary>How the rate follows what the service accepts and refuses.</summary>
/// <remarks>
/// <para>Until something is refused there is no rate: each success lets two more calls leave, so an account without a quota is
/// not slowed.</para>
/// <para>A refusal says that a window of the quota is used up. Calls pause until the next window, and the rate goes a little below
/// the one that was refused, or below what was actually accepted lately if that is less. From there it grows along a cubic
/// curve: quickly back, slowly near the ceiling, and ever faster when the ceiling turns out to be gone. The slower the rate, the
/// slower the growth, so that few calls are refused at any rate.</para>
/// <para>It begins with large steps, so that clients that share a quota soon have equal parts, and takes smaller ones with each
/// slow-down. When the quota is per minute, the first to come may have used it up: all begin once more with the next minute.</para>
/// </remarks>
internal sealed class AdaptiveRate : IGate
{
    private const double FirstCredit = 2;
    // The last and smallest of the steps.
    private const double SettledDecrease = 0.064;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private double _credit = FirstCredit;
    private double _rate = double.PositiveInfinity;
    private double _ceiling;
    private double _decrease;
    private double _latency;
    private int _slowDowns;
    private int _acceptedFree;
    private bool _beganAgain;
    private double _progress;
    private int _epoch;
    private int _refusedInARow;
    private bool _byMinute;
    private DateTimeOffset _blockedSince;
    private DateTimeOffset _lastLeft;
    private EvenSpacing _spacing;
    private Meter _lately;
    private Meter _inMinute;

    public double CallsPerSecond => Volatile.Read(ref _rate);

    private bool IsFree => double.IsPositiveInfinity(_rate);

    private TimeSpan Window => _byMinute ? Minute : Second;

    public TimeSpan WaitAt(DateTimeOffset now)
    {
        if (!IsFree)
            return _spacing.WaitAt(now);
        // A missing answer must not stop everything.
        var wait = _credit >= 1 ? TimeSpan.Zero : _lastLeft + Second - now;
        var pause = _spacing.WaitAt(now);
        return pause > wait ? pause : wait;
    }

    public int Pass(DateTimeOffset now, bool waited)
    {
        if (IsFree)
        {
            _credit = Math.Max(0, _credit - 1);
        }
        else
        {
            // Only a client that is held back learns anything about the ceiling.
            if (waited)
                Grow(Math.Min((now - _lastLeft).TotalSeconds, 2 / _rate));
            _spacing.Use(now, _rate);
        }

        _lastLeft = now;
        return _epoch;
    }

    public void Succeeded(int epoch, DateTimeOffset left, DateTimeOffset now)
    {
        NoteLatency(now - left);
        _lately.Count(now, Horizon(Second));
        _inMinute.Count(now, Horizon(Minute));
        if (IsFree)
        {
            _credit += 2;
            _acceptedFree++;
        }

        if (epoch == _epoch)
            _refusedInARow = 0;
    }

    public void Refused(int epoch, TimeSpan? retryAfter, DateTimeOffset left, DateTimeOffset now)
    {
        NoteLatency(now - left);
        if (epoch == _epoch)
        {
            if (_refusedInARow == 0)
                _blockedSince = now;
            _refusedInARow++;
            _byMinute |= retryAfter > Second || now - _blockedSince > TimeSpan.FromSeconds(4);
            SlowDown(now);
            _epoch++;
            // The service decided about half-way between departure and answer.
            var decided = left + TimeSpan.FromTicks((now - left).Ticks / 2);
            _spacing.NotBefore(retryAfter is { } hint ? now + hint : decided + Pause(decided));
        }
        else if (retryAfter is { } longer)
        {
            _spacing.NotBefore(now + longer);
        }
    }

    // Without a hint: windows begin with the second and the minute.
    private TimeSpan Pause(DateTimeOffset now)
    {
        var untilMinute = Until(now, Minute);
        if (_byMinute)
            return untilMinute;
        var seconds = Math.Pow(2, Math.Min(_refusedInARow, 7) - 1) - 1;
        var pause = Until(now, Second) + TimeSpan.FromSeconds(seconds);
        return pause < untilMinute ? pause : untilMinute;
    }

    private static TimeSpan Until(DateTimeOffset now, TimeSpan window) => TimeSpan.FromTicks(window.Ticks - (now.UtcTicks % window.Ticks));

    private void SlowDown(DateTimeOffset now)
    {
        if (_byMinute && !_beganAgain)
        {
            _beganAgain = true;
            _credit = FirstCredit;
            _acceptedFree = 0;
            Volatile.Write(ref _rate, double.PositiveInfinity);
            return;
        }

        var accepted = _byMinute ? _inMinute.RateAt(now, Horizon(Minute)) : _lately.RateAt(now, Horizon(Second));
        if (IsFree)
            _ceiling = Math.Max(_byMinute ? _acceptedFree / Minute.TotalSeconds : accepted, 1 / Window.TotalSeconds);
        else
            _ceiling = Math.Max(Math.Min(_rate, accepted * 1.15), 0.2 / Window.TotalSeconds);
        _progress = 0;
        _slowDowns++;
        _decrease = Math.Max(SettledDecrease, (_byMinute ? 0.3 : 0.5) * Math.Exp(-_slowDowns / 10.0));
        Volatile.Write(ref _rate, _ceiling * (1 - _decrease));
    }

    private void Grow(double seconds)
    {
        _progress += seconds / TimeToCeiling();
        var x = _progress - 1;
        Volatile.Write(ref _rate, _ceiling * (1 + (_decrease * x * x * x)));
    }

    // In seconds. In the long run there are many calls for a refused one, and for each that was under way with it.
    private double TimeToCeiling()
    {
        var shortest = (_byMinute ? 60 : 5) * Math.Pow(Math.Max(_rate, 1), 0.25);
        // With a quota per second, refusals come by chance too, not only to the fast. There a fast client grows with more refusals
        // than a slow one, which evens them out.
        var settled = _byMinute ? 60 * ((1 / _rate) + _latency) : (48 / Math.Sqrt(_rate)) + _latency;
        settled = Math.Min(600, settled);
        return Math.Max(shortest, settled * Math.Min(1, _slowDowns / 15.0));
    }

    private void NoteLatency(TimeSpan latency) => _latency += 0.1 * (latency.TotalSeconds - _latency);

    private TimeSpan Horizon(TimeSpan window) => TimeSpan.FromSeconds(Math.Max(window.TotalSeconds, 20 / _rate));

    private struct Meter
    {
        private double _rate;
        private DateTimeOffset _at;

        public readonly double RateAt(DateTimeOffset now, TimeSpan horizon) =>
            _rate * Math.Exp(-(now - _at).TotalSeconds / horizon.TotalSeconds);

        public void Count(DateTimeOffset now, TimeSpan horizon)
        {
            _rate = RateAt(now, horizon) + (1 / horizon.TotalSeconds);
            _at = now;
        }
    }
}
