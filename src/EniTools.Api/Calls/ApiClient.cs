using System.Xml.Linq;
using EniTools.Api.Calls.Steps;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Calls;

/// <summary>Sends calls to one endpoint with the keys of one source: one attempt each, at the pace that the service allows.</summary>
internal sealed class ApiClient(Uri endpoint, IAccessKeySource keys, ITransport transport) : ICallStep
{
    private ICallStep? _chain;

    public Uri Endpoint { get; } = endpoint;

    /// <summary>The time limit of one attempt.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>The known times of the endpoints; clients that share it learn from each other.</summary>
    public ServiceClocks Clocks { get; init; } = new();

    /// <summary>Called with the time by which the endpoint is ahead, after the service refused this machine's; on any thread.</summary>
    public Action<Uri, TimeSpan>? OnClockCorrected { get; init; }

    /// <summary>Called after each attempt, on any thread. Null if there is no listener.</summary>
    public Action<CallAttempt>? OnAttempt { get; init; }

    /// <summary>Gives the pace of an operation by the AccessKey's id, the endpoint and the operation; null for none.</summary>
    public Func<string, Uri, ApiOperation, CallPace>? PaceOf { get; init; }

    public Task<XElement> SendAsync(ApiCall call, Sending sending) => (_chain ??= NewChain()).SendAsync(call, sending);

    private ICallStep NewChain()
    {
        var signed = new SignatureStep(Endpoint, keys, transport)
        {
            Timeout = Timeout,
            Clock = Clock,
            Clocks = Clocks,
            OnClockCorrected = OnClockCorrected,
        };
        var attempt = new AttemptStep(new WatchStep(Endpoint, Clock, OnAttempt, signed));
        return PaceOf is null ? attempt : new PaceStep(keys, (keyId, operation) => PaceOf(keyId, Endpoint, operation), attempt);
    }
}
