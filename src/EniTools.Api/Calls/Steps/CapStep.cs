using System.Xml.Linq;
using EniTools.Api.Pacing;

namespace EniTools.Api.Calls.Steps;

/// <summary>Waits until the cap of the run allows the next call.</summary>
internal sealed class CapStep(CallCap cap, ICallStep next) : ICallStep
{
    public async Task<XElement> SendAsync(ApiCall call, Sending sending)
    {
        await cap.WaitAsync(sending.Waiting).ConfigureAwait(false);
        return await next.SendAsync(call, sending).ConfigureAwait(false);
    }
}
