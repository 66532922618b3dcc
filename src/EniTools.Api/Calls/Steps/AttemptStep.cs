using System.Xml.Linq;

namespace EniTools.Api.Calls.Steps;

/// <summary>Tells the sender that an attempt is about to leave, and waits until it has taken note.</summary>
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
