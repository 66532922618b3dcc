using System.Xml.Linq;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;
using EniTools.Api.Telemetry;
using EniTools.Api.Transport;

namespace EniTools.Api.Calls.Steps;

/// <summary>Reports attempts to telemetry and to a callback. It does nothing while nobody listens.</summary>
internal sealed class WatchStep(Uri endpoint, IClock clock, Action<CallAttempt>? onAttempt, ICallStep next) : ICallStep
{
    public Task<XElement> SendAsync(ApiCall call, Sending sending) => onAttempt is not null || ClientEvents.Log.IsEnabled()
        ? WatchAsync(call, sending)
        : next.SendAsync(call, sending);

    private async Task<XElement> WatchAsync(ApiCall call, Sending sending)
    {
        var attempt = new CallAttempt(call.Operation, call.Parameters.Find("RegionId") ?? "", endpoint, sending.Loop?.Attempts ?? 1);
        var callId = sending.Loop?.Id ?? Guid.NewGuid();
        ClientEvents.Log.Begin(callId, call.Operation.FullName, attempt.RegionId, endpoint.Authority, attempt.Number);
        var began = clock.Elapsed;
        try
        {
            var answer = await next.SendAsync(call, sending).ConfigureAwait(false);
            attempt = attempt with { HttpStatus = 200, RequestId = answer.Text("RequestId") ?? "" };
            return answer;
        }
        catch (ApiException failure)
        {
            attempt = attempt with
            {
                HttpStatus = failure.HttpStatus ?? 0,
                RequestId = failure.RequestId ?? "",
                Code = failure.Code,
            };
            throw;
        }
        catch (OperationCanceledException)
        {
            attempt = attempt with { Code = NoAnswerException.GivenUpCode };
            throw;
        }
        finally
        {
            attempt = attempt with { Duration = clock.Elapsed - began };
            Report(callId, attempt);
        }
    }

    private void Report(Guid callId, CallAttempt attempt)
    {
        ClientEvents.Log.End(
            callId,
            attempt.Operation.FullName,
            attempt.RegionId,
            endpoint.Authority,
            attempt.Number,
            attempt.RequestId,
            attempt.HttpStatus,
            attempt.Code,
            attempt.Duration);
        onAttempt?.Invoke(attempt);
    }
}
