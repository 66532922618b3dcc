namespace EniTools.Emulator.Control;

/// <summary>How many requests came in a second.</summary>
/// <param name="Second">The second of Unix time.</param>
internal sealed record RequestRate(long Second)
{
    public int Calls { get; init; }

    /// <summary>Those that were refused for another reason than flow control.</summary>
    public int Refused { get; init; }

    /// <summary>Those that flow control refused.</summary>
    public int Throttled { get; init; }

    public RequestRate With(string? code)
    {
        var isThrottled = code?.StartsWith("Throttling", StringComparison.Ordinal) ?? false;
        return this with
        {
            Calls = Calls + 1,
            Refused = code is null || isThrottled ? Refused : Refused + 1,
            Throttled = isThrottled ? Throttled + 1 : Throttled,
        };
    }
}
