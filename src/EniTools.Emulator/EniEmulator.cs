using System.Diagnostics;
using System.Net;
using EniTools.Emulator.Accounts;
using EniTools.Emulator.Control;
using EniTools.Emulator.Faults;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;
using EniTools.Emulator.World;

namespace EniTools.Emulator;

/// <summary>
/// An ECS endpoint on this machine: real HTTP, signatures that are really checked, the service's rules and codes, and a small
/// world that is the same at every start.
/// </summary>
public sealed class EniEmulator : IControlled, IDisposable
{
    /// <summary>The AccessKey id that every emulator accepts.</summary>
    public const string AccessKeyId = DefaultKeys.Main;

    /// <summary>The secret of that key. It opens nothing but emulators.</summary>
    public const string AccessKeySecret = DefaultKeys.Secret;

    /// <summary>The OIDC identity provider that every emulator knows.</summary>
    public const string OidcProviderArn = IdentityProvider.DefaultArn;

    /// <summary>The token of that provider, which AssumeRoleWithOIDC takes for any role of its account.</summary>
    public const string OidcToken = IdentityProvider.DefaultToken;

    /// <summary>The region that most of the default world is in.</summary>
    public const string DefaultRegionId = DefaultWorld.RegionId;

    private const int MaxRecords = 10_000;

    private readonly EniEmulatorOptions _options;
    private readonly Queue<RequestRecord> _requests = new();
    private readonly StateFile? _stateFile;
    private readonly HttpServer _server;
    private volatile EcsService _service;

    private EniEmulator(EniEmulatorOptions options)
    {
        _options = options;
        Faults = new FaultList(options.Seed);
        foreach (var fault in options.Faults)
            Faults.Add(fault);
        StartedAt = options.Clock.UtcNow;
        _stateFile = options.StatePath is { } path ? new StateFile(path) : null;
        _service = NewService(_stateFile is { Exists: true } saved ? saved.Load : Fill);
        _server = HttpServer.Listen(options.Port, () => options.Now);
        // What was under way in a loaded world goes on, and its file shows it: but only once the emulator has started.
        if (_service.UntilOwnChange is not null)
            _stateFile?.Changed();
        // Last: from here on it answers, and needs all of the above.
        _server.Serve(AnswerAsync);
    }

    /// <summary>Where it answers, such as http://127.0.0.1:18080.</summary>
    public Uri Endpoint => _server.Endpoint;

    /// <summary>When it started, in UTC.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The latest requests, up to 10,000, oldest first.</summary>
    public IReadOnlyList<RequestRecord> Requests
    {
        get
        {
            lock (_requests)
                return _requests.ToArray();
        }
    }

    /// <summary>Why the last save of the world failed; null when it did not, or no file keeps the world. It is tried again every second.</summary>
    public string? SaveProblem => _stateFile?.Problem;

    /// <summary>What goes wrong on purpose.</summary>
    public FaultList Faults { get; }

    /// <summary>How many calls are let through; can be changed while it runs. A reset brings the options' limits back.</summary>
    public FlowControl FlowControl => _service.FlowControl;

    /// <summary>Starts an emulator.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="HttpListenerException">The port is taken or not allowed.</exception>
    /// <exception cref="FormatException">The state file does not hold a world.</exception>
    /// <exception cref="StateNotWritableException">The state file could not be written.</exception>
    /// <exception cref="IOException">The state file cannot be read.</exception>
    public static EniEmulator Start(EniEmulatorOptions? options = null) => new(options ?? new EniEmulatorOptions());

    /// <summary>The addresses and prefixes that an ENI has now, as text.</summary>
    /// <exception cref="KeyNotFoundException">No region has such an ENI.</exception>
    public IReadOnlyList<string> ItemsOf(string networkInterfaceId) => _service.Look(world =>
    {
        var found = world.Regions.Select(region => region.FindNetworkInterface(networkInterfaceId)).FirstOrDefault(item => item is not null)
            ?? throw new KeyNotFoundException($"There is no ENI '{networkInterfaceId}'.");
        return found.Items.Select(item => item.ToString()).ToList();
    });

    /// <summary>The whole world as a JSON document, as a state file holds it.</summary>
    public string State() => WorldDocument.Text(_service.Copy());

    /// <summary>Starts over with the default world and limits; requests, faults and temporary keys are forgotten.</summary>
    public void Reset()
    {
        Faults.Clear();
        lock (_requests)
            _requests.Clear();
        _service = NewService(Fill);
        _stateFile?.Changed();
    }

    /// <summary>Stops listening, breaks off answers under way, and saves the state.</summary>
    public void Dispose()
    {
        _server.Dispose();
        _stateFile?.Dispose();
    }

    private void Fill(CloudWorld world)
    {
        DefaultWorld.Fill(world);
        ManyInterfaces.AddTo(world.Find(DefaultRegionId)!, _options.NetworkInterfaceCount, _options.AddressesPerInterface);
    }

    private EcsService NewService(Action<CloudWorld> fill)
    {
        var service = new EcsService(_options, fill) { OnChange = () => _stateFile?.Changed() };
        _stateFile?.Keep(service);
        return service;
    }

    private async Task<OutgoingAnswer> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        if (ControlAddress.IsFor(request))
            return ControlAddress.Answer(this, request);

        var began = _options.Clock.UtcNow;
        var stopwatch = Stopwatch.StartNew();
        var requestId = Guid.NewGuid().ToString().ToUpperInvariant();
        var signature = Signature.Read(request);
        var service = _service;
        using var turn = service.Enter(request, signature);
        var fault = Faults.Take(signature.Action, request.Parameter("NetworkInterfaceId"));
        if (fault is { LatencyMilliseconds: > 0 and var wait })
            await _options.Clock.DelayAsync(TimeSpan.FromMilliseconds(wait), cancellationToken).ConfigureAwait(false);

        var (answer, code) = service.Answer(request, signature, fault, requestId, turn);
        Record(new RequestRecord(
            began, signature.Action, ApiGateway.Loggable(request).ToArray(), answer.Status, code, requestId, stopwatch.Elapsed));
        return answer;
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
