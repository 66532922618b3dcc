using EniTools.Api.Model;

namespace EniTools.Output;

/// <summary>A region that the account can use.</summary>
public sealed class EniRegion
{
    internal EniRegion(EcsRegion region, string? profileName)
    {
        ProfileName = profileName;
        RegionId = region.RegionId;
        LocalName = region.LocalName;
        RegionEndpoint = region.RegionEndpoint;
        Status = region.Status;
    }

    /// <summary>The region id, such as cn-hangzhou.</summary>
    public string RegionId { get; }

    /// <summary>Its name in the language asked for.</summary>
    public string LocalName { get; }

    /// <summary>The host where its API answers.</summary>
    public string RegionEndpoint { get; }

    /// <summary>available or soldOut; empty when the service does not say.</summary>
    public string Status { get; }

    /// <summary>The profile that was asked for by name, so that cmdlets this is piped to use the same account; null when none was.</summary>
    public string? ProfileName { get; }

    /// <summary>The region id.</summary>
    public override string ToString() => RegionId;
}
