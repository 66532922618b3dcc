using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;

namespace EniTools.Api.Changes;

/// <summary>The attempts of one change: how often and when each target was sent, and for which of them no answer said what the call did.</summary>
/// <typeparam name="TTarget">What the calls are for.</typeparam>
internal sealed class AttemptLog<TTarget>(ChangeRun run)
    where TTarget : notnull
{
    private readonly Dictionary<TTarget, int> _attempts = [];

    // Calls that may have had their effect although no answer said so.
    private readonly List<IReadOnlyList<TTarget>> _unanswered = [];

    /// <summary>When anything was sent last; null when nothing was.</summary>
    public (DateTimeOffset At, TimeSpan Elapsed)? LastSent { get; private set; }

    /// <summary>Why the latest attempt failed; null when none did.</summary>
    public ApiException? LastFailure { get; private set; }

    /// <summary>How many times a target was sent.</summary>
    public int CountFor(TTarget target) => _attempts.TryGetValue(target, out var attempts) ? attempts : 0;

    /// <summary>Whether a call with the target may have had its effect although no answer said so.</summary>
    public bool IsUnanswered(TTarget target) => _unanswered.Exists(call => call.Contains(target));

    /// <summary>Makes one attempt at a call.</summary>
    /// <param name="regionId">The region.</param>
    /// <param name="call">The call.</param>
    /// <param name="targets">What it is for.</param>
    /// <param name="retry">The attempts at this call.</param>
    /// <exception cref="ApiException">It failed.</exception>
    public async Task<TAnswer> SendAsync<TAnswer>(string regionId, ApiCall<TAnswer> call, IReadOnlyList<TTarget> targets, RetryLoop retry)
    {
        var isUnderWay = false;
        try
        {
            var answer = await run.SendAsync(regionId, call, () =>
            {
                isUnderWay = true;
                retry.BeginAttempt();
                LastSent = (run.Settings.Clock.UtcNow, run.Settings.Clock.Elapsed);
                foreach (var target in targets)
                    _attempts[target] = CountFor(target) + 1;
                return Task.CompletedTask;
            }).ConfigureAwait(false);
            // What could be changed now shows that no unanswered call with it had its effect.
            _unanswered.RemoveAll(unanswered => unanswered.Intersect(targets).Any());
            return answer;
        }
        catch (ApiException failure)
        {
            LastFailure = failure;
            if (failure.MayHaveTakenEffect)
                _unanswered.Add(targets);
            throw;
        }
        catch (OperationCanceledException) when (isUnderWay)
        {
            LastFailure = NoAnswerException.GivenUp();
            _unanswered.Add(targets);
            throw;
        }
    }
}
