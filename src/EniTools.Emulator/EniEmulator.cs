using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EniTools.Api.Calls;
using EniTools.Api.Files;
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

    private readonly EniEmulatorOptions _options;
    private readonly RequestLog _log = new();
    private readonly Bell _bell = new();
    private readonly ControlDoor _door;
    private readonly StateFile? _stateFile;
    private readonly HttpServer _server;
    private readonly TaskCompletionSource<bool> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SnapshotShelf _snapshots = new();
    private volatile EcsService _service = null!;

    private EniEmulator(EniEmulatorOptions options)
    {
        options.Check();
        _options = options;
        _door = new ControlDoor(IPAddress.IsLoopback(options.ListenAddress), options.HostNames, options.ControlSecret);
        Faults = new FaultList(options.Seed);
        foreach (var fault in options.Faults)
            Faults.Add(fault);
        StartedAt = options.Clock.UtcNow;
        _stateFile = options.StatePath is { } path ? new StateFile(path) : null;
        try
        {
            _server = HttpServer.Listen(options.ListenAddress, options.Port, options.HttpLimits, () => options.Now);
            // A large world takes its time: until it is there, the health address says so, and all others wait.
            _server.Serve(AnswerAsync);
            _service = NewService(_stateFile is { HasWorld: true } saved ? saved.Load : Fill);
        }
        catch
        {
            Dispose();
            throw;
        }

        // What was under way in a loaded world goes on, and its file shows it: but only once the emulator has started.
        if (_service.UntilOwnChange is not null)
            _stateFile?.Changed();
        _loaded.SetResult(true);
    }

    /// <summary>Where it answers, such as http://127.0.0.1:18080.</summary>
    public Uri Endpoint => _server.Endpoint;

    /// <summary>The page that shows it in a browser. Its last part is a secret of this start, which lets a page look and change.</summary>
    public Uri Page => new(Endpoint, ControlAddress.Root + "#" + _door.Secret);

    /// <summary>When it started, in UTC.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The latest requests, up to 10,000 in 24 MiB, oldest first.</summary>
    public IReadOnlyList<RequestRecord> Requests => _log.All;

    /// <summary>Why the last save of the world failed; null when it did not, or no file keeps the world. It is tried again every second.</summary>
    public string? SaveProblem => _stateFile?.Problem;

    /// <summary>What goes wrong on purpose.</summary>
    public FaultList Faults { get; }

    /// <summary>How many calls are let through; can be changed while it runs. A reset brings the options' limits back.</summary>
    public FlowControl FlowControl => _service.FlowControl;

    /// <summary>Starts an emulator.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    /// <exception cref="ArgumentException">An option cannot be used; the message says why.</exception>
    /// <exception cref="FormatException">The state file, or one to begin with, does not hold a world.</exception>
    /// <exception cref="StateNotWritableException">The state file could not be written.</exception>
    /// <exception cref="StateInUseException">Another emulator has the state file.</exception>
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

    /// <summary>Puts the world of a document, as <see cref="State"/> gives it, in the place of this one: all of it, or nothing. Requests, faults, limits and keys stay.</summary>
    /// <exception cref="FormatException">The document does not hold a world; the message says where.</exception>
    public void Load(Stream state) => _service.Replace(world => WorldDocument.Read(world, state));

    /// <summary>The snapshots, the earliest first. They are kept in memory, also over a reset, until the emulator stops.</summary>
    public IReadOnlyList<Snapshot> Snapshots => _snapshots.All;

    /// <summary>Keeps the world as it is now under a name, in place of an earlier snapshot of that name.</summary>
    /// <param name="name">The name, of 1 to 100 characters; case matters.</param>
    /// <exception cref="FormatException">The name is empty or too long.</exception>
    public Snapshot SaveSnapshot(string name)
    {
        var (now, regions) = _service.Look(world => (world.Now, world.Copy()));
        return _snapshots.Keep(name, now, regions);
    }

    /// <summary>Makes the world again what it was when a snapshot was taken. Requests, faults, limits and keys stay.</summary>
    /// <exception cref="KeyNotFoundException">There is no such snapshot.</exception>
    public void RestoreSnapshot(string name)
    {
        var regions = _snapshots.Find(name);
        _service.Replace(world =>
        {
            foreach (var region in regions)
                world.Add(region);
        });
    }

    /// <summary>Forgets a snapshot.</summary>
    /// <exception cref="KeyNotFoundException">There is no such snapshot.</exception>
    public void RemoveSnapshot(string name) => _snapshots.Remove(name);

    /// <summary>Starts over with the default world and limits; requests, faults and temporary keys are forgotten.</summary>
    public void Reset()
    {
        Faults.Clear();
        _log.Clear();
        _service = NewService(Fill, _service.Version + 1);
        HasChanged();
    }

    /// <summary>Stops listening, breaks off answers under way, and saves the state.</summary>
    public void Dispose()
    {
        // None before it listens.
        _server?.Dispose();
        _loaded.TrySetCanceled();
        _stateFile?.Dispose();
    }

    private void Fill(CloudWorld world)
    {
        foreach (var path in _options.WorldPaths)
        {
            using var document = RegularFile.OpenToRead(path);
            WorldDocument.Read(world, document);
        }

        if (_options.WorldPaths.Count > 0)
            return;
        DefaultWorld.Fill(world);
        ManyInterfaces.AddTo(world.Find(DefaultRegionId)!, _options.NetworkInterfaceCount, _options.AddressesPerInterface);
    }

    private void HasChanged()
    {
        _stateFile?.Changed();
        _bell.Ring();
    }

    private EcsService NewService(Action<CloudWorld> fill, long version = 0)
    {
        var service = new EcsService(_options, fill) { OnChange = HasChanged, Version = version };
        _stateFile?.Keep(service);
        return service;
    }

    private async Task<OutgoingAnswer> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        if (HealthAddress.IsFor(request))
            return HealthAddress.Answer(_loaded.Task.IsCompleted, SaveProblem);
        await _loaded.Task.ConfigureAwait(false);
        if (!_door.HasName(request))
            return ControlAddress.RefuseName();
        if (ControlAddress.IsFor(request))
            return await new ControlAddress(this, _door).AnswerAsync(request, cancellationToken).ConfigureAwait(false);

        if (!_door.IsOfProgram(request))
            return ControlAddress.RefuseBrowser();

        var began = _options.Clock.UtcNow;
        var stopwatch = Stopwatch.StartNew();
        var requestId = Guid.NewGuid().ToString().ToUpperInvariant();
        var service = _service;
        await service.ReadBodyAsync(request).ConfigureAwait(false);
        var signature = Signature.Read(request);
        using var turn = service.Enter(request, signature);
        var fault = Faults.Take(signature.Action, request.Parameter("NetworkInterfaceId"));
        if (fault is { LatencyMilliseconds: > 0 and var wait })
            await _options.Clock.DelayAsync(TimeSpan.FromMilliseconds(wait), cancellationToken).ConfigureAwait(false);

        var (answer, code) = service.Answer(request, signature, fault, requestId, turn);
        // An answer of STS holds a key, and a refusal may repeat the request with its token.
        var shown = ApiService.ForVersion(signature.Version) == ApiService.Sts || ApiGateway.HasToken(request, signature)
            ? null
            : answer.Body;
        _log.Add(
            new RequestRecord(
                began,
                LoggedRequest.Text(signature.Action),
                LoggedRequest.Parameters(request),
                answer.Status,
                code,
                requestId,
                stopwatch.Elapsed),
            shown);
        _bell.Ring();
        return answer;
    }

    DateTimeOffset IControlled.Now => _options.Clock.UtcNow;

    RequestLog IControlled.Log => _log;

    Bell IControlled.Bell => _bell;

    long IControlled.Version => _service.Version;

    TimeSpan? IControlled.UntilOwnChange => _service.UntilOwnChange;

    IEnumerable<string> IControlled.Actions => _service.Actions;

    T IControlled.Look<T>(Func<CloudWorld, T> look) => _service.Look(look);
}
