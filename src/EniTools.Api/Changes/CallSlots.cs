namespace EniTools.Api.Changes;

/// <summary>Lets a number of calls be under way at a time; the others wait in the order they came.</summary>
/// <remarks>Not a SemaphoreSlim: who waits goes on at once and on the same thread, so that a run in virtual time is the same every time.</remarks>
internal sealed class CallSlots(int count)
{
    private readonly object _lock = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _waiting = new();
    private int _free = count;

    /// <summary>Completes when a slot is the caller's, who has to <see cref="Leave"/> it.</summary>
    /// <exception cref="OperationCanceledException">The wait was given up.</exception>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = new TaskCompletionSource<bool>();
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return;
            }

            _waiting.AddLast(turn);
        }

        using (cancellationToken.Register(() => GiveUp(turn)))
            await turn.Task.ConfigureAwait(false);
    }

    public void Leave()
    {
        TaskCompletionSource<bool> next;
        lock (_lock)
        {
            if (_waiting.First is null)
            {
                _free++;
                return;
            }

            next = _waiting.First.Value;
            _waiting.RemoveFirst();
        }

        next.SetResult(true);
    }

    private void GiveUp(TaskCompletionSource<bool> turn)
    {
        bool hasWaited;
        lock (_lock)
            hasWaited = _waiting.Remove(turn);
        if (hasWaited)
            turn.SetCanceled();
    }
}
