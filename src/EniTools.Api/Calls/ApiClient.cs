using System.Xml.Linq;
using EniTools.Api.Calls.Steps;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Calls;

/// <summary>Sends calls to one endpoint with the keys of one source: one attempt each, at the pace that the service allows.</summary>
internal sealed class ApiClient : ICallStep
{
    private readonly Uri _endpoint;
    private readonly IAccessKeySource _keys;
    private readonly ITransport _transport;
    private ICallStep? _chain;

    /// <summary>Makes a client for one endpoint and key.</summary>
    /// <param name="endpoint">Scheme, host and port, as <see cref="Endpoints.Parse"/> gives it.</param>
    /// <param name="keys">Gives the key to sign with.</param>
    /// <param name="transport">What carries the requests.</param>
    public ApiClient(Uri endpoint, IAccessKeySource keys, ITransport transport)
    {
        _endpoint = endpoint;
        _keys = keys;
        _transport = transport;
    }

    /// <summary>How long one attempt may take. The default is 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where time comes from.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>What is known of the endpoints' clocks; clients that share it learn from each other.</summary>
    public ServiceClocks Clocks { get; init; } = new();

    /// <summary>Told how far the endpoint's time is ahead, when the service refused this machine's; called on any thread.</summary>
    public Action<Uri, TimeSpan>? OnClockCorrected { get; init; }

    /// <summary>Told of each attempt when it has ended; called on any thread. Null, the default, for nobody.</summary>
    public Action<CallAttempt>? OnAttempt { get; init; }

    /// <summary>Gives the pace of an operation by the AccessKey's id, the endpoint and the operation; null, the default, for none.</summary>
    public Func<string, Uri, ApiOperation, CallPace>? PaceOf { get; init; }

    /// <inheritdoc/>
    public Task<XElement> SendAsync(ApiCall call, Sending sending) => (_chain ??= NewChain()).SendAsync(call, sending);

    private ICallStep NewChain()
    {
        var signed = new SignatureStep(_endpoint, _keys, _transport)
        {
            Timeout = Timeout,
            Clock = Clock,
            Clocks = Clocks,
            OnClockCorrected = OnClockCorrected,
        };
        var attempt = new AttemptStep(new WatchStep(_endpoint, Clock, OnAttempt, signed));
        return PaceOf is null ? attempt : new PaceStep(_keys, (keyId, operation) => PaceOf(keyId, _endpoint, operation), attempt);
    }
}
