using System.Management.Automation;

namespace EniTools.Session;

/// <summary>What the cmdlets of a session use when a parameter is not given.</summary>
internal sealed record SessionDefaults
{
    public static readonly SessionDefaults None = new();

    public string? RegionId { get; init; }

    public Uri? Endpoint { get; init; }

    public PSCredential? Credential { get; init; }
}
