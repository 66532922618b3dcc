namespace EniTools.Api.Model;

/// <summary>A region, as DescribeRegions shows it.</summary>
internal sealed record EcsRegion
{
    /// <summary>The region id, such as cn-hangzhou.</summary>
    public required string RegionId { get; init; }

    /// <summary>The host where the region's API answers.</summary>
    public string RegionEndpoint { get; init; } = "";

    /// <summary>Its name in the language asked for.</summary>
    public string LocalName { get; init; } = "";

    /// <summary>available or soldOut; empty when the service does not say.</summary>
    public string Status { get; init; } = "";
}
