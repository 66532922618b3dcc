using System.Collections;

namespace EniTools.Emulator.Faults;

/// <summary>Something that goes wrong on purpose, for the next calls that it fits.</summary>
public sealed record Fault
{
    /// <summary>A fault that only takes the time of <see cref="LatencyMilliseconds"/>.</summary>
    public Fault()
    {
    }

    /// <summary>A fault with these members by name, as in a hashtable. Case does not matter, and numbers may be text.</summary>
    /// <exception cref="FormatException">There is no such member, or it cannot have the value; the message says what there is.</exception>
    public Fault(IDictionary members)
        : this(FaultMember.Read(members))
    {
    }

    /// <summary>What goes wrong. The default only takes time.</summary>
    public FaultKind Kind { get; init; }

    /// <summary>The operation it is for; null means every one.</summary>
    public string? Action { get; init; }

    /// <summary>The ENI it is for; null means every one.</summary>
    public string? NetworkInterfaceId { get; init; }

    /// <summary>How many calls it is for. The default is every one.</summary>
    public int Count { get; init; } = int.MaxValue;

    /// <summary>How likely it is for each of those calls, from 0 to 1, the default.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How much longer the answer takes, up to a day.</summary>
    public int LatencyMilliseconds { get; init; }

    /// <summary>The code of a refusal.</summary>
    public string Code { get; init; } = "ServiceUnavailable";

    /// <summary>The HTTP status of a refusal, from 200 to 599.</summary>
    public int Status { get; init; } = 503;

    /// <summary>The wait that a refusal asks for in x-acs-retry-after, up to a day; 0, the default, for none.</summary>
    public int RetryAfterMilliseconds { get; init; }

    /// <summary>The kind, and the calls it is for.</summary>
    public override string ToString() =>
        $"{Kind} for {Action ?? "every operation"}{(NetworkInterfaceId is null ? "" : $" on {NetworkInterfaceId}")}";
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

    /// <summary>The call has its effect, and the answer is neither JSON nor XML.</summary>
    GarbledAnswer,
}
