using System.Xml.Linq;

namespace EniTools.Api.Calls.Steps;

/// <summary>Calls back the sender when an attempt is about to leave, and waits for it.</summary>
internal sealed class AttemptStep(ICallStep next) : ICallStep
{
    public async Task<XElement> SendAsync(ApiCall call, Sending sending)
    {
        sending.Waiting.ThrowIfCancellationRequested();
        if (sending.Leaving is not null)
            await sending.Leaving().ConfigureAwait(false);
        return await next.SendAsync(call, sending).ConfigureAwait(false);
    }
}
