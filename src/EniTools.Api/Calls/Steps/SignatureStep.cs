using System.Xml.Linq;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Calls.Steps;

/// <summary>
/// Signs a call, has it carried to the service, and reads what came back. A clock that is off is corrected once; an expired key is
/// renewed, again if the new one has expired meanwhile.
/// </summary>
internal sealed class SignatureStep(Uri endpoint, IAccessKeySource keys, ITransport transport) : ICallStep
{
    public required TimeSpan Timeout { get; init; }
    public required IClock Clock { get; init; }
    public required ServiceClocks Clocks { get; init; }
    public required Action<Uri, TimeSpan>? OnClockCorrected { get; init; }

    public async Task<XElement> SendAsync(ApiCall call, Sending sending)
    {
        var unsigned = call.At(endpoint);
        var (renewals, mayCorrect) = (2, true);
        while (true)
        {
            var key = await keys.GetAsync(sending.InFlight).ConfigureAwait(false);
            var now = Clock.UtcNow + Clocks.AheadOf(endpoint);
            var request = RequestSigner.Sign(unsigned, key, now, Guid.NewGuid().ToString("N"), keys.Provider);
            var answer = await transport.SendAsync(request, Timeout, sending.InFlight).ConfigureAwait(false);
            try
            {
                return ApiAnswer.Read(answer, call, key.RemoveFrom);
            }
            catch (ServiceException refusal) when (renewals > 0 && MeansThatKeyEnded(refusal, key) && keys.Refuse(key))
            {
                renewals--;
            }
            catch (ServiceException refusal) when (mayCorrect && refusal.Code == "InvalidTimeStamp.Expired" && answer.Date is not null)
            {
                mayCorrect = false;
                CorrectClock(answer.Date.Value - Clock.UtcNow);
            }
        }
    }

    private static bool MeansThatKeyEnded(ServiceException refusal, AccessKey key) =>
        refusal.Kind == ErrorKind.ExpiredToken || (key.IsTemporary && refusal.Code == "InvalidAccessKeyId.NotFound");

    private void CorrectClock(TimeSpan ahead)
    {
        if (Clocks.Correct(endpoint, ahead))
            OnClockCorrected?.Invoke(endpoint, ahead);
    }
}
