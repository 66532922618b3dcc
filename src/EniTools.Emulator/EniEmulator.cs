using System.Diagnostics;
using System.Net;
using EniTools.Emulator.Accounts;
using EniTools.Emulator.Faults;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;
using EniTools.Emulator.Operations;
using EniTools.Emulator.World;

namespace EniTools.Emulator;

/// <summary>
/// An ECS endpoint on this machine: real HTTP, signatures that are really checked, the service's rules and codes, and a small
/// world that is the same at every start.
/// </summary>
public sealed class EniEmulator : IDisposable
{
    /// <summary>The AccessKey id that every emulator accepts.</summary>
    public const string AccessKeyId = "EniEmulatorAccessKeyId";

    /// <summary>The secret of that key. It opens nothing but emulators.</summary>
    public const string AccessKeySecret = "EniEmulatorAccessKeySecret";

    /// <summary>The region that most of the default world is in.</summary>
    public const string DefaultRegionId = "cn-hangzhou";

    private const int MaxRecords = 10_000;

    private readonly CloudWorld _world;
    private readonly OperationTable _operations;
    private readonly ClientTokens _clientTokens = new();
    private readonly FlowControl _flowControl;
    private readonly ApiGateway _gateway;
    private readonly EniEmulatorOptions _options;
    private readonly Queue<RequestRecord> _requests = new();
    private readonly HttpServer _server;

    private EniEmulator(EniEmulatorOptions options)
    {
        _options = options;
        _world = new CloudWorld(options.Seed) { TransitionTime = options.TransitionTime, ReadLag = options.ReadLag };
        DefaultWorld.Fill(_world);
        var keys = new KeyRing([.. DefaultKeys.All, .. options.MoreKeys]);
        _gateway = new ApiGateway(keys, options.Clock);
        _operations = new OperationTable(keys);
        _flowControl = new FlowControl(options.MaxCallsPerSecond);
        foreach (var fault in options.Faults)
            Faults.Add(fault);
        StartedAt = options.Clock.UtcNow;
        _server = HttpServer.Start(options.Port, AnswerAsync);
    }

    /// <summary>Where it answers, such as http://127.0.0.1:18080.</summary>
    public Uri Endpoint => _server.Endpoint;

    /// <summary>When it was started, in UTC.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The latest requests, up to 10,000, oldest first.</summary>
    public IReadOnlyList<RequestRecord> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>What goes wrong on purpose.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>Starts an emulator.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="HttpListenerException">The port is taken or not allowed.</exception>
    public static EniEmulator Start(EniEmulatorOptions? options = null) => new(options ?? new EniEmulatorOptions());

    /// <summary>The addresses and prefixes that an ENI has now, as text.</summary>
    /// <exception cref="KeyNotFoundException">No region has such an ENI.</exception>
    public IReadOnlyList<string> ItemsOf(string networkInterfaceId)
    {
        lock (_world)
        {
            var found = _world.Regions.Select(region => region.FindNetworkInterface(networkInterfaceId)).FirstOrDefault(item => item is not null)
                ?? throw new KeyNotFoundException($"There is no ENI '{networkInterfaceId}'.");
            return [.. found.Items.Select(item => item.ToString())];
        }
    }

    /// <summary>Stops listening and breaks off what is being answered.</summary>
    public void Dispose() => _server.Dispose();

    private async Task<OutgoingAnswer> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        var began = _options.Clock.UtcNow;
        var stopwatch = Stopwatch.StartNew();
        var requestId = Guid.NewGuid().ToString().ToUpperInvariant();
        var signature = Signature.Of(request);
        var fault = Faults.Take(signature.Action, request.Parameter("NetworkInterfaceId"));
        if (fault is { Latency.Ticks: > 0 })
            await _options.Clock.DelayAsync(fault.Latency, cancellationToken).ConfigureAwait(false);

        var (answer, code) = Execute(request, signature, fault, requestId);
        Record(new RequestRecord(
            began, signature.Action, [.. ApiGateway.Loggable(request)], answer.Status, code, requestId, stopwatch.Elapsed));
        return answer;
    }

    private (OutgoingAnswer Answer, string? Code) Execute(IncomingRequest request, Signature signature, Fault? fault, string requestId)
    {
        try
        {
            var call = _gateway.Verify(request, signature);
            if (fault is { Kind: FaultKind.Refuse })
                throw new ApiFault(fault.Status, fault.Code, "Refused by a fault that was asked for.") { RetryAfter = fault.RetryAfter };
            if (fault is { Kind: FaultKind.DropBeforeEffect })
                return (new OutgoingAnswer(0, "", "", requestId) { Damage = fault.Kind }, null);

            var operation = _operations.Find(call.Action, call.Version);
            _flowControl.Check(call, _options.Clock.UtcNow);
            call.Caller.CheckMayCall(operation.Permission);
            AnswerObject members;
            lock (_world)
            {
                _world.AdvanceTo(_options.Clock.UtcNow);
                members = operation.TakesClientToken
                    ? _clientTokens.Once(call, _world.Now, () => operation.Execute(_world, call))
                    : operation.Execute(_world, call);
            }

            var answer = Answers.Success(call.Action, members, requestId, signature.WantsXml);
            return (fault is null ? answer : Answers.Damaged(answer, fault.Kind), null);
        }
        catch (ApiFault refusal)
        {
            return (Answers.Refusal(refusal, request.Header("host"), requestId, signature.WantsXml), refusal.Code);
        }
    }

    private void Record(RequestRecord record)
    {
        lock (_requests)
        {
            _requests.Enqueue(record);
            if (_requests.Count > MaxRecords)
                _requests.Dequeue();
        }
    }
}
