using System.Management.Automation;
using System.Management.Automation.Host;
using EniTools.Api.Model;

namespace EniTools.Pipeline;

/// <summary>A cmdlet that works in the background and stops at once: for Ctrl+C, for a terminating error, and for a pipeline that has enough.</summary>
public abstract class EniCmdlet : PSCmdlet, IDisposable
{
    /// <summary>The seconds in which a change that is in flight may still answer when nothing more is sent. The pages name them.</summary>
    internal const int SecondsForLastAnswers = 1;

    // The exit code that shells report for a process that SIGINT ended.
    private const int ExitCodeOfInterrupt = 130;

    private static readonly TimeSpan TimeForLastAnswers = TimeSpan.FromSeconds(SecondsForLastAnswers);

    // A cancelled call ends in milliseconds; this is in case it does not.
    private static readonly TimeSpan EndOfBackground = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();
    private Task _background = Task.CompletedTask;
    private Func<Task>? _whenCompleted;
    private Func<int>? _unknown;
    private IDisposable? _signals;
    private volatile string? _signal;

    private protected EniCmdlet() => Queue = new PipelineQueue(this);

    /// <summary>Cancelled when the cmdlet stops: nothing more is written, sent or waited for.</summary>
    internal CancellationToken StopToken => _stopping.Token;

    /// <summary>Cancelled a moment later: changes in flight are given up too.</summary>
    internal CancellationToken GiveUpToken => _givingUp.Token;

    /// <summary>True with -WhatIf: the cmdlet only says what it would do.</summary>
    internal bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var bound)
        ? ((SwitchParameter)bound).IsPresent
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>True with -Debug: the cmdlet shows details of each call.</summary>
    internal bool IsDebugging => MyInvocation.BoundParameters.TryGetValue("Debug", out var bound)
        ? ((SwitchParameter)bound).IsPresent
        : $"{GetVariableValue("DebugPreference")}" is not (nameof(ActionPreference.SilentlyContinue) or nameof(ActionPreference.Ignore));

    /// <summary>The output of background work, until the pipeline thread writes it.</summary>
    internal PipelineQueue Queue { get; }

    /// <summary>Adds background work. The cmdlet does not end before it does.</summary>
    internal T Track<T>(T task)
        where T : Task
    {
        _background = _background.IsCompleted ? task : Task.WhenAll(_background, task);
        return task;
    }

    /// <summary>Sets the wait for work in flight at the end of the cmdlet.</summary>
    internal void EndAfter(Func<Task> whenCompleted) => _whenCompleted = whenCompleted;

    /// <summary>Sets the same for work that changes something, also for a signal that ends the process.</summary>
    /// <param name="whenCompleted">Waits for the calls in flight.</param>
    /// <param name="unknown">Counts the targets of that work whose outcome stays unknown.</param>
    internal void CompleteAtEnd(Func<Task> whenCompleted, Func<int> unknown)
    {
        EndAfter(whenCompleted);
        _unknown = unknown;
        _signals = EndSignals.Listen(signal =>
        {
            _signal = signal;
            Stop();
        });
    }

    /// <summary>Writes a verbose line. As in all text for people, no character in it can control a terminal.</summary>
    public new void WriteVerbose(string text) => base.WriteVerbose(WrittenText.Visible(text));

    /// <summary>Writes a debug line.</summary>
    public new void WriteDebug(string text) => base.WriteDebug(WrittenText.Visible(text));

    /// <summary>Writes a warning.</summary>
    public new void WriteWarning(string text) => base.WriteWarning(WrittenText.Visible(text));

    /// <summary>Writes progress.</summary>
    public new void WriteProgress(ProgressRecord record)
    {
        record.StatusDescription = WrittenText.Visible(record.StatusDescription);
        if (record.CurrentOperation is { } operation)
            record.CurrentOperation = WrittenText.Visible(operation);
        base.WriteProgress(record);
    }

    /// <summary>Asks for confirmation.</summary>
    public new bool ShouldProcess(string target, string action) =>
        base.ShouldProcess(WrittenText.Visible(target), WrittenText.Visible(action));

    /// <summary>Output that the stopped pipeline no longer takes. The host shows it at the end.</summary>
    internal LostOutput Lost { get; } = new();

    /// <summary>Waits for background work on the pipeline thread, and writes its output meanwhile.</summary>
    /// <exception cref="PipelineStoppedException">The cmdlet stops, even if the work has completed.</exception>
    internal void Await(Task task)
    {
        try
        {
            Queue.WriteUntil(Track(task), StopToken);
            StopToken.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Waits for the result of background work.</summary>
    internal T Await<T>(Task<T> task)
    {
        Await((Task)task);
        return task.Result;
    }

    /// <summary>Gives calls in flight a moment to answer.</summary>
    internal void GiveUpSoon() => _givingUp.CancelAfter(TimeForLastAnswers);

    /// <summary>Ctrl+C. Called on a thread other than the pipeline's.</summary>
    protected override void StopProcessing() => Stop();

    /// <summary>Ends the background work. The engine calls this in all cases.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the background work.</summary>
    protected virtual void Dispose(bool disposing)
    {
        // The sources are not disposed: StopProcessing may come at the same moment.
        if (!disposing)
            return;
        Stop();
        if (_whenCompleted is not null)
            Track(_whenCompleted());
        ((IAsyncResult)_background).AsyncWaitHandle.WaitOne(TimeForLastAnswers + EndOfBackground);
        if (_signal is { } signal)
            WarnHost($"{signal}: nothing more is sent. {Ending}");
        foreach (var item in Queue.Unwritten)
        {
            if (item.ForHost is { } text)
                Lost.Add(text, item.Kind);
        }

        if (Lost.Summary() is { } lost)
            WarnHost(lost);
        _signals?.Dispose();
        // PowerShell ends a script with 0 after SIGINT, as if all had been done.
        if (_signal == EndSignals.Interrupt)
            Host?.SetShouldExit(ExitCodeOfInterrupt);
    }

    private string Ending => _unknown?.Invoke() is > 0 and var unknown
        ? $"It is not known what became of {unknown} targets: their calls had no answer within {SecondsForLastAnswers} s."
        : "What was under way is settled.";

    private void Stop()
    {
        _stopping.Cancel();
        GiveUpSoon();
    }

    // A stopped pipeline takes no more output. The host still does.
    private void WarnHost(string text)
    {
        try
        {
            Host?.UI?.WriteWarningLine(WrittenText.Visible(text));
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or InvalidOperationException)
        {
            // There is no host that can show it.
        }
    }
}
