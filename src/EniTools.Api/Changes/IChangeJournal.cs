using EniTools.Api.Errors;

namespace EniTools.Api.Changes;

/// <summary>Records what a run is about to do before it is done, and each outcome before it is reported.</summary>
/// <remarks>Safe for many threads. When a note cannot be taken, the run sends nothing more.</remarks>
internal interface IChangeJournal
{
    /// <summary>Gets what is known of some targets from before the run; null when nothing is.</summary>
    /// <param name="targets">Targets of one batch.</param>
    ChangeMemory? Recall(IReadOnlyList<Ipv6Target> targets);

    /// <summary>Records the Internet bandwidth that a target has before it is ended. What is recorded next comes after it.</summary>
    void Found(Ipv6Target target, BandwidthTerms had);

    /// <summary>Completes when it is recorded that a call is about to leave.</summary>
    /// <param name="targets">What it is for.</param>
    /// <param name="token">The token that it carries; null when its operation knows none.</param>
    /// <param name="attempt">The number of the attempt, from 1 on.</param>
    /// <param name="time">When.</param>
    /// <param name="count">How many new addresses or prefixes it asks for; null when it names them.</param>
    /// <returns>The number of the call.</returns>
    Task<int> IntendAsync(IReadOnlyList<Ipv6Target> targets, string? token, int attempt, DateTimeOffset time, int? count = null);

    /// <summary>Records that a call failed and changed nothing. Nobody waits for it: without this note, a look follows.</summary>
    void Refused(int call, ApiException refusal, DateTimeOffset time);

    /// <summary>Completes when the outcome of a target is recorded; for new addresses or prefixes, that of those that are missing.</summary>
    Task SettleAsync(ChangeOutcome outcome);

    /// <summary>Completes when it is recorded which new addresses or prefixes the service gave in answer to a call.</summary>
    /// <param name="target">The number that was asked for.</param>
    /// <param name="given">One outcome for each address or prefix.</param>
    Task SettleAsync(Ipv6Target target, IReadOnlyList<ChangeOutcome> given);
}

/// <summary>What is known of the targets of a batch from before a run.</summary>
/// <param name="Attempts">How many times each target was sent.</param>
/// <param name="Unanswered">The calls that may have had their effect although no answer said so.</param>
internal sealed record ChangeMemory(IReadOnlyDictionary<Ipv6Target, int> Attempts, IReadOnlyList<UnansweredCall> Unanswered)
{
    /// <summary>
    /// Targets of which it is not known whether the change that is taken back changed them, each with its calls that may have done it:
    /// those of their targets that no later change of the journal sent. A target without any call may have had one in lines that are lost.
    /// </summary>
    public IReadOnlyDictionary<Ipv6Target, IReadOnlyList<IReadOnlyList<Ipv6Target>>> LookFirst { get; init; } =
        new Dictionary<Ipv6Target, IReadOnlyList<IReadOnlyList<Ipv6Target>>>();
}

/// <summary>A call that was left without an answer before the run.</summary>
/// <param name="Targets">What it was for.</param>
/// <param name="Token">Its token, with which the same call gives the same answer; null when it had none, or the note of it is lost.</param>
/// <param name="Count">How many new addresses or prefixes it asked for; zero when it named them.</param>
/// <param name="Sent">When it was sent first, in UTC; null when that is not known.</param>
internal sealed record UnansweredCall(IReadOnlyList<Ipv6Target> Targets, string? Token, int Count, DateTimeOffset? Sent)
{
    // The service keeps it for 24 hours. The difference is for clocks and for the time until it is sent.
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(23);
    private static readonly TimeSpan ClockError = TimeSpan.FromHours(1);

    /// <summary>True if the service keeps its answer for the token, so that the same call gives nothing more.</summary>
    public bool IsKept(DateTimeOffset now) =>
        Token is not null && now - Sent is { } age && age < TokenLife && age + ClockError > TimeSpan.Zero;
}
