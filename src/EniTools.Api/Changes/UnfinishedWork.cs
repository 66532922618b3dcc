namespace EniTools.Api.Changes;

/// <summary>Counts work that is not done, for those who wait until there is less of it. Thread-safe.</summary>
internal sealed class UnfinishedWork
{
    private readonly object _lock = new();
    private readonly List<(int Below, TaskCompletionSource<bool> Reached)> _waiting = [];
    private int _count;

    public void Begin()
    {
        lock (_lock)
            _count++;
    }

    public void End()
    {
        List<(int Below, TaskCompletionSource<bool> Reached)> reached;
        lock (_lock)
        {
            _count--;
            reached = _waiting.FindAll(waiting => _count < waiting.Below);
            _waiting.RemoveAll(waiting => _count < waiting.Below);
        }

        foreach (var waiting in reached)
            waiting.Reached.SetResult(true);
    }

    /// <summary>Completes when less than some number is not done.</summary>
    public Task WhenBelowAsync(int count)
    {
        lock (_lock)
        {
            if (_count < count)
                return Task.CompletedTask;
            // Whoever waits goes on elsewhere, not in the middle of the work that ends.
            var reached = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task;
        }
    }
}
