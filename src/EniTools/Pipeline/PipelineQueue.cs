using System.Collections.Concurrent;

namespace EniTools.Pipeline;

/// <summary>What background work wants written, until the pipeline thread, the only one that may write, comes for it.</summary>
internal sealed class PipelineQueue
{
    private readonly BlockingCollection<Action> _writes = [];

    /// <summary>Leaves something to be written. Callable from any thread.</summary>
    public void Post(Action write) => _writes.Add(write);

    /// <summary>Writes what is there, without waiting.</summary>
    public void WriteAvailable()
    {
        while (_writes.TryTake(out var write))
            write();
    }

    /// <summary>Writes what comes until a task has ended, and then what is left.</summary>
    /// <exception cref="OperationCanceledException">The cmdlet is to stop.</exception>
    public void WriteUntil(Task task, CancellationToken stopping)
    {
        // The end of the task has to wake the wait below.
        task.ContinueWith(_ => Post(() => { }), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted)
            _writes.Take(stopping)();
        WriteAvailable();
        task.GetAwaiter().GetResult();
    }
}
