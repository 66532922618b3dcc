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

/// <summary>The circumstances of a call besides the call itself: how long it may wait and take, and the callbacks of its sender.</summary>
/// <param name="Waiting">Ends the wait; nothing is sent then.</param>
/// <param name="InFlight">Gives up the attempt.</param>
/// <param name="Leaving">Called right before an attempt leaves; if it fails, nothing is sent.</param>
/// <param name="Loop">The attempts at the call; null for the only one.</param>
/// <param name="Failing">Called when the attempt failed, while it still has its turn.</param>
internal sealed record Sending(
    CancellationToken Waiting,
    CancellationToken InFlight,
    Func<Task>? Leaving = null,
    RetryLoop? Loop = null,
    Action<ApiException>? Failing = null)
{
    /// <summary>For a call that is given up as a whole.</summary>
    public Sending(CancellationToken cancellationToken)
        : this(cancellationToken, cancellationToken)
    {
    }
}

internal static class CallSteps
{
    /// <summary>Makes a chain for calls that only read: each is sent until it succeeds or another attempt would not help.</summary>
    public static ICallStep Repeating(this ICallStep chain, RetryPolicy policy, IClock clock, Action<Retry>? onRetry) =>
        new RetryStep(policy, clock, onRetry, chain);

    /// <summary>Sends a call that is given up as a whole, and reads its answer.</summary>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    public static Task<TAnswer> SendAsync<TAnswer>(this ICallStep chain, ApiCall<TAnswer> call, CancellationToken cancellationToken) =>
        call.SendAsync(chain, new Sending(cancellationToken));
}
