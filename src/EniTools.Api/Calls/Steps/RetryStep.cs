using System.Xml.Linq;
using EniTools.Api.Pacing;

namespace EniTools.Api.Calls.Steps;

/// <summary>
/// Sends a call that only reads until it succeeds or another attempt would not help. Each attempt passes the rest of the chain.
/// </summary>
internal sealed class RetryStep(RetryPolicy policy, IClock clock, Action<Retry>? onRetry, ICallStep next) : ICallStep
{
    /// <exception cref="InvalidOperationException">The operation changes something: after a failed attempt, its sender has to find out what that did.</exception>
    public Task<XElement> SendAsync(ApiCall call, Sending sending)
    {
        if (call.Operation.IsChange)
            throw new InvalidOperationException($"{call.Operation} changes something and is not sent again without a look.");
        var loop = new RetryLoop(policy, clock, onRetry);
        var each = new Sending(sending.Waiting, sending.InFlight, sending.Leaving, loop);
        return loop.RunAsync(() => next.SendAsync(call, each), sending.Waiting);
    }
}
