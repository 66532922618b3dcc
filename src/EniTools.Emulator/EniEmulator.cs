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
/// An ECS endpoint on this machine: real HTTP, checked signatures, the rules and error codes of the service, and a small world that is the
/// same at every start.
/// </summary>
public sealed class EniEmulator : IControlled, IDisposable
{
    /// <summary>An AccessKey id that every emulator accepts.</summary>
    public const string AccessKeyId = DefaultKeys.Main;

    /// <summary>The secret of that key, which only emulators accept.</summary>
    public const string AccessKeySecret = DefaultKeys.Secret;

    /// <summary>The ARN of the OIDC identity provider that every emulator trusts.</summary>
    public const string OidcProviderArn = DefaultKeys.OidcProviderArn;

    /// <summary>The token of that provider, which AssumeRoleWithOIDC accepts for any role of its account.</summary>
    public const string OidcToken = DefaultKeys.OidcToken;

    /// <summary>The region with the largest part of the default world.</summary>
    public const string DefaultRegionId = DefaultWorld.RegionId;

    private readonly EniEmulatorOptions _options;
    private readonly RequestLog _log = new();
    private readonly Bell _bell = new();
    private readonly ControlAccess _access;
    private readonly StateFile? _stateFile;
    private readonly HttpServer _server;
    private readonly TaskCompletionSource<bool> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SnapshotStore _snapshots = new();
    private volatile EcsService _service = null!;

    private EniEmulator(EniEmulatorOptions options)
    {
        options.Check();
        _options = options;
        _access = new ControlAccess(IPAddress.IsLoopback(options.ListenAddress), options.HostNames, options.ControlSecret);
        Faults = new FaultList(options.Seed);
        foreach (var fault in options.Faults)
            Faults.Add(fault);
        StartedAt = options.Clock.UtcNow;
        _stateFile = options.StatePath is { } path ? new StateFile(path) : null;
        try
        {
            _server = HttpServer.Listen(options.ListenAddress, options.Port, options.HttpLimits, () => options.Now);
            // While a large world is made, the health address responds, and other requests wait.
            _server.Serve(AnswerAsync);
            _service = NewService(_stateFile is { HasWorld: true } saved ? saved.Load : Fill);
        }
        catch
        {
            Dispose();
            throw;
        }

        // The file shows the end of the transitions of a loaded world, but only once the emulator has started.
        if (_service.UntilTransitionEnd is not null)
            _stateFile?.Changed();
        _loaded.SetResult(true);
    }

    /// <summary>The address of the emulator, such as http://127.0.0.1:18080.</summary>
    public Uri Endpoint => _server.Endpoint;

    /// <summary>The address of the page for browsers. Its last part is the secret of this start, with which the page may read and change.</summary>
    public Uri Page => new(Endpoint, ControlAddress.Root + "#" + _access.Secret);

    /// <summary>The time of the start, in UTC.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The latest requests, up to 10,000 in 24 MiB, oldest first.</summary>
    public IReadOnlyList<RequestRecord> Requests => _log.All;

    /// <summary>The reason of a failure of the last save of the world; null without a failure or a state file. A failed save is tried again every second.</summary>
    public string? SaveProblem => _stateFile?.Problem;

    /// <summary>The errors made on purpose.</summary>
    public FaultList Faults { get; }

    /// <summary>The limits of requests, which can be changed at any time. A reset restores those of the options.</summary>
    public FlowControl FlowControl => _service.FlowControl;

    /// <summary>Starts an emulator.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="SocketException">The port is taken or not allowed.</exception>
    /// <exception cref="ArgumentException">An option is not allowed; the message gives the reason.</exception>
    /// <exception cref="FormatException">The state file, or a file of the first world, does not describe a world.</exception>
    /// <exception cref="StateNotWritableException">The state file cannot be written.</exception>
    /// <exception cref="StateInUseException">The state file belongs to another emulator.</exception>
    /// <exception cref="IOException">The state file cannot be read.</exception>
    public static EniEmulator Start(EniEmulatorOptions? options = null) => new(options ?? new EniEmulatorOptions());

