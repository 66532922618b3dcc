using System.Xml.Linq;
using EniTools.Api.Pacing;

namespace EniTools.Api.Calls.Steps;

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
