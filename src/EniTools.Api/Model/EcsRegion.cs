namespace EniTools.Api.Model;

internal sealed record EcsRegion
{
    public required string RegionId { get; init; }

    /// <summary>The host of the region's API.</summary>
    public string RegionEndpoint { get; init; } = "";

    /// <summary>The name in the language asked for.</summary>
    public string LocalName { get; init; } = "";

    /// <summary>available or soldOut; empty if the service does not say.</summary>
    public string Status { get; init; } = "";
}
