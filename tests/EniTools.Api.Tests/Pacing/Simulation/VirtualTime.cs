using EniTools.Api.Pacing;

namespace EniTools.Api.Tests.Pacing.Simulation;

/// <summary>Time that jumps from one wait's end to the next. Whoever waited continues on the driver's thread, so that a run repeats exactly.</summary>
internal sealed class VirtualTime : IClock
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<TaskCompletionSource, (DateTimeOffset At, long Number)> _waits = new();
    private long _number;

    public DateTimeOffset UtcNow { get; private set; } = Beginning;

    public TimeSpan Elapsed => UtcNow - Beginning;

    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var wait = new TaskCompletionSource();
        if (cancellationToken.CanBeCanceled)
            cancellationToken.Register(() => wait.TrySetCanceled(cancellationToken));
        _waits.Enqueue(wait, (UtcNow + duration, _number++));
        return wait.Task;
    }

    /// <summary>Passes until an end, or until nobody waits.</summary>
    public void PassUntil(TimeSpan elapsed)
    {
        while (_waits.TryPeek(out _, out var next) && next.At <= Beginning + elapsed)
        {
            UtcNow = next.At;
            _waits.Dequeue().TrySetResult();
        }

        UtcNow = Beginning + elapsed;
    }
}
