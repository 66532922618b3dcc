using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations;
using EniTools.Api.Pacing;

namespace EniTools.Api.Changes;

/// <summary>The change of one batch: its calls, the looks between them, and what they prove about each target.</summary>
/// <remarks>
/// Three facts carry it. A call changes all of its targets or none. The service's answer to a call shows the state as it is. A look
/// shows it as it was some time ago, so it proves that something is done only when it begins <see cref="ChangeEngine.ReadLag"/>
/// after the call; what it shows as still open is sent again, and the answer tells.
/// </remarks>
internal abstract class BatchChange
{
    private readonly Dictionary<Ipv6Target, int> _attempts;
    private readonly HashSet<Ipv6Target> _withoutOutcome;

    // Calls that may have had their effect although no answer said so.
    private readonly List<IReadOnlyList<Ipv6Target>> _unanswered = [];

    // Found done without a call that was answered so. Whether an unanswered call did it is known when all is settled.
    private readonly List<(Ipv6Target Target, ApiException Reason)> _foundDone = [];

    // Done, and held back until the service shows it.
    private readonly List<(Ipv6Target Target, string RequestId)> _notShownYet = [];

    private (DateTimeOffset At, TimeSpan Elapsed) _lastSent;

    // Null when nothing failed yet.
    private ApiException? _lastFailure;

    protected BatchChange(ChangeEngine engine, TargetBatch batch)
    {
        Engine = engine;
        Batch = batch;
        _attempts = new(batch.Targets.Count);
        _withoutOutcome = new(batch.Targets);
    }

    public TargetBatch Batch { get; }

    protected ChangeEngine Engine { get; }

    /// <summary>What a target is after the change.</summary>
    protected abstract ChangeStatus Done { get; }

    /// <summary>What a target is that needed no change.</summary>
    protected abstract ChangeStatus NothingToDo { get; }

    /// <summary>Settles every target. When the engine stops, what was not sent by then has no outcome.</summary>
    public async Task RunAsync()
    {
        try
        {
            await SettleAsync(Batch.Targets).ConfigureAwait(false);
            if (_notShownYet.Count > 0)
                await WaitUntilShownAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            GiveUp(_withoutOutcome.Where(IsUnanswered).Except(_foundDone.Select(found => found.Target)), ChangeStatus.Unknown);
        }
        finally
        {
            foreach (var (target, reason) in _foundDone)
            {
                if (IsUnanswered(target))
                    Report(target, Done, requestId: null, confirmedByLooking: true);
                else
                    Report(target, NothingToDo, reason.RequestId, reason);
            }

            ReportNotShownYet();
        }
    }

    /// <summary>The operation that makes the change.</summary>
    protected abstract string Action { get; }

    /// <summary>Sends the call for some of the targets.</summary>
    /// <param name="client">The client for the region.</param>
    /// <param name="token">The same for every attempt at the same targets.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="cancellationToken">Gives the attempt up.</param>
    /// <returns>The request id.</returns>
    protected abstract Task<string> CallAsync(ApiClient client, string token, IReadOnlyList<Ipv6Target> targets, CancellationToken cancellationToken);

    /// <summary>Whether the service refuses the call because a target needs no change, or cannot have it.</summary>
    protected abstract bool IsRefusalOfSome(ApiException failure);

    /// <summary>Whether an ENI looks as the change would leave it.</summary>
    protected abstract bool IsDone(Ipv6Item item, NetworkInterface networkInterface);

    /// <summary>Settles a target that was refused alone.</summary>
    protected abstract Task SettleRefusedAsync(Ipv6Target target, ApiException refusal);

    protected void FoundDone(Ipv6Target target, ApiException reason) => _foundDone.Add((target, reason));

    /// <summary>Says that targets were not changed, or that this is not known.</summary>
    protected void GiveUp(IEnumerable<Ipv6Target> targets, ChangeStatus status, ApiException? failure = null)
    {
        failure ??= _lastFailure ?? NoAnswerException.GivenUp();
        foreach (var target in targets.ToList())
            Report(target, status, failure.RequestId, failure);
    }

    protected bool IsUnanswered(Ipv6Target target) => _unanswered.Any(call => call.Contains(target));

    /// <summary>Looks so late that what is shown as done is done.</summary>
    protected async Task<NetworkInterfaceLook> LookSurelyAsync()
    {
        var wait = _lastSent.Elapsed + Engine.ReadLag - Engine.Clock.Elapsed;
        if (wait > TimeSpan.Zero)
            await Engine.Clock.DelayAsync(wait, Engine.Stopping).ConfigureAwait(false);
        return await LookAsync().ConfigureAwait(false);
    }

