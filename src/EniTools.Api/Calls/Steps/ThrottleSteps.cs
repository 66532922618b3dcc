using System.Xml.Linq;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Telemetry;

namespace EniTools.Api.Calls.Steps;

/// <summary>Waits until the pace of the operation allows the next call, and lets the pace know how it ended.</summary>
internal sealed class PaceStep(IAccessKeySource keys, Func<string, ApiOperation, CallPace> paceFor, ICallStep next) : ICallStep
{
    public async Task<XElement> SendAsync(ApiCall call, Sending sending)
    {
        var key = await keys.GetAsync(sending.Waiting).ConfigureAwait(false);
        var pace = paceFor(key.Id, call.Operation);
        var paced = await pace.WaitAsync(sending.Waiting).ConfigureAwait(false);
        try
        {
            var answer = await next.SendAsync(call, sending).ConfigureAwait(false);
            paced.Succeeded();
            return answer;
        }
        catch (ServiceException failure)
        {
            if (failure.Kind == ErrorKind.Throttled)
            {
                paced.Refused(failure.RetryAfter);
                ClientEvents.Log.Slowed(call.Operation.FullName, call.Parameters.Find("RegionId") ?? "", pace.CallsPerSecond);
            }
            else
            {
                paced.Succeeded();
            }

            throw;
        }
    }
}

/// <summary>Waits until the cap of the run allows the next call.</summary>
internal sealed class CapStep(CallCap cap, ICallStep next) : ICallStep
{
    public async Task<XElement> SendAsync(ApiCall call, Sending sending)
    {
        await cap.WaitAsync(sending.Waiting).ConfigureAwait(false);
        return await next.SendAsync(call, sending).ConfigureAwait(false);
    }
}

/// <summary>Waits until a slot is free, and holds it until the call has ended.</summary>
internal sealed class SlotStep(CallSlots slots, ICallStep next) : ICallStep
{
    public async Task<XElement> SendAsync(ApiCall call, Sending sending)
    {
        await slots.EnterAsync(sending.Waiting).ConfigureAwait(false);
        try
        {
            return await next.SendAsync(call, sending).ConfigureAwait(false);
        }
        finally
        {
            slots.Leave();
        }
    }
}
