namespace EniTools.Api.Changes;

/// <summary>Does work in lanes: the work of one lane in the order in which it was added, and some lanes beside each other.</summary>
/// <param name="room">Counts the work with that of others.</param>
/// <param name="width">How many lanes are at work at a time.</param>
/// <param name="fail">Told what a piece of work ended with, when that was not a cancellation; called on any thread.</param>
internal sealed class Lanes(ChangeRoom room, int width, Action<Exception> fail)
{
    private readonly object _lock = new();
    private readonly Queue<(string Lane, Func<Task> Work)> _waiting = new();

    // A lane exists while it is at work; its queue holds what comes after.
    private readonly Dictionary<string, Queue<Func<Task>>> _lanes = new(StringComparer.Ordinal);
    private readonly UnfinishedWork _unfinished = new();
    private bool _isOpening;

    /// <summary>Adds work. It begins at once when its lane is free, or can be opened.</summary>
    public void Add(string lane, Func<Task> work)
    {
        room.Unfinished.Begin();
        _unfinished.Begin();
        lock (_lock)
            _waiting.Enqueue((lane, work));
        OpenLanes();
    }

    /// <summary>Completes when all work is done.</summary>
    public Task WhenEmptyAsync() => _unfinished.WhenBelowAsync(1);

    // One at a time: work that ends at once would otherwise open the next lane deeper and deeper in the stack.
    private void OpenLanes()
    {
        lock (_lock)
        {
            if (_isOpening)
                return;
            _isOpening = true;
        }

        while (TryOpen(out var lane, out var work))
            _ = WorkOffAsync(lane, work);
    }

    private bool TryOpen(out string lane, out Func<Task> work)
    {
        lock (_lock)
        {
            while (_waiting.Count > 0)
            {
                (lane, work) = _waiting.Peek();
                var isOpen = _lanes.TryGetValue(lane, out var after);
                if (!isOpen && _lanes.Count >= width)
                    break;
                _waiting.Dequeue();
                if (!isOpen)
                {
                    _lanes.Add(lane, new Queue<Func<Task>>());
                    return true;
                }

                after!.Enqueue(work);
            }

            _isOpening = false;
            (lane, work) = ("", null!);
            return false;
        }
    }

    private async Task WorkOffAsync(string lane, Func<Task> work)
    {
        for (Func<Task>? next = work; next is not null; next = NextOf(lane))
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
                fail(exception);
            }

            _unfinished.End();
            room.Unfinished.End();
        }

        OpenLanes();
    }

    private Func<Task>? NextOf(string lane)
    {
        lock (_lock)
        {
            if (_lanes[lane].Count > 0)
                return _lanes[lane].Dequeue();
            _lanes.Remove(lane);
            return null;
        }
    }
}
