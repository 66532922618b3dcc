using EniTools.Api.Errors;

namespace EniTools.Api.Changes;

/// <summary>The end of sending, before the work is done, and its reason. All calls that wait for their turn are woken by it.</summary>
internal sealed class SendingEnd
{
    private readonly SendingEnd? _outer;
    private readonly CancellationTokenSource _waiting;
    private NotSentException? _reason;

    /// <summary>Begins without an end.</summary>
    /// <param name="stopping">Signalled when the run is stopped.</param>
    public SendingEnd(CancellationToken stopping) => _waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);

    /// <summary>Begins without an end of its own: what ends the outer one ends this one.</summary>
    public SendingEnd(SendingEnd outer)
        : this(outer.Waiting) => _outer = outer;

    /// <summary>Ends the wait of a call for its turn.</summary>
    public CancellationToken Waiting => _waiting.Token;

    /// <summary>Gets why nothing more is sent; null while calls may be sent.</summary>
    public NotSentException? Reason => Volatile.Read(ref _reason) ?? _outer?.Reason;

    /// <summary>Ends the sending. The first reason counts.</summary>
    public void Because(NotSentException reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
            _waiting.Cancel();
    }
}
