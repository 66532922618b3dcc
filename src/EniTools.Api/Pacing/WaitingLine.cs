namespace EniTools.Api.Pacing;

/// <summary>Says when the next call may pass. Used by one thread at a time.</summary>
internal interface IGate
{
    /// <summary>
    /// Gets the wait of the next call; zero or less if it may pass, <see cref="TimeSpan.MaxValue"/> if no time opens the gate.
    /// </summary>
    TimeSpan WaitAt(DateTimeOffset now);

    /// <summary>Called when a call passes. Returns a mark that the call keeps.</summary>
    int Pass(DateTimeOffset now, bool waited);
}

/// <summary>
/// A line of calls before a gate: first come, first served. Waiting holds no thread, and a call continues on the thread that released
/// it, so that a run in virtual time is the same every time.
/// </summary>
internal sealed class WaitingLine(IClock clock, IGate gate)
{
    private static int _callsInLines;

    private readonly object _lock = new();
    private readonly LinkedList<TaskCompletionSource<int>> _line = new();
    private (DateTimeOffset At, CancellationTokenSource Cancellation)? _alarm;

    public bool IsWaitedFor
    {
        get
        {
            lock (_lock)
                return _line.Count > 0;
        }
    }

    /// <summary>The number of calls in all lines of the process.</summary>
    public static int CallsInLines => Volatile.Read(ref _callsInLines);

    public Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<int>(cancellationToken);
        lock (_lock)
        {
            var now = clock.UtcNow;
            if (_line.Count == 0 && gate.WaitAt(now) <= TimeSpan.Zero)
                return Task.FromResult(gate.Pass(now, waited: false));
        }

        return JoinLineAsync(cancellationToken);
    }

    /// <summary>Changes the gate, and releases the calls that may pass now.</summary>
    public void Change(Action<DateTimeOffset> change)
    {
        lock (_lock)
            change(clock.UtcNow);
        Release();
    }

    private async Task<int> JoinLineAsync(CancellationToken cancellationToken)
    {
        var place = new LinkedListNode<TaskCompletionSource<int>>(new TaskCompletionSource<int>());
        lock (_lock)
            _line.AddLast(place);
        Interlocked.Increment(ref _callsInLines);
        try
        {
            using (cancellationToken.Register(() => GiveUp(place, cancellationToken)))
            {
                Release();
                return await place.Value.Task.ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _callsInLines);
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

    private void Release()
    {
        List<(TaskCompletionSource<int> Call, int Mark)>? passing = null;
        (TimeSpan Delay, CancellationTokenSource Cancellation)? alarm = null;
        lock (_lock)
        {
            var now = clock.UtcNow;
            while (_line.First is { } first)
            {
                var wait = gate.WaitAt(now);
                if (wait > TimeSpan.Zero)
                {
                    alarm = SetAlarm(now, wait);
                    break;
                }

                _line.RemoveFirst();
                (passing ??= []).Add((first.Value, gate.Pass(now, waited: true)));
            }

            if (_line.Count == 0)
                StopAlarm();
        }

        passing?.ForEach(waiting => waiting.Call.TrySetResult(waiting.Mark));
        if (alarm is var (delay, cancellation))
            _ = ReleaseAfterAsync(delay, cancellation);
    }

    // An early alarm does no harm: it looks again.
    private (TimeSpan Delay, CancellationTokenSource Cancellation)? SetAlarm(DateTimeOffset now, TimeSpan wait)
    {
        if (wait == TimeSpan.MaxValue || _alarm?.At <= now + wait)
            return null;
        StopAlarm();
        var cancellation = new CancellationTokenSource();
        _alarm = (now + wait, cancellation);
        return (wait, cancellation);
    }

    private async Task ReleaseAfterAsync(TimeSpan delay, CancellationTokenSource cancellation)
    {
        try
        {
            await clock.DelayAsync(delay, cancellation.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lock (_lock)
        {
            if (_alarm?.Cancellation == cancellation)
                _alarm = null;
        }

        Release();
    }

    private void StopAlarm()
    {
        _alarm?.Cancellation.Cancel();
        _alarm = null;
    }
}
