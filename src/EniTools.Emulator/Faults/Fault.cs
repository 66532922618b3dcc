namespace EniTools.Emulator.Faults;

/// <summary>Something that goes wrong on purpose, for the next calls that it fits.</summary>
public sealed record Fault
{
    private static readonly TimeSpan MaxLatency = TimeSpan.FromDays(1);

    /// <summary>What goes wrong. The default only takes time: <see cref="Latency"/>.</summary>
    public FaultKind Kind { get; init; }

    /// <summary>The operation that it is for; null means every one.</summary>
    public string? Action { get; init; }

    /// <summary>The ENI that it is for; null means every one.</summary>
    public string? NetworkInterfaceId { get; init; }

    /// <summary>How many calls it is for. The default is every one.</summary>
    public int Count { get; init; } = int.MaxValue;

    /// <summary>How likely it is for each of those calls, from 0 to 1. The default is certain.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How much longer the answer takes.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The code of a refusal.</summary>
    public string Code { get; init; } = "ServiceUnavailable";

    /// <summary>The HTTP status of a refusal.</summary>
    public int Status { get; init; } = 503;

    /// <exception cref="FormatException">A member is out of its range.</exception>
    internal void Check()
    {
        if (!Enum.IsDefined(typeof(FaultKind), Kind))
            throw new FormatException($"A fault's Kind is one of {string.Join(", ", Enum.GetNames(typeof(FaultKind)))}, and cannot be {Kind}.");
        if (Count < 1)
            throw new FormatException($"A fault is for one call at least: Count cannot be {Count}.");
        if (!(Probability >= 0 && Probability <= 1))
            throw new FormatException($"A fault's Probability is from 0 to 1, and cannot be {Probability}.");
        if (Status is < 200 or > 599)
            throw new FormatException($"A fault's Status is an HTTP status from 200 to 599, and cannot be {Status}.");
        if (Latency < TimeSpan.Zero || Latency > MaxLatency)
            throw new FormatException($"A fault's Latency is up to a day, and cannot be {Latency}.");
    }

    /// <summary>The wait that a refusal asks for in x-acs-retry-after; null when it asks for none.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>What can go wrong.</summary>
public enum FaultKind
{
    /// <summary>Nothing but the time it takes.</summary>
    None,

    /// <summary>The call is refused with a code and has no effect.</summary>
    Refuse,

    /// <summary>The connection breaks, and the call has no effect.</summary>
    DropBeforeEffect,

    /// <summary>No answer ever comes while the connection stays open, and the call has no effect.</summary>
    HangBeforeEffect,

    /// <summary>The call has its effect, and no answer ever comes while the connection stays open.</summary>
    HangAfterEffect,

    /// <summary>The call has its effect, and the connection breaks before the answer.</summary>
    DropAfterEffect,

    /// <summary>The call has its effect, and the connection breaks in the middle of the answer.</summary>
    CutAnswer,

    /// <summary>The call has its effect, and a proxy's page comes instead of the answer.</summary>
    HtmlAnswer,

    /// <summary>The call has its effect, and the answer is no JSON or XML.</summary>
    GarbledAnswer,
}