    /// <summary>Returns the addresses and prefixes of an ENI, as texts.</summary>
    /// <exception cref="KeyNotFoundException">No region has such an ENI.</exception>
    public IReadOnlyList<string> ItemsOf(string networkInterfaceId) => _service.Look(world =>
    {
        var found = world.Regions.Select(region => region.FindNetworkInterface(networkInterfaceId)).FirstOrDefault(item => item is not null)
            ?? throw new KeyNotFoundException($"There is no ENI '{networkInterfaceId}'.");
        return found.Items.Select(item => item.ToString()).ToList();
    });

    /// <summary>Returns the world as a JSON document, in the form of a state file.</summary>
    public string State() => WorldDocument.Text(_service.Copy());

    /// <summary>Replaces the world by that of a JSON document, in the form of <see cref="State"/>: all of it, or nothing. Requests, faults, limits and keys stay.</summary>
    /// <exception cref="FormatException">The document does not describe a world; the message names the place.</exception>
    public void Load(Stream state) => _service.Replace(world => WorldDocument.Read(world, state));

    /// <summary>The snapshots, the earliest first. They stay in memory, also after a reset, until the emulator stops.</summary>
    public IReadOnlyList<Snapshot> Snapshots => _snapshots.All;

    /// <summary>Saves the world as a snapshot, in place of an earlier one of that name.</summary>
    /// <param name="name">The name, of 1 to 100 characters; case matters.</param>
    /// <exception cref="FormatException">The name is empty or too long.</exception>
    public Snapshot SaveSnapshot(string name)
    {
        var (now, regions) = _service.Look(world => (world.Now, world.Copy()));
        return _snapshots.Keep(name, now, regions);
    }

    /// <summary>Restores the world of a snapshot. Requests, faults, limits and keys stay.</summary>
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

    /// <summary>Removes a snapshot.</summary>
    /// <exception cref="KeyNotFoundException">There is no such snapshot.</exception>
    public void RemoveSnapshot(string name) => _snapshots.Remove(name);

    /// <summary>Begins again with the first world and limits, without requests, faults and temporary keys.</summary>
    public void Reset()
    {
        Faults.Clear();
        _log.Clear();
        _service = NewService(Fill, _service.Version + 1);
        HasChanged();
    }

    /// <summary>Stops listening, breaks open connections, and saves the world.</summary>
    public void Dispose()
    {
        // Null if listening failed.
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
        _stateFile?.Keep(service.Copy, () => service.UntilTransitionEnd);
        return service;
    }

    private async Task<OutgoingAnswer> AnswerAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        if (ControlAddress.IsHealth(request))
            return ControlAddress.AnswerHealth(_loaded.Task.IsCompleted, SaveProblem);
        await _loaded.Task.ConfigureAwait(false);
        if (!_access.HasName(request))
            return ControlAddress.RefuseName();
        if (ControlAddress.IsFor(request))
            return await new ControlAddress(this, _access).AnswerAsync(request, cancellationToken).ConfigureAwait(false);

        if (!_access.IsOfProgram(request))
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
        // A response of STS has a key, and a refusal may repeat the token of its request.
        var shown = ApiService.ForVersion(signature.Version) == ApiService.Sts || LoggedRequest.HasToken(request, signature)
            ? null
            : answer.Body;
        _log.Add(
            new RequestRecord(
                began,
                LoggedRequest.Shorten(signature.Action),
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

    TimeSpan? IControlled.UntilTransitionEnd => _service.UntilTransitionEnd;

    IEnumerable<string> IControlled.Actions => _service.Actions;

    T IControlled.Look<T>(Func<CloudWorld, T> look) => _service.Look(look);
}
