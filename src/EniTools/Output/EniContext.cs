using EniTools.Api.Credentials;
using EniTools.Session;

namespace EniTools.Output;

/// <summary>The session's defaults as they can be shown: never a secret.</summary>
public sealed class EniContext
{
    internal EniContext(SessionDefaults defaults)
    {
        RegionId = defaults.RegionId;
        Endpoint = defaults.Endpoint;
        AccessKeyId = defaults.Credential is { } credential ? AccessKey.Shorten(credential.UserName) : null;
    }

    /// <summary>The region; null when none is set.</summary>
    public string? RegionId { get; }

    /// <summary>The endpoint; null when each region's own is asked.</summary>
    public Uri? Endpoint { get; }

    /// <summary>The AccessKey id, cut short; null when no credential is set.</summary>
    public string? AccessKeyId { get; }
}
