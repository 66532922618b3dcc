using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;

namespace EniTools.Api.Changes;

/// <summary>The change of one batch: its calls, the looks between them, and what they prove about each target.</summary>
/// <remarks>
/// Three facts carry it. A call changes all of its targets or none. The service's answer to a call shows the state as it is. A look
/// shows it as it was some time ago, so it proves that something is done only when it begins <see cref="ChangeSettings.ReadLag"/>
/// after the call; what it shows as still open is sent again, and the answer tells.
/// </remarks>
internal abstract class BatchChange
{
    private readonly AttemptLog _attempts;
    private readonly HashSet<Ipv6Target> _withoutOutcome;
    private readonly IReadOnlyDictionary<Ipv6Target, IReadOnlyList<IReadOnlyList<Ipv6Target>>>? _lookFirst;

    // Done, though no answer said so. Whether an unanswered call did it is known when all is settled.
    private readonly List<(Ipv6Target Target, ApiException Reason)> _takenAsDone = [];

    // Done, and held back until the service shows it.
    private readonly List<(Ipv6Target Target, string RequestId)> _notShownYet = [];

    // The call in hand: its place, and the time that is left for it and its looks.
    private ServicePlace? _place;
    private RetryLoop? _retry;

    // Takes an outcome, and completes when it and the one before it are reported.
    private Func<ChangeOutcome, Task, Task> _report;

    // Completes when all outcomes until now are reported, in their order.
    private Task _reported = Task.CompletedTask;

    protected BatchChange(ChangeContext context, TargetBatch batch)
    {
        Context = context;
        Batch = batch;
        _report = context.ReportAsync;
        var memory = context.Settings.Journal?.Recall(batch.Targets);
        _attempts = new(context, memory);
        _lookFirst = memory?.LookFirst;
        _withoutOutcome = new(batch.Targets);
    }

    public TargetBatch Batch { get; }

    /// <summary>The run.</summary>
    protected ChangeContext Context { get; }

    /// <summary>What a target is after the change.</summary>
    protected abstract ChangeStatus Done { get; }

    /// <summary>What a target is that needed no change.</summary>
    protected abstract ChangeStatus NothingToDo { get; }

    /// <summary>Works until each target has an outcome. When the run stops, what was not sent by then has none.</summary>
    /// <param name="report">Takes an outcome and the report before it, in place of the run; null for the run.</param>
    public async Task RunAsync(Func<ChangeOutcome, Task, Task>? report = null)
    {
        _report = report ?? _report;
        try
        {
            if (await PrepareAsync().ConfigureAwait(false))
                await SettleBatchAsync().ConfigureAwait(false);
            if (_notShownYet.Count > 0)
                await WaitUntilShownAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            GiveUp(_withoutOutcome.Where(IsUnanswered).Except(_takenAsDone.Select(found => found.Target)), ChangeStatus.Unknown);
        }
        finally
        {
            foreach (var (target, reason) in _takenAsDone)
            {
                if (IsUnanswered(target))
                    Report(target, Done, requestId: null, confirmedByLooking: true);
                else
                    Report(target, NothingToDo, reason.RequestId, reason);
            }

            ReportNotShownYet();
            _attempts.ClearSuspicion();
            await _reported.ConfigureAwait(false);
        }
    }

    /// <summary>The call that changes some of the targets. Every attempt at it carries the same token, where the operation knows one.</summary>
    protected abstract ApiCall<string> NewCall(IReadOnlyList<Ipv6Target> targets);

    /// <summary>Whether the service refuses the call because a target needs no change, or cannot have it.</summary>
    protected abstract bool IsRefusalOfSome(ApiException failure);

    /// <summary>True if the service refuses the call because it would be too many.</summary>
    protected virtual bool IsRefusalOfNumber(ApiException failure) => false;

    /// <summary>Looks at what the targets are now.</summary>
    /// <param name="limit">How long a look that fails is tried again.</param>
    protected abstract Task<Look> LookAsync(TimeSpan limit);

