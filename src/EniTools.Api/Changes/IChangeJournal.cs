using EniTools.Api.Errors;

namespace EniTools.Api.Changes;

/// <summary>Takes note of what a run is about to do before it is done, and of what became of it before anybody is told.</summary>
/// <remarks>Safe for many threads. When a note cannot be taken, the run sends nothing more.</remarks>
internal interface IChangeJournal
{
    /// <summary>What is known of some targets from before the run; null when nothing is.</summary>
    /// <param name="targets">Targets of one batch.</param>
    ChangeMemory<Ipv6Target>? Recall(IReadOnlyList<Ipv6Target> targets);

    /// <summary>The call of a request that was left without an answer before the run; null when there is none.</summary>
    UnansweredRequest? Recall(CountRequest request);

    /// <summary>Takes note of the Internet bandwidth that a target has before it is ended. What is noted next is noted after it.</summary>
    void Found(Ipv6Target target, BandwidthTerms had);

    /// <summary>Completes when it is noted that a call is about to leave.</summary>
    /// <param name="targets">What it is for.</param>
    /// <param name="token">The token that it carries; null when its operation knows none.</param>
    /// <param name="attempt">The number of the attempt, from 1 on.</param>
    /// <param name="time">When.</param>
    /// <returns>The number of the call.</returns>
    Task<int> IntendAsync(IReadOnlyList<Ipv6Target> targets, string? token, int attempt, DateTimeOffset time);

    /// <summary>Completes when it is noted that a call for a part of a request is about to leave.</summary>
    /// <param name="request">The request, as it was given to the engine.</param>
    /// <param name="count">How many the call asks for.</param>
    /// <param name="token">The token that it carries.</param>
    /// <param name="attempt">The number of the attempt, from 1 on.</param>
    /// <param name="time">When.</param>
    /// <returns>The number of the call.</returns>
    Task<int> IntendAsync(CountRequest request, int count, string token, int attempt, DateTimeOffset time);

    /// <summary>Takes note that a call failed and changed nothing. Nobody waits for it: without this note, it is looked at.</summary>
    void Refused(int call, ApiException refusal, DateTimeOffset time);

    /// <summary>Completes when the outcome of a target is noted.</summary>
    Task SettleAsync(ChangeOutcome outcome);

    /// <summary>Completes when it is noted what the service gave for a part of a request.</summary>
    /// <param name="request">The request, as it was given to the engine.</param>
    /// <param name="given">One outcome for each address or prefix.</param>
    Task SettleAsync(CountRequest request, IReadOnlyList<ChangeOutcome> given);

    /// <summary>Completes when it is noted that a request falls short.</summary>
    /// <param name="request">The request, as it was given to the engine.</param>
    /// <param name="shortfall">What is missing and why.</param>
    /// <param name="time">When.</param>
    Task SettleAsync(CountRequest request, CountShortfall shortfall, DateTimeOffset time);
}

/// <summary>What is known of targets from before a run.</summary>
/// <typeparam name="TTarget">What calls are for.</typeparam>
/// <param name="Attempts">How many times each target was sent.</param>
/// <param name="Unanswered">The calls that may have had their effect although no answer said so.</param>
internal sealed record ChangeMemory<TTarget>(IReadOnlyDictionary<TTarget, int> Attempts, IReadOnlyList<IReadOnlyList<TTarget>> Unanswered)
{
    /// <summary>
    /// Targets of which it is not known whether the change that is taken back changed them, each with its calls that may have done it:
    /// those of their targets that no later change of the journal sent. A target without any call may have had one in lines that are lost.
    /// </summary>
    public IReadOnlyDictionary<TTarget, IReadOnlyList<IReadOnlyList<TTarget>>> LookFirst { get; init; } =
        new Dictionary<TTarget, IReadOnlyList<IReadOnlyList<TTarget>>>();
}

/// <summary>A call for a number of addresses or prefixes that was left without an answer.</summary>
/// <param name="Token">Its token, with which the same call gives the same answer; null when the note of it is lost.</param>
/// <param name="Count">How many it asked for.</param>
/// <param name="Attempts">How many times it was sent.</param>
/// <param name="Sent">When it was sent first, in UTC; null when that is not known.</param>
internal sealed record UnansweredRequest(string? Token, int Count, int Attempts, DateTimeOffset? Sent)
{
    // The service keeps it for 24 hours. The difference is for clocks and for the time until it is sent.
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(23);
    private static readonly TimeSpan ClockError = TimeSpan.FromHours(1);

    /// <summary>True if the service keeps its answer for the token, so that the same call gives nothing more.</summary>
    public bool IsKept(DateTimeOffset now) =>
        Token is not null && now - Sent is { } age && age < TokenLife && age + ClockError > TimeSpan.Zero;
}
