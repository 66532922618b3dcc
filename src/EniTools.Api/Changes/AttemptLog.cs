using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;

namespace EniTools.Api.Changes;

/// <summary>The attempts of one change: how often and when each target was sent, and for which of them no answer said what the call did.</summary>
internal sealed class AttemptLog
{
    private readonly ChangeContext _context;
    private readonly Dictionary<Ipv6Target, int> _attempts = [];

    // Calls that may have had their effect although no answer said so.
    private readonly List<IReadOnlyList<Ipv6Target>> _unanswered = [];

    // The errors that the latest failure is likely to become.
    private int _suspected;

    /// <summary>Begins a log.</summary>
    /// <param name="context">The run.</param>
    /// <param name="memory">What earlier runs did; null when there were none.</param>
    public AttemptLog(ChangeContext context, ChangeMemory? memory = null)
    {
        _context = context;
        if (memory is null)
            return;
        foreach (var target in memory.Attempts)
            _attempts.Add(target.Key, target.Value);
        _unanswered.AddRange(memory.Unanswered.Select(call => call.Targets));
        // Sooner or later before this run.
        if (_unanswered.Count > 0)
            LastSent = (context.Settings.Clock.UtcNow - (context.Settings.Clock.Elapsed - context.Began), context.Began);
    }

    /// <summary>When anything was sent last; null when nothing was.</summary>
    public (DateTimeOffset At, TimeSpan Elapsed)? LastSent { get; private set; }

    /// <summary>Why the latest attempt failed; null when none did.</summary>
    public ApiException? LastFailure { get; private set; }

    /// <summary>How many times a target was sent.</summary>
    public int CountFor(Ipv6Target target) => _attempts.TryGetValue(target, out var attempts) ? attempts : 0;

    /// <summary>Whether a call with the target may have had its effect although no answer said so.</summary>
    public bool IsUnanswered(Ipv6Target target) => _unanswered.Exists(call => call.Contains(target));

    /// <summary>Makes one attempt at a call.</summary>
    /// <param name="regionId">The region.</param>
    /// <param name="call">The call.</param>
    /// <param name="targets">What it is for.</param>
    /// <param name="retry">The attempts at this call.</param>
    /// <param name="errorsOf">How many errors a failure is likely to become.</param>
    /// <param name="count">How many new addresses or prefixes it asks for; null when it names them.</param>
    /// <exception cref="ApiException">It failed.</exception>
    public async Task<TAnswer> SendAsync<TAnswer>(
        string regionId,
        ApiCall<TAnswer> call,
        IReadOnlyList<Ipv6Target> targets,
        RetryLoop retry,
        Func<ApiException, int> errorsOf,
        int? count = null)
    {
        var (journal, clock) = (_context.Settings.Journal, _context.Settings.Clock);
        ClearSuspicion();
        var isUnderWay = false;
        var number = 0;
        try
        {
            var answer = await _context.PlaceOf(call.Operation.Service, regionId).SendAsync(call, retry, async () =>
            {
                if (journal is not null)
                {
                    var intent = journal.IntendAsync(
                        targets, call.Parameters.Find("ClientToken"), targets.Max(CountFor) + 1, clock.UtcNow, count);
                    number = await _context.IntendAsync(intent).ConfigureAwait(false);
                }

                isUnderWay = true;
                _context.CountCall();
                retry.BeginAttempt();
                LastSent = (clock.UtcNow, clock.Elapsed);
                foreach (var target in targets)
                    _attempts[target] = CountFor(target) + 1;
            }, failure => Suspect(errorsOf(failure))).ConfigureAwait(false);
            // What could be changed now shows that no unanswered call with it had its effect.
            _unanswered.RemoveAll(unanswered => unanswered.Intersect(targets).Any());
            return answer;
        }
        catch (ApiException failure)
        {
            LastFailure = failure;
            if (failure is ServiceException { Kind: ErrorKind.Throttled })
                _context.CountRefused();
            if (failure.MayHaveTakenEffect)
                _unanswered.Add(targets);
            else if (number > 0)
                journal!.Refused(number, failure, clock.UtcNow);
            throw;
        }
        catch (OperationCanceledException) when (isUnderWay)
        {
            LastFailure = NoAnswerException.GivenUp();
            _unanswered.Add(targets);
            throw;
        }
    }

    /// <summary>Ends the suspicion of the latest failure: its errors are counted, or it is sent again.</summary>
    public void ClearSuspicion()
    {
        if (_suspected > 0)
            Suspect(-_suspected);
    }

    private void Suspect(int errors)
    {
        _suspected += errors;
        _context.Settings.Errors?.Suspect(errors);
    }
}
