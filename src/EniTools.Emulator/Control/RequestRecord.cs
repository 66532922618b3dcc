namespace EniTools.Emulator.Control;

/// <summary>A request that an emulator answered, without its signature, tokens and secrets.</summary>
/// <param name="Time">The time at which it came, in UTC.</param>
/// <param name="Action">The operation; empty if the request named none.</param>
/// <param name="Parameters">The parameters of the request.</param>
/// <param name="Status">The HTTP status of the response.</param>
/// <param name="Code">The error code of the response; null if the request succeeded.</param>
/// <param name="RequestId">The request id of the response.</param>
/// <param name="Duration">The time until the response.</param>
public sealed record RequestRecord(
    DateTimeOffset Time,
    string Action,
    IReadOnlyList<KeyValuePair<string, string>> Parameters,
    int Status,
    string? Code,
    string RequestId,
    TimeSpan Duration)
{
    /// <summary>Returns the operation, the status and the error code.</summary>
    public override string ToString() => Code is null ? $"{Action}: {Status}" : $"{Action}: {Status} {Code}";
}
