using EniTools.Api.Calls;
using EniTools.Emulator.Accounts;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Faults;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;
using EniTools.Emulator.Operations;
using EniTools.Emulator.World;

namespace EniTools.Emulator;

/// <summary>The emulated service from its gateway to its world: all that a reset replaces.</summary>
internal sealed class EcsService
{
    private static readonly Fault NoFault = new();

    private readonly EniEmulatorOptions _options;
    private readonly ApiGateway _gateway;
    private readonly OperationTable _operations;
    private readonly RequestsInFlight _inFlight = new();
    private readonly object _lock = new();
    private CloudWorld _world;
    private ClientTokens _clientTokens = new();
    private long _version;

    public EcsService(EniEmulatorOptions options, Action<CloudWorld> fill)
    {
        _options = options;
        _world = NewWorld(fill);
        var keys = new KeyRing([.. DefaultKeys.All, .. options.MoreKeys]);
        _gateway = new ApiGateway(keys, () => options.Now);
        _operations = OperationTable.Default(keys);
        FlowControl = new FlowControl
        {
            MaxCallsPerSecond = options.MaxCallsPerSecond,
            MaxCallsPerMinute = options.MaxCallsPerMinute,
            OmitRetryAfter = options.OmitRetryAfter,
        };
    }

    public FlowControl FlowControl { get; }

    /// <summary>Called after each change of the world.</summary>
    public Action? OnChange { get; init; }

    /// <summary>A number that differs after each change of the world.</summary>
    public long Version
    {
        get => Look(_ => _version);
        init => _version = value;
    }

    /// <summary>The time until the world changes by itself; null if it does not.</summary>
    public TimeSpan? UntilTransitionEnd => Look(world => world.NextEnd - world.Now);

    /// <summary>The operations of the API.</summary>
    public IEnumerable<string> Actions => _operations.All.Select(operation => operation.Action);

    /// <summary>Reads the world while no request changes it.</summary>
    public T Look<T>(Func<CloudWorld, T> look)
    {
        lock (_lock)
        {
            if (_world.AdvanceTo(_options.Now))
                _version++;
            return look(_world);
        }
    }

    /// <summary>Replaces the world, once all of the other one is there.</summary>
    public void Replace(Action<CloudWorld> fill)
    {
        var world = NewWorld(fill);
        lock (_lock)
        {
            _world = world;
            // They remember responses about a world that is gone.
            _clientTokens = new ClientTokens();
            _version++;
        }

        OnChange?.Invoke();
    }

    public IReadOnlyList<RegionCopy> Copy() => Look(world => world.Copy());

    /// <summary>Reads the body of a request, up to the limit that its header allows.</summary>
    public Task ReadBodyAsync(IncomingRequest request) => request.ReadBodyAsync(_gateway.MaxBodyOf(request));

    /// <summary>Begins a request whose operation must not overlap with others about the same address.</summary>
    /// <returns>The turn of the request, which ends with its response; null if the operation may overlap.</returns>
    public RequestsInFlight.Turn? Enter(IncomingRequest request, Signature signature)
    {
        if (!_operations.MustNotOverlap(signature.Version, signature.Action))
            return null;
        var regionId = request.Parameter("RegionId");
        var addressId = Look(world => request.Parameter("Ipv6InternetBandwidthId") is { Length: > 0 } bandwidthId
            && world.Find(regionId) is { } region
            && region.Ipv6.FindByBandwidth(bandwidthId) is { } item
            ? region.Ipv6.IdOf(item)
            : request.Parameter("Ipv6AddressId"));
        return _inFlight.Enter($"{regionId}/{addressId}");
    }

    /// <summary>Answers a request. The error code is null for a success.</summary>
    public (OutgoingAnswer Answer, string? Code) Answer(
        IncomingRequest request, Signature signature, Fault? fault, string requestId, RequestsInFlight.Turn? turn = null)
    {
        fault ??= NoFault;
        var rule = FaultRule.Of(fault.Kind);
        try
        {
            var call = _gateway.Verify(request, signature);
            turn?.CheckAlone();
            if (rule.Effect == Effect.Refused)
                throw Refusal(fault);

            var answer = rule.Effect == Effect.Done
                ? ApiAnswers.Success(call.Action, Execute(call), requestId, signature.WantsXml)
                : ApiAnswers.None(requestId);
            return (rule.OnTheWire(answer), null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A defect of the emulator fails one request, like a defect of the service.
            var refusal = exception as ApiFault
                ?? new ApiFault(500, "InternalError", $"The request processing has failed due to some unknown error. {exception.Message}");
            var answer = ApiAnswers.Refusal(
                refusal, ApiService.ForVersion(signature.Version), request.Header("host"), requestId, signature.WantsXml);
            return (rule.OnTheWire(answer), refusal.Code);
        }
    }

    private static ApiFault Refusal(Fault fault) => new(fault.Status, fault.Code, "Refused by a fault that was asked for.")
    {
        RetryAfter = fault.RetryAfterMilliseconds > 0 ? TimeSpan.FromMilliseconds(fault.RetryAfterMilliseconds) : null,
    };

    private AnswerObject Execute(ApiRequest call)
    {
        var operation = _operations.Find(call.Version, call.Action);
        FlowControl.Check(call, _options.Now);
        call.Caller.CheckMayCall(operation.Permission, operation.IsChange);
        var members = Look(world =>
        {
            var answer = operation.TakesClientToken
                ? _clientTokens.Once(call, world.Now, () => operation.Execute(world, call))
                : operation.Execute(world, call);
            if (operation.IsChange)
                _version++;
            return answer;
        });
        if (operation.IsChange)
            OnChange?.Invoke();
        return members;
    }

    private CloudWorld NewWorld(Action<CloudWorld> fill)
    {
        var world = new CloudWorld(_options.Seed)
        {
            TransitionTime = _options.TransitionTime,
            ReadLag = _options.ReadLag,
            BandwidthBlocksUnassign = _options.BandwidthBlocksUnassign,
        };
        fill(world);
        return world;
    }
}