    /// <summary>Finds out what has to be known before the first call.</summary>
    /// <returns>Whether there is anything to send: otherwise the targets are settled.</returns>
    protected virtual Task<bool> PrepareAsync() => Task.FromResult(true);

    /// <summary>Settles a target that was refused alone.</summary>
    protected virtual async Task SettleRefusedAsync(Ipv6Target target, ApiException refusal)
    {
        // A code does not always say whether there was nothing to do: that something is there already, or on another ENI. A look does.
        var look = await LookAfterReadLagAsync().ConfigureAwait(false);
        if (look.IsDone?.Invoke(target) == true)
            TakeAsDone(target, refusal);
        else
            GiveUp([target], look.IsDone is null && IsUnanswered(target) ? ChangeStatus.Unknown : ChangeStatus.Failed, refusal);
    }

    /// <summary>Takes a target as done, though no call for it was answered so.</summary>
    protected void TakeAsDone(Ipv6Target target, ApiException reason)
    {
        _takenAsDone.Add((target, reason));
        if (IsLastStep && !IsUnanswered(target))
            Context.CountNothingToDo(target);
    }

    /// <summary>Whether a target that needed no change is settled with it, and no other step follows.</summary>
    protected abstract bool IsLastStep { get; }

    /// <summary>Says that targets were not changed, or that this is not known.</summary>
    protected void GiveUp(IEnumerable<Ipv6Target> targets, ChangeStatus status, ApiException? failure = null)
    {
        failure ??= _attempts.LastFailure ?? NoAnswerException.GivenUp();
        foreach (var target in targets.ToList())
            Report(target, status, failure.RequestId, failure);
    }

    /// <summary>Adds to an outcome what the kind of change knows.</summary>
    protected virtual ChangeOutcome Complete(ChangeOutcome outcome) => outcome;

    protected bool IsUnanswered(Ipv6Target target) => _attempts.IsUnanswered(target);

    /// <summary>Looks so late that what is shown as done is done.</summary>
    protected async Task<Look> LookAfterReadLagAsync()
    {
        var clock = Context.Settings.Clock;
        if (_attempts.LastSent is { } sent && sent.Elapsed + Context.Settings.ReadLag - clock.Elapsed is var wait && wait > TimeSpan.Zero)
            await _place!.DelayAsync(wait).ConfigureAwait(false);
        return await LookForCallAsync().ConfigureAwait(false);
    }

    private Task<Look> LookForCallAsync() => LookAsync(_retry?.Left ?? Context.Settings.RetryPolicy.Budget);

    private async Task SettleBatchAsync()
    {
        var targets = await TakeThoseAsBeforeAsync().ConfigureAwait(false);
        // A call that an earlier run left without an answer counts as one of this run's that got none.
        List<Ipv6Target> unanswered = [.. targets.Where(IsUnanswered)];
        if (unanswered.Count > 0)
            await SettleAsync(unanswered, NoAnswerException.GivenUp()).ConfigureAwait(false);
        if (targets.Count > unanswered.Count)
            await SettleAsync([.. targets.Except(unanswered)]).ConfigureAwait(false);
    }

    // What the change that is taken back may not have changed is looked at before anything is sent.
    private async Task<IReadOnlyList<Ipv6Target>> TakeThoseAsBeforeAsync()
    {
        List<Ipv6Target> uncertain =
            [.. Batch.Targets.Where(target => _lookFirst?.ContainsKey(target) == true && !IsUnanswered(target))];
        if (uncertain.Count == 0)
            return Batch.Targets;
        var look = await LookForCallAsync().ConfigureAwait(false);
        var (asBefore, others) = Split(uncertain, look);
        asBefore.ForEach(target => TakeAsDone(target, RuledOutException.AsBefore(target)));
        // A call changes all or none: where one of its targets is as before, it is not for us to take the others back.
        var unchanged = others.FindAll(target => look.IsDone is { } isDone && _lookFirst![target] is { Count: > 0 } calls
            && calls.All(call => call.Any(isDone)));
        unchanged.ForEach(target => GiveUp([target], ChangeStatus.Failed, RuledOutException.NotChanged(target)));
        // Where no call is known, none may have left, and the target may have been so before.
        var lost = others.FindAll(target => _lookFirst![target].Count == 0);
        lost.ForEach(target => GiveUp([target], ChangeStatus.Unknown, RuledOutException.NoteLost(target)));
        return [.. Batch.Targets.Except(asBefore).Except(unchanged).Except(lost)];
    }

