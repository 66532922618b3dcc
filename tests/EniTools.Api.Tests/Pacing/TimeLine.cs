using EniTools.Api.Pacing;

namespace EniTools.Api.Tests.Pacing;

/// <summary>Time in which many can wait at once: it passes when it is told to, and each wait ends in its turn.</summary>
internal sealed class TimeLine : IClock
{
    private readonly PriorityQueue<TaskCompletionSource, (DateTimeOffset, long)> _waits = new();
    private long _count;

    public DateTimeOffset UtcNow { get; private set; } = DateTimeOffset.UnixEpoch;

    public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var wait = new TaskCompletionSource();
        cancellationToken.Register(() => wait.TrySetCanceled(cancellationToken));
        _waits.Enqueue(wait, (UtcNow + duration, _count++));
        return wait.Task;
    }

    /// <summary>How many waits have not ended.</summary>
    public int Waiting => _waits.UnorderedItems.Count(wait => !wait.Element.Task.IsCompleted);

    /// <summary>What somebody who sets the machine's clock does.</summary>
    public void SetBack(TimeSpan duration) => UtcNow -= duration;

    public void Pass(TimeSpan duration)
    {
        var end = UtcNow + duration;
        while (_waits.TryPeek(out _, out var due) && due.Item1 <= end)
        {
            UtcNow = due.Item1;
            _waits.Dequeue().TrySetResult();
        }

        UtcNow = end;
    }
}
