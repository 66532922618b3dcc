using System.Xml.Linq;
using EniTools.Api.Calls.Steps;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;

namespace EniTools.Api.Calls;

/// <summary>One step on a call's way to the service: it does its part and hands the call to the next step.</summary>
internal interface ICallStep
{
    /// <summary>Takes a call the rest of its way.</summary>
    /// <param name="call">The call.</param>
    /// <param name="sending">How long it may wait and take, and who is told when it leaves.</param>
    /// <returns>The members of the answer: an element for each, list items below it.</returns>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    Task<XElement> SendAsync(ApiCall call, Sending sending);
}

/// <summary>What the sender of a call has to say besides the call itself.</summary>
internal sealed class Sending
{
    /// <summary>For a call that is given up as a whole.</summary>
    /// <param name="cancellationToken">Ends the wait and the attempt.</param>
    public Sending(CancellationToken cancellationToken)
        : this(cancellationToken, cancellationToken)
    {
    }

    /// <summary>For a call that may still be answered when nothing more is to be sent.</summary>
    /// <param name="waiting">Ends the wait; nothing is sent then.</param>
    /// <param name="underWay">Gives up the attempt.</param>
    /// <param name="leaving">Done right before an attempt leaves; when it fails, nothing is sent.</param>
    /// <param name="loop">The attempts at the call; null for the only one.</param>
    /// <param name="failing">Called when the attempt failed, while it still has its turn; null for nothing.</param>
    public Sending(
        CancellationToken waiting,
        CancellationToken underWay,
        Func<Task>? leaving = null,
        RetryLoop? loop = null,
        Action<ApiException>? failing = null)
    {
        Waiting = waiting;
        UnderWay = underWay;
        Leaving = leaving;
        Loop = loop;
        Failing = failing;
    }

    /// <summary>Ends the wait; nothing is sent then.</summary>
    public CancellationToken Waiting { get; }

    /// <summary>Gives up the attempt.</summary>
    public CancellationToken UnderWay { get; }

    /// <summary>Done right before an attempt leaves; null for nothing.</summary>
    public Func<Task>? Leaving { get; }

    /// <summary>The attempts at the call; null for the only one.</summary>
    public RetryLoop? Loop { get; }

    /// <summary>Called when the attempt failed, while it still has its turn; null for nothing.</summary>
    public Action<ApiException>? Failing { get; }
}

/// <summary>What can be done with any chain of steps.</summary>
internal static class CallSteps
{
    /// <summary>The same chain for calls that only read: each is sent until it succeeds or another attempt would not help.</summary>
    /// <param name="chain">What each attempt passes.</param>
    /// <param name="policy">How often and how long a call is tried again.</param>
    /// <param name="clock">The clock to wait with.</param>
    /// <param name="onRetry">Told of each retry before its wait; called on any thread.</param>
    public static ICallStep Repeating(this ICallStep chain, RetryPolicy policy, IClock clock, Action<Retry>? onRetry) =>
        new RetryStep(policy, clock, onRetry, chain);

    /// <summary>Sends a call that is given up as a whole, and reads its answer.</summary>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public static Task<TAnswer> SendAsync<TAnswer>(this ICallStep chain, ApiCall<TAnswer> call, CancellationToken cancellationToken) =>
        call.SendAsync(chain, new Sending(cancellationToken));
}
