using System.Collections;

namespace EniTools.Emulator.Faults;

/// <summary>An error made on purpose, for the next requests that it fits.</summary>
public sealed record Fault
{
    /// <summary>A fault that does nothing but wait for <see cref="LatencyMilliseconds"/>.</summary>
    public Fault()
    {
    }

    /// <summary>A fault with members by name, such as those of a hashtable. Case does not matter, and numbers may be texts.</summary>
    /// <exception cref="FormatException">A member does not exist or cannot have its value; the message lists what is possible.</exception>
    public Fault(IDictionary members)
        : this(FaultMember.Read(members))
    {
    }

    /// <summary>The kind of error; the default is a delay only.</summary>
    public FaultKind Kind { get; init; }

    /// <summary>The operation that the fault fits; null fits all.</summary>
    public string? Action { get; init; }

    /// <summary>The ENI that the fault fits; null fits all.</summary>
    public string? NetworkInterfaceId { get; init; }

    /// <summary>The number of requests that the fault fits; by default all of them.</summary>
    public int Count { get; init; } = int.MaxValue;

    /// <summary>The probability for each of those requests, from 0 to 1; the default is 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>The delay of the response, up to a day; the default is 0.</summary>
    public int LatencyMilliseconds { get; init; }

    /// <summary>The error code of a refusal; the default is ServiceUnavailable.</summary>
    public string Code { get; init; } = "ServiceUnavailable";

    /// <summary>The HTTP status of a refusal, from 200 to 599; the default is 503.</summary>
    public int Status { get; init; } = 503;

    /// <summary>The wait in the x-acs-retry-after header of a refusal, up to a day; with 0, the default, there is no such header.</summary>
    public int RetryAfterMilliseconds { get; init; }

    /// <summary>Returns the kind, the operation and the ENI.</summary>
    public override string ToString() =>
        $"{Kind} for {Action ?? "every operation"}{(NetworkInterfaceId is null ? "" : $" on {NetworkInterfaceId}")}";
}

/// <summary>The kinds of errors made on purpose.</summary>
public enum FaultKind
{
    /// <summary>No error: only a delay.</summary>
    None,

    /// <summary>The request is refused with a code and has no effect.</summary>
    Refuse,

    /// <summary>The connection breaks, and the request has no effect.</summary>
    DropBeforeEffect,

    /// <summary>No response comes while the connection stays open, and the request has no effect.</summary>
    HangBeforeEffect,

    /// <summary>The request has its effect, and no response comes while the connection stays open.</summary>
    HangAfterEffect,

    /// <summary>The request has its effect, and the connection breaks before the response.</summary>
    DropAfterEffect,

    /// <summary>The request has its effect, and the connection breaks in the middle of the response.</summary>
    CutAnswer,

    /// <summary>The request has its effect, and the response is the HTML page of a proxy.</summary>
    HtmlAnswer,

    /// <summary>The request has its effect, and the response is neither JSON nor XML.</summary>
    GarbledAnswer,
}