    private async Task SettleAsync(IReadOnlyList<Ipv6Target> targets)
    {
        var retry = Engine.NewRetryLoop();
        var token = Guid.NewGuid().ToString();
        while (await SendAsync(retry, token, targets).ConfigureAwait(false) is { } failure)
        {
            if (IsRefusalOfSome(failure))
            {
                await SettleRefusalAsync(targets, failure).ConfigureAwait(false);
                return;
            }

            var again = await retry.WaitAsync(failure, Engine.Stopping).ConfigureAwait(false);
            if (!targets.Any(IsUnanswered))
            {
                if (again)
                    continue;
                GiveUp(targets, ChangeStatus.Failed, failure);
                return;
            }

            // Nothing is said or sent again before it was looked what is there.
            var (done, open) = Split(targets, await LookAsync().ConfigureAwait(false));
            if (again && done.Count == 0)
                continue;
            if (again && open.Count > 0)
            {
                // Another change than the call's: all of it or nothing would have been done. Smaller calls tell.
                await SettleAsync(open).ConfigureAwait(false);
                await SettleAsync(done).ConfigureAwait(false);
                return;
            }

            var look = await LookSurelyAsync().ConfigureAwait(false);
            (done, open) = Split(targets, look);
            done.ForEach(target => FoundDone(target, failure));
            if (open.Count == 0)
                return;
            if (!again)
            {
                // On an ENI that does not exist, nothing was changed.
                var isKnown = look.Found is not null || failure.Kind == ErrorKind.NotFound;
                GiveUp(open, isKnown ? ChangeStatus.Failed : ChangeStatus.Unknown, failure);
                return;
            }

            (targets, token) = (open, Guid.NewGuid().ToString());
        }
    }

    // The service refuses a whole call for one target of it, and does not reliably say which.
    private async Task SettleRefusalAsync(IReadOnlyList<Ipv6Target> targets, ApiException refusal)
    {
        if (targets.Count == 1)
        {
            await SettleRefusedAsync(targets[0], refusal).ConfigureAwait(false);
            return;
        }

        var (done, open) = Split(targets, await LookAsync().ConfigureAwait(false));
        if (done.Count == 0 || open.Count == 0)
            (done, open) = Split(targets, await LookSurelyAsync().ConfigureAwait(false));

        if (open.Count == 0)
        {
            done.ForEach(target => FoundDone(target, refusal));
        }
        else if (done.Count > 0)
        {
            await SettleAsync(open).ConfigureAwait(false);
            await SettleAsync(done).ConfigureAwait(false);
        }
        else
        {
            // Looking is not allowed, or shows nothing that explains the refusal: single calls tell it.
            foreach (var target in targets)
                await SettleAsync([target]).ConfigureAwait(false);
        }
    }

    /// <summary>Sends one call; null when it changed its targets.</summary>
    private async Task<ApiException?> SendAsync(RetryLoop retry, string token, IReadOnlyList<Ipv6Target> targets)
    {
        var isSent = false;
        try
        {
            var requestId = await Engine.SendAsync(
                retry,
                Batch.RegionId,
                Action,
                (client, cancellationToken) =>
                {
                    isSent = true;
                    _lastSent = (Engine.Clock.UtcNow, Engine.Clock.Elapsed);
                    foreach (var target in targets)
                        _attempts[target] = AttemptsOf(target) + 1;
                    return CallAsync(client, token, targets, cancellationToken);
                }).ConfigureAwait(false);
            // What could be changed now shows that no unanswered call with it had its effect.
            _unanswered.RemoveAll(call => call.Intersect(targets).Any());
            foreach (var target in targets)
                ReportDone(target, requestId);
            return null;
        }
        catch (ApiException failure)
        {
            _lastFailure = failure;
            if (failure.MayHaveTakenEffect)
                _unanswered.Add(targets);
            return failure;
        }
        catch (OperationCanceledException) when (isSent)
        {
            _lastFailure = NoAnswerException.GivenUp();
            _unanswered.Add(targets);
            throw;
        }
    }

    private Task<NetworkInterfaceLook> LookAsync() => Engine.LookAsync(Batch.RegionId, Batch.NetworkInterfaceId);

    private (List<Ipv6Target> Done, List<Ipv6Target> Open) Split(IReadOnlyList<Ipv6Target> targets, NetworkInterfaceLook look)
    {
        List<Ipv6Target> done = look.Found is { } found ? [.. targets.Where(target => IsDone(target.Item, found))] : [];
        return (done, [.. targets.Except(done)]);
    }

    private Task WaitUntilShownAsync() => Engine.WaitUntilShownAsync(
        Batch.RegionId, Batch.NetworkInterfaceId, found => _notShownYet.All(held => IsDone(held.Target.Item, found)));

    private void ReportDone(Ipv6Target target, string requestId)
    {
        if (Engine.WaitUntilShown > TimeSpan.Zero)
            _notShownYet.Add((target, requestId));
        else
            Report(target, Done, requestId);
    }

    private void ReportNotShownYet()
    {
        foreach (var (target, requestId) in _notShownYet)
            Report(target, Done, requestId);
    }

    private int AttemptsOf(Ipv6Target target) => _attempts.TryGetValue(target, out var attempts) ? attempts : 0;

    private void Report(Ipv6Target target, ChangeStatus status, string? requestId, ApiException? failure = null, bool confirmedByLooking = false)
    {
        _withoutOutcome.Remove(target);
        Engine.Report(new ChangeOutcome
        {
            Target = target,
            Status = status,
            RequestId = requestId,
            Attempts = AttemptsOf(target),
            Time = Engine.Clock.UtcNow,
            LastSent = AttemptsOf(target) > 0 ? _lastSent.At : null,
            Failure = failure,
            ConfirmedByLooking = confirmedByLooking,
        });
    }
}
