using System.Management.Automation;
using System.Reflection;
using EniTools.Api.Credentials;
using EniTools.Api.Operations;
using EniTools.Api.Transport;

namespace EniTools.Session;

/// <summary>How the calls of one cmdlet reach the service: the key, the endpoint and the limit in force.</summary>
internal sealed class Connection
{
    // One pool for the process: connections outlive a cmdlet, so that the next one need not open them again.
    private static readonly HttpTransport Transport = new($"EniTools/{VersionOf(typeof(Connection).Assembly)}");

    private readonly AccessKey _key;
    private readonly Uri? _endpoint;
    private readonly TimeSpan _timeout;

    public Connection(PSCredential credential, Uri? endpoint, TimeSpan timeout)
    {
        _key = new AccessKey(credential.UserName, credential.GetNetworkCredential().Password);
        _endpoint = endpoint;
        _timeout = timeout;
    }

    /// <summary>The client for a region: at the endpoint that was asked for, or at the region's own.</summary>
    public EcsClient ClientOf(string regionId) =>
        new(_endpoint ?? Endpoints.OfRegion(regionId), _key, Transport) { Timeout = _timeout };

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
