using System.Management.Automation;

namespace EniTools.Pipeline;

/// <summary>A cmdlet that works in the background and stops at once: for Ctrl+C, for a terminating error, and for a pipeline that has enough.</summary>
public abstract class EniCmdlet : PSCmdlet, IDisposable
{
    // A cancelled call ends in milliseconds; this is for the case that it does not.
    private static readonly TimeSpan EndOfBackground = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();

    private Task _background = Task.CompletedTask;

    /// <summary>Signalled when the cmdlet is to stop.</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    private protected PipelineQueue Queue { get; } = new();

    /// <summary>Takes note of background work that has begun: the cmdlet is not over before it is.</summary>
    private protected T Begun<T>(T task)
        where T : Task
    {
        _background = Task.WhenAll(_background, task);
        return task;
    }

    /// <summary>Waits for background work on the pipeline thread, writing what it has to say meanwhile.</summary>
    private protected void Await(Task task)
    {
        try
        {
            Queue.WriteUntil(task, StopToken);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Waits for the result of background work.</summary>
    private protected T Await<T>(Task<T> task)
    {
        Await((Task)task);
        return task.Result;
    }

    /// <summary>Ctrl+C, called on another thread than the pipeline's.</summary>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Ends the background work. The engine calls this however the cmdlet ended.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the background work.</summary>
    protected virtual void Dispose(bool disposing)
    {
        // The source is left to the collector: StopProcessing may come at the same moment.
        if (!disposing)
            return;
        _stopping.Cancel();
        ((IAsyncResult)_background).AsyncWaitHandle.WaitOne(EndOfBackground);
    }
}
