using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.InteropServices;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Credentials;
using EniTools.Api.Operations.Sts;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Session;

/// <summary>The effective key, endpoint and time limit of a cmdlet, and the clients that use them.</summary>
internal sealed class Connection(IAccessKeySource keys, Uri? endpoint, bool usesVpc, TimeSpan timeout)
{
    private IAccessKeySource _keys = keys;
    private Readers? _readers;

    // One pool for the process: connections outlive a cmdlet, so the next one need not open them again.
    public static readonly HttpTransport Transport = new(UserAgent());

    private static readonly ServiceClocks Clocks = new();

    /// <summary>Called with an endpoint that refused this machine's time, and how far ahead its own clock is.</summary>
    public Action<Uri, TimeSpan>? OnClockCorrected { get; init; }

    /// <summary>Called after each attempt, on any thread. Null if there is no listener.</summary>
    public Action<CallAttempt>? OnAttempt { get; init; }

    /// <summary>The endpoint that was given; null for the region's own.</summary>
    public Uri? Endpoint => endpoint;

    /// <summary>The number of the account of the key; null if the service was not asked.</summary>
    public string? AccountId => (_keys as AccountKeys)?.AccountId;

    /// <summary>Gets the effective key.</summary>
    public Task<AccessKey> KeyAsync(CancellationToken cancellationToken) => _keys.GetAsync(cancellationToken);

    /// <summary>Asks STS for the owner of each key, also of a renewed one, before the key is used.</summary>
    /// <param name="sts">The endpoint of STS.</param>
    /// <param name="accountId">The expected account; null for that of the first key.</param>
    public void KeepTo(Uri sts, string? accountId) => _keys = new AccountKeys(
        _keys, accountId, (key, cancellationToken) => ClientAt(sts, key).SendAsync(GetCallerIdentity.Call(), cancellationToken));

    /// <summary>The client for ECS in a region.</summary>
    public ApiClient ClientOf(string regionId) => ClientOf(ApiService.Ecs, regionId);

    /// <summary>The client for a service in a region: at the given endpoint, or at the region's own.</summary>
    public ApiClient ClientOf(ApiService service, string regionId) => ClientAt(Endpoints.For(service, regionId, endpoint, usesVpc));

    /// <summary>The call chain for reads, which share one retry budget if an endpoint answers none of them.</summary>
    /// <param name="service">The service.</param>
    /// <param name="regionId">The region.</param>
    /// <param name="settings">Makes the settings of the run, for the first call.</param>
    public ICallStep ReaderOf(ApiService service, string regionId, Func<ChangeSettings> settings) =>
        LazyInitializer.EnsureInitialized(ref _readers, () => new Readers(ClientOf, settings()))!.Of(service, regionId);

    /// <summary>The client for operations that belong to no region.</summary>
    public ApiClient CentralClient() => ClientAt(endpoint ?? Endpoints.Central(ApiService.Ecs));

    /// <summary>The client for an endpoint, such as that of STS.</summary>
    public ApiClient ClientAt(Uri address) => ClientAt(address, _keys);

    private ApiClient ClientAt(Uri address, IAccessKeySource source) => new(address, source, Transport)
    {
        Timeout = timeout,
        Clocks = Clocks,
        OnClockCorrected = OnClockCorrected,
        OnAttempt = OnAttempt,
        PaceOf = (keyId, at, operation) => CallPaces.Of(keyId, at, operation.FullName, SteadyClock.Instance),
    };

    // As the vendor's clients write it; they add the variable too.
    private static string UserAgent()
    {
        var system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "windows"
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "darwin"
            : "linux";
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        var added = Environment.GetEnvironmentVariable(Variables.UserAgent) ?? "";
        var text = $"AlibabaCloud ({system}; {architecture}) PowerShell/{Runspace.DefaultRunspace?.Version} EniTools/{Version} {added}";
        return new string([.. text.Where(c => c is >= ' ' and <= '~')]).Trim();
    }

    /// <summary>The version of the module.</summary>
    public static string Version =>
        typeof(Connection).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