    private async Task SettleAsync(IReadOnlyList<Ipv6Target> targets, ApiException? lost = null)
    {
        var call = NewCall(targets);
        var retry = _retry = Context.NewRetryLoop(_attempts.ClearSuspicion);
        var place = _place = Context.PlaceOf(call.Operation.Service, Batch.RegionId);
        while ((lost ?? await SendAsync(call, targets, retry).ConfigureAwait(false)) is { } failure)
        {
            if (IsRefusalOfSome(failure))
            {
                await SettleRefusalAsync(targets, failure).ConfigureAwait(false);
                return;
            }

            if (IsRefusalOfNumber(failure) && await SettleThoseThereAsync(targets).ConfigureAwait(false))
                return;

            var again = lost is not null || await place.WaitToRetryAsync(retry, failure).ConfigureAwait(false);
            lost = null;
            if (!targets.Any(IsUnanswered))
            {
                if (again)
                    continue;
                GiveUp(targets, ChangeStatus.Failed, failure);
                return;
            }

            // A look comes first; until then nothing is reported or sent again.
            List<Ipv6Target> done, open;
            if (again)
            {
                var seen = await LookForCallAsync().ConfigureAwait(false);
                if (seen.Failure is not null)
                {
                    // Nothing is sent again on a guess.
                    GiveUp(targets, ChangeStatus.Unknown, failure);
                    return;
                }

                (done, open) = Split(targets, seen);
                if (done.Count == 0)
                    continue;
                if (open.Count > 0)
                {
                    // Somebody else changed it: the call would have done all of it or nothing. Smaller calls tell.
                    await SettleAsync(open).ConfigureAwait(false);
                    await SettleAsync(done).ConfigureAwait(false);
                    return;
                }
            }

            var look = await LookAfterReadLagAsync().ConfigureAwait(false);
            (done, open) = Split(targets, look);
            done.ForEach(target => TakeAsDone(target, failure));
            if (open.Count == 0)
                return;
            if (!again)
            {
                // On an ENI that does not exist, nothing was changed.
                var isKnown = look.IsDone is not null || failure.Kind == ErrorKind.NotFound;
                GiveUp(open, isKnown ? ChangeStatus.Failed : ChangeStatus.Unknown, failure);
                return;
            }

            (targets, call) = (open, NewCall(open));
        }
    }

    // The service counts the targets of a call before it looks which of them are there already.
    private async Task<bool> SettleThoseThereAsync(IReadOnlyList<Ipv6Target> targets)
    {
        var (there, missing) = Split(targets, await LookAfterReadLagAsync().ConfigureAwait(false));
        if (there.Count == 0)
            return false;
        there.ForEach(target => TakeAsDone(target, RuledOutException.AlreadyAssigned(target)));
        if (missing.Count > 0)
            await SettleAsync(missing).ConfigureAwait(false);
        return true;
    }

