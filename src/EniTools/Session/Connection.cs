using System.Management.Automation;
using System.Reflection;
using EniTools.Api.Credentials;
using EniTools.Api.Operations;
using EniTools.Api.Pacing;
using EniTools.Api.Transport;

namespace EniTools.Session;

/// <summary>How the calls of one cmdlet reach the service: the key, the endpoint and the limit in force.</summary>
internal sealed class Connection
{
    // One pool for the process: connections outlive a cmdlet, so that the next one need not open them again.
    private static readonly HttpTransport Transport = new($"EniTools/{VersionOf(typeof(Connection).Assembly)}");

    private static readonly ServiceClocks Clocks = new();

    private readonly IAccessKeySource _keys;
    private readonly Uri? _endpoint;
    private readonly TimeSpan _timeout;

    public Connection(PSCredential credential, Uri? endpoint, TimeSpan timeout)
    {
        _keys = new AccessKey(credential.UserName, credential.GetNetworkCredential().Password);
        _endpoint = endpoint;
        _timeout = timeout;
    }

    /// <summary>Told when an endpoint refused this machine's time, and how far its own is ahead.</summary>
    public Action<Uri, TimeSpan>? OnClockCorrected { get; init; }

    /// <summary>The client for a region: at the endpoint that was asked for, or at the region's own.</summary>
    public EcsClient ClientOf(string regionId) => ClientAt(_endpoint ?? Endpoints.OfRegion(regionId));

    /// <summary>The client for what belongs to no region.</summary>
    public EcsClient CentralClient() => ClientAt(_endpoint ?? Endpoints.Central);

    private EcsClient ClientAt(Uri endpoint) => new(endpoint, _keys, Transport)
    {
        Timeout = _timeout,
        Clocks = Clocks,
        OnClockCorrected = OnClockCorrected,
        PaceOf = (keyId, at, action) => CallPaces.Of(keyId, at, action, SystemClock.Instance),
    };

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
