using EniTools.Api.Pacing;

namespace EniTools.Api.Tests.Pacing;

/// <summary>Time in which many can wait at once: it passes when it is told to, and each wait ends in its turn.</summary>
internal sealed class TimeLine : IClock
{
    private readonly PriorityQueue<TaskCompletionSource, (TimeSpan, long)> _waits = new();
    private long _count;

    public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch + Ahead + Elapsed;

    public TimeSpan Elapsed { get; private set; }

    /// <summary>How far somebody has set the machine's clock ahead; back when it is negative.</summary>
    public TimeSpan Ahead { get; set; }

    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var wait = new TaskCompletionSource();
        cancellationToken.Register(() => wait.TrySetCanceled(cancellationToken));
        _waits.Enqueue(wait, (Elapsed + duration, _count++));
        return wait.Task;
    }

    /// <summary>How many waits have not ended.</summary>
    public int Waiting => _waits.UnorderedItems.Count(wait => !wait.Element.Task.IsCompleted);

    public void Pass(TimeSpan duration)
    {
        var end = Elapsed + duration;
        while (_waits.TryPeek(out _, out var due) && due.Item1 <= end)
        {
            Elapsed = due.Item1;
            _waits.Dequeue().TrySetResult();
        }

        Elapsed = end;
    }
}