    // The service refuses a whole call for one target of it, and does not reliably say which.
    private async Task SettleRefusalAsync(IReadOnlyList<Ipv6Target> targets, ApiException refusal)
    {
        if (targets.Count == 1)
        {
            await SettleRefusedAsync(targets[0], refusal).ConfigureAwait(false);
            return;
        }

        var (done, open) = Split(targets, await LookForCallAsync().ConfigureAwait(false));
        if (done.Count == 0 || open.Count == 0)
            (done, open) = Split(targets, await LookAfterReadLagAsync().ConfigureAwait(false));

        if (open.Count == 0)
        {
            done.ForEach(target => TakeAsDone(target, refusal));
        }
        else if (Context.EndsWith(Math.Max(done.Count, 1)))
        {
            await EndWithAsync(targets, refusal).ConfigureAwait(false);
        }
        else if (done.Count > 0)
        {
            await SettleAsync(open).ConfigureAwait(false);
            await SettleAsync(done).ConfigureAwait(false);
        }
        else
        {
            // Looking is not allowed, or shows nothing that explains the refusal: single calls tell.
            foreach (var target in targets)
                await SettleAsync([target]).ConfigureAwait(false);
        }
    }

    // With this refusal, the run has more errors than it may have: nothing more is sent that would tell which targets it is for.
    private async Task EndWithAsync(IReadOnlyList<Ipv6Target> targets, ApiException refusal)
    {
        var (done, open) = Split(targets, await LookAfterReadLagAsync().ConfigureAwait(false));
        done.ForEach(target => TakeAsDone(target, refusal));
        GiveUp(open, ChangeStatus.Failed, done.Count == 0 ? refusal : Context.Settings.Errors!.Refusal());
    }

    /// <summary>Makes one attempt at a call; null when it changed its targets.</summary>
    private async Task<ApiException?> SendAsync(ApiCall<string> call, IReadOnlyList<Ipv6Target> targets, RetryLoop retry)
    {
        try
        {
            var requestId = await _attempts.SendAsync(
                Batch.RegionId, call, targets, retry, failure => IsRefusalOfSome(failure) ? 1 : targets.Count).ConfigureAwait(false);
            foreach (var target in targets)
                ReportDone(target, requestId);
            return null;
        }
        catch (ApiException failure)
        {
            return failure;
        }
    }

    private static (List<Ipv6Target> Done, List<Ipv6Target> Open) Split(IReadOnlyList<Ipv6Target> targets, Look look)
    {
        List<Ipv6Target> done = look.IsDone is { } isDone ? [.. targets.Where(isDone)] : [];
        return (done, [.. targets.Except(done)]);
    }

    private Task WaitUntilShownAsync() => Context.WaitUntilShownAsync(async limit =>
    {
        var look = await LookAsync(limit).ConfigureAwait(false);
        return look.IsDone is not { } isDone || _notShownYet.TrueForAll(held => isDone(held.Target));
    });

    private void ReportDone(Ipv6Target target, string requestId)
    {
        if (Context.Settings.WaitUntilShown > TimeSpan.Zero)
            _notShownYet.Add((target, requestId));
        else
            Report(target, Done, requestId);
    }

    private void ReportNotShownYet()
    {
        foreach (var (target, requestId) in _notShownYet)
            Report(target, Done, requestId);
    }

    private void Report(
        Ipv6Target target, ChangeStatus status, string? requestId, ApiException? failure = null, bool confirmedByLooking = false)
    {
        _withoutOutcome.Remove(target);
        var outcome = new ChangeOutcome
        {
            Target = target,
            Status = status == ChangeStatus.Failed ? ChangeOutcome.StatusOf(failure!) : status,
            RequestId = requestId,
            Attempts = _attempts.CountFor(target),
            Time = Context.Settings.Clock.UtcNow,
            LastSent = _attempts.CountFor(target) > 0 ? _attempts.LastSent?.At : null,
            Failure = failure,
            ConfirmedByLooking = confirmedByLooking,
        };
        // Whatever step it is, the target is an error.
        if (!outcome.IsDone)
            Context.CountError(target);
        _reported = _report(Complete(outcome), _reported);
    }
}

/// <summary>What a look showed.</summary>
/// <param name="IsDone">Whether it shows a target as the change would leave it; null when nothing could be seen.</param>
/// <param name="Failure">The failure of the look; null when the service answered it.</param>
internal readonly record struct Look(Func<Ipv6Target, bool>? IsDone, ApiException? Failure);
