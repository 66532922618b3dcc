namespace EniTools.Api.Calls;

/// <summary>
/// One attempt at a call, and how it ended. Texts are empty, and the status is 0, where there is no answer or no failure.
/// </summary>
internal sealed record CallAttempt(ApiOperation Operation, string RegionId, Uri Endpoint, int Number)
{
    public string RequestId { get; init; } = "";
    public int HttpStatus { get; init; }
    public string Code { get; init; } = "";
    public TimeSpan Duration { get; init; }

    public override string ToString() =>
        $"{Operation}{(RegionId.Length > 0 ? $" in {RegionId}" : "")} at {Endpoint.Authority}, attempt {Number}: "
            + $"{(Code.Length > 0 ? $"{Code}, " : "")}{(HttpStatus > 0 ? $"HTTP {HttpStatus}" : "no answer")} "
            + $"after {Duration.TotalMilliseconds:0} ms, request id {(RequestId.Length > 0 ? RequestId : "unknown")}";
}
