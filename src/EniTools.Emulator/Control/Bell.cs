namespace EniTools.Emulator.Control;

/// <summary>Wakes those that wait for something to happen. Ringing costs next to nothing if nothing waits.</summary>
internal sealed class Bell
{
    private TaskCompletionSource<bool>? _waiting;

    /// <summary>A task that completes with the next ring. To miss nothing, take the task first and look then.</summary>
    public Task Next
    {
        get
        {
            var mine = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref _waiting, mine, null) ?? mine).Task;
        }
    }

    public void Ring()
    {
        if (Volatile.Read(ref _waiting) is not null)
            Interlocked.Exchange(ref _waiting, null)?.TrySetResult(true);
    }
}
