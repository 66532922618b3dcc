namespace EniTools.Api.Changes;

/// <summary>Does work in lanes: the work of one lane in the order in which it was added, and lanes beside each other.</summary>
internal sealed class Lanes(int room)
{
    private readonly object _lock = new();

    // A lane exists while its work is under way; the queue holds what comes after.
    private readonly Dictionary<string, Queue<Func<Task>>> _lanes = new(StringComparer.Ordinal);
    private readonly List<(int Below, TaskCompletionSource<bool> Reached)> _waiting = [];
    private Exception? _failure;
    private int _unfinished;

    /// <summary>Adds work. It begins at once when its lane is free.</summary>
    public void Add(string lane, Func<Task> work)
    {
        lock (_lock)
        {
            _unfinished++;
            if (_lanes.TryGetValue(lane, out var after))
            {
                after.Enqueue(work);
                return;
            }

            _lanes.Add(lane, new Queue<Func<Task>>());
        }

        _ = WorkOffAsync(lane, work);
    }

    /// <summary>Completes when there is room for more work.</summary>
    /// <exception cref="Exception">What a piece of work ended with, when it was not a cancellation.</exception>
    public Task WhenRoomAsync() => WhenBelowAsync(room);

    /// <summary>Completes when all work is done.</summary>
    /// <exception cref="Exception">What a piece of work ended with, when it was not a cancellation.</exception>
    public Task WhenEmptyAsync() => WhenBelowAsync(1);

    private async Task WorkOffAsync(string lane, Func<Task> work)
    {
        for (Func<Task>? next = work; next is not null; next = Finished(lane))
        {
            try
            {
                await next().ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The rest of the lane sees the same and ends right away.
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                _failure ??= exception;
            }
        }
    }

    private Func<Task>? Finished(string lane)
    {
        List<(int Below, TaskCompletionSource<bool> Reached)> reached;
        Func<Task>? next = null;
        lock (_lock)
        {
            _unfinished--;
            if (_lanes[lane].Count > 0)
                next = _lanes[lane].Dequeue();
            else
                _lanes.Remove(lane);
            reached = _waiting.FindAll(waiting => _unfinished < waiting.Below);
            _waiting.RemoveAll(waiting => _unfinished < waiting.Below);
        }

        foreach (var waiting in reached)
            Complete(waiting.Reached);
        return next;
    }

    private Task<bool> WhenBelowAsync(int count)
    {
        // Whoever waits goes on elsewhere, not in the middle of this work.
        var reached = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_unfinished >= count)
            {
                _waiting.Add((count, reached));
                return reached.Task;
            }
        }

        Complete(reached);
        return reached.Task;
    }

    private void Complete(TaskCompletionSource<bool> reached)
    {
        if (_failure is { } failure)
            reached.SetException(failure);
        else
            reached.SetResult(true);
    }
}
