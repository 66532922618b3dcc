using System.Collections.Concurrent;
using System.Management.Automation;

namespace EniTools.Pipeline;

/// <summary>The output of background work, until the pipeline thread, the only one that may write, fetches it.</summary>
internal sealed class PipelineQueue(EniCmdlet cmdlet)
{
    // Null wakes the pipeline thread.
    private readonly BlockingCollection<PipelineItem?> _items = [];

    /// <summary>The progress display while no answer comes.</summary>
    public SlowAnswer Slowness { get; } = new();

    /// <summary>The items that are not written yet.</summary>
    public IEnumerable<PipelineItem> Unwritten => _items.OfType<PipelineItem>();

    /// <summary>Adds an item. Thread-safe.</summary>
    public void Post(PipelineItem item) => _items.Add(item);

    /// <summary>Writes all available items without waiting.</summary>
    public void WriteAvailable()
    {
        while (_items.TryTake(out var item))
            item?.Write(cmdlet);
    }

    /// <summary>Writes items as they arrive until a task has completed, and then the rest.</summary>
    /// <exception cref="OperationCanceledException">The cmdlet stops.</exception>
    public void WriteUntil(Task task, CancellationToken stopping)
    {
        task.ContinueWith(
            _ => _items.Add(null), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Show(Slowness.Answered());
        while (!task.IsCompleted)
        {
            if (!_items.TryTake(out var item, (int)SlowAnswer.Interval.TotalMilliseconds, stopping))
            {
                Show(Slowness.Next());
                continue;
            }

            if (item is not (VerboseItem or DebugItem or WarningItem))
                Show(Slowness.Answered());
            item?.Write(cmdlet);
        }

        Show(Slowness.Answered());
        WriteAvailable();
        task.GetAwaiter().GetResult();
    }

    private void Show(ProgressRecord? record)
    {
        if (record is not null)
            cmdlet.WriteProgress(record);
    }
}
