namespace EniTools.Emulator.Control;

/// <summary>One request that an emulator answered. It holds no signature, no token and no secret.</summary>
/// <param name="Time">When it came, in UTC.</param>
/// <param name="Action">The operation; empty when the request named none.</param>
/// <param name="Parameters">What was asked.</param>
/// <param name="Status">The HTTP status of the answer.</param>
/// <param name="Code">The error code of the answer; null when the call succeeded.</param>
/// <param name="RequestId">The request id of the answer.</param>
/// <param name="Duration">How long the answer took.</param>
public sealed record RequestRecord(
    DateTimeOffset Time,
    string Action,
    IReadOnlyList<KeyValuePair<string, string>> Parameters,
    int Status,
    string? Code,
    string RequestId,
    TimeSpan Duration)
{
    /// <summary>The operation and what became of it.</summary>
    public override string ToString() => Code is null ? $"{Action}: {Status}" : $"{Action}: {Status} {Code}";
}
