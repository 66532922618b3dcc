using System.Management.Automation;

namespace EniTools.Pipeline;

/// <summary>A cmdlet that works in the background and stops at once: for Ctrl+C, for a terminating error, and for a pipeline that has enough.</summary>
public abstract class EniCmdlet : PSCmdlet, IDisposable
{
    // How long a call that changes something may still take to say what it did.
    private static readonly TimeSpan TimeForLastAnswers = TimeSpan.FromSeconds(1);

    // A cancelled call ends in milliseconds; this is for the case that it does not.
    private static readonly TimeSpan EndOfBackground = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();

    private Task _background = Task.CompletedTask;

    /// <summary>Signalled when the cmdlet is to stop: nothing more is written, sent or waited for.</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Signalled a moment later: a call under way whose answer matters is given up too.</summary>
    private protected CancellationToken GiveUpToken => _givingUp.Token;

    private protected PipelineQueue Queue { get; } = new();

    /// <summary>Takes note of background work that has begun: the cmdlet is not over before it is.</summary>
    private protected T Begun<T>(T task)
        where T : Task
    {
        _background = _background.IsCompleted ? task : Task.WhenAll(_background, task);
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
    protected override void StopProcessing() => Stop();

    /// <summary>Ends the background work. The engine calls this however the cmdlet ended.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the background work.</summary>
    protected virtual void Dispose(bool disposing)
    {
        // The sources are left to the collector: StopProcessing may come at the same moment.
        if (!disposing)
            return;
        Stop();
        ((IAsyncResult)_background).AsyncWaitHandle.WaitOne(TimeForLastAnswers + EndOfBackground);
    }

    /// <summary>Gives calls under way a moment to answer.</summary>
    private protected void GiveUpSoon() => _givingUp.CancelAfter(TimeForLastAnswers);

    private void Stop()
    {
        _stopping.Cancel();
        GiveUpSoon();
    }
}
