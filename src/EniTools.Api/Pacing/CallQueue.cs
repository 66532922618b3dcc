namespace EniTools.Api.Pacing;

/// <summary>Says when the next call may leave. Asked and told by one thread at a time.</summary>
internal interface IDepartures
{
    /// <summary>How long the next call has still to wait; zero or less when it may leave.</summary>
    TimeSpan WaitAt(DateTimeOffset now);

    /// <summary>Takes note of a call that leaves.</summary>
    /// <param name="now">When.</param>
    /// <param name="waited">Whether it had to wait in line.</param>
    /// <returns>A mark that the call keeps.</returns>
    int Leave(DateTimeOffset now, bool waited);
}

/// <summary>
/// A line of calls: first come, first served. Waiting holds no thread, and whoever is let go continues on the thread that lets it
/// go, so that nothing depends on a scheduler.
/// </summary>
internal sealed class CallQueue
{
    private readonly object _lock = new();
    private readonly LinkedList<TaskCompletionSource<int>> _line = new();
    private readonly IClock _clock;
    private readonly IDepartures _departures;
    private (DateTimeOffset At, CancellationTokenSource Cancellation)? _alarm;

    public CallQueue(IClock clock, IDepartures departures)
    {
        _clock = clock;
        _departures = departures;
    }

    /// <summary>Completes with the call's mark when it may leave.</summary>
    public Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<int>(cancellationToken);
        lock (_lock)
        {
            var now = _clock.UtcNow;
            if (_line.Count == 0 && _departures.WaitAt(now) <= TimeSpan.Zero)
                return Task.FromResult(_departures.Leave(now, waited: false));
        }

        return StandInLineAsync(cancellationToken);
    }

    /// <summary>Changes what the departures go by, and lets go who may leave now.</summary>
    public void Change(Action<DateTimeOffset> change)
    {
        lock (_lock)
            change(_clock.UtcNow);
        LetGo();
    }

    private async Task<int> StandInLineAsync(CancellationToken cancellationToken)
    {
        var place = new LinkedListNode<TaskCompletionSource<int>>(new TaskCompletionSource<int>());
        lock (_lock)
            _line.AddLast(place);
        using (cancellationToken.Register(() => GiveUp(place, cancellationToken)))
        {
            LetGo();
            return await place.Value.Task.ConfigureAwait(false);
        }
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource<int>> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (place.List is null)
                return;
            _line.Remove(place);
            if (_line.Count == 0)
                StopAlarm();
        }

        place.Value.TrySetCanceled(cancellationToken);
    }

    private void LetGo()
    {
        var leaving = new List<(TaskCompletionSource<int> Call, int Mark)>();
        (TimeSpan Delay, CancellationTokenSource Cancellation)? alarm = null;
        lock (_lock)
        {
            var now = _clock.UtcNow;
            while (_line.First is { } first)
            {
                var wait = _departures.WaitAt(now);
                if (wait > TimeSpan.Zero)
                {
                    // An alarm that comes too early does no harm: it looks again.
                    if (_alarm is null || _alarm.Value.At > now + wait)
                    {
                        StopAlarm();
                        alarm = (wait, new CancellationTokenSource());
                        _alarm = (now + wait, alarm.Value.Cancellation);
                    }

                    break;
                }

                _line.RemoveFirst();
                leaving.Add((first.Value, _departures.Leave(now, waited: true)));
            }

            if (_line.Count == 0)
                StopAlarm();
        }

        foreach (var (call, mark) in leaving)
            call.TrySetResult(mark);
        if (alarm is var (delay, cancellation))
            _ = LetGoAfterAsync(delay, cancellation);
    }

    private async Task LetGoAfterAsync(TimeSpan delay, CancellationTokenSource cancellation)
    {
        try
        {
            await _clock.DelayAsync(delay, cancellation.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lock (_lock)
        {
            if (_alarm is { } mine && mine.Cancellation == cancellation)
                _alarm = null;
        }

        LetGo();
    }

    private void StopAlarm()
    {
        _alarm?.Cancellation.Cancel();
        _alarm = null;
    }
}
