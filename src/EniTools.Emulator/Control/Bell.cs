namespace EniTools.Emulator.Control;

/// <summary>Wakes those who wait for something to happen. Where nobody waits, ringing it costs next to nothing.</summary>
internal sealed class Bell
{
    private TaskCompletionSource<bool>? _waiting;

    /// <summary>Completes when it rings next. Whoever takes it first and looks then misses nothing.</summary>
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
