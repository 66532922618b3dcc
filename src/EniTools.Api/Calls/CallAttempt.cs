namespace EniTools.Api.Calls;

/// <summary>One attempt at a call, and how it ended.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="RegionId">The region that it was for; empty when it named none.</param>
/// <param name="Endpoint">Where it went.</param>
/// <param name="Number">Which attempt at the call it was, from 1.</param>
internal sealed record CallAttempt(ApiOperation Operation, string RegionId, Uri Endpoint, int Number)
{
    /// <summary>The id that the service gave the request; empty when no answer named one.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The HTTP status of the answer; 0 when none came.</summary>
    public int HttpStatus { get; init; }

    /// <summary>The code of the failure; empty for a success.</summary>
    public string Code { get; init; } = "";

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>All of it, in a line.</summary>
    public override string ToString() =>
        $"{Operation}{(RegionId.Length > 0 ? $" in {RegionId}" : "")} at {Endpoint.Authority}, attempt {Number}: "
            + $"{(Code.Length > 0 ? $"{Code}, " : "")}{(HttpStatus > 0 ? $"HTTP {HttpStatus}" : "no answer")} "
            + $"after {Duration.TotalMilliseconds:0} ms, request id {(RequestId.Length > 0 ? RequestId : "unknown")}";
}
