using EniTools.Api.Errors;

namespace EniTools.Api.Changes;

/// <summary>A number of addresses or prefixes that an ENI is to get; the service chooses which.</summary>
/// <param name="RegionId">The region of the ENI.</param>
/// <param name="NetworkInterfaceId">The ENI.</param>
/// <param name="Count">How many, at least 1; more than a call gives are asked for in several.</param>
/// <param name="AsPrefixes">Whether prefixes are wanted; otherwise addresses.</param>
internal sealed record CountRequest(string RegionId, string NetworkInterfaceId, int Count, bool AsPrefixes)
{
    /// <summary>What is wanted and where, as a confirmation prompt needs it.</summary>
    public override string ToString() =>
        $"{Count} new {(AsPrefixes ? "prefix" : "address")}{(Count == 1 ? "" : "es")} on {NetworkInterfaceId} in {RegionId}";
}

/// <summary>Why fewer were given than asked for.</summary>
internal sealed record CountShortfall
{
    /// <summary>The request for what is missing: sent again, it completes the first one.</summary>
    public required CountRequest Missing { get; init; }

    /// <summary>Failed when nothing of it was given; Unknown when a call may have given some of it and nobody knows which.</summary>
    public required ChangeStatus Status { get; init; }

    /// <summary>The failure that ended it.</summary>
    public required ApiException Failure { get; init; }

    /// <summary>How many times its last call was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was sent last, in UTC; null when it was not sent.</summary>
    public DateTimeOffset? LastSent { get; init; }
}
