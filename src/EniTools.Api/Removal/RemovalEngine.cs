using EniTools.Api.Errors;
using EniTools.Api.Operations;
using EniTools.Api.Pacing;

namespace EniTools.Api.Removal;

/// <summary>
/// Sends batches and finds out what became of every target in them: a refused part does not hold back the rest,
/// and a call without an answer is looked into instead of guessed about.
/// </summary>
public sealed class RemovalEngine
{
    private readonly Func<string, EcsClient> _clientOf;
    private readonly Action<RemovalOutcome> _report;

    /// <summary>Makes an engine.</summary>
    /// <param name="clientOf">Gives the client for a region.</param>
    /// <param name="report">Told of each outcome as soon as it is known; called on any thread.</param>
    public RemovalEngine(Func<string, EcsClient> clientOf, Action<RemovalOutcome> report)
    {
        _clientOf = clientOf;
        _report = report;
    }

    /// <summary>How often and how long a call is tried again.</summary>
    public RetryPolicy RetryPolicy { get; init; } = new();

    /// <summary>Where time comes from.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>Told of each retry; called on any thread.</summary>
    public Action<Retry>? OnRetry { get; init; }

    /// <summary>Removes the targets of a batch, reporting one outcome for each.</summary>
    /// <param name="batch">What to remove.</param>
    /// <param name="cancellationToken">Gives up at once; targets without an outcome by then get none.</param>
    public Task RemoveAsync(RemovalBatch batch, CancellationToken cancellationToken) =>
        RemoveAsync(batch.Targets, RetryOf(), mayBeGone: false, cancellationToken);

    // mayBeGone: an earlier call with these targets got no answer and may have taken them off.
    private async Task RemoveAsync(IReadOnlyList<RemovalTarget> targets, RetryLoop retry, bool mayBeGone, CancellationToken cancellationToken)
    {
        while (true)
        {
            retry.Begin();
            ApiException failure;
            try
            {
                var requestId = await SendAsync(targets, cancellationToken).ConfigureAwait(false);
                Report(targets, RemovalStatus.Removed, retry, requestId);
                return;
            }
            catch (ApiException exception)
            {
                failure = exception;
            }

            if (failure.Kind == ErrorKind.NotAssigned)
            {
                await SettleRefusalAsync(targets, failure, retry, mayBeGone, cancellationToken).ConfigureAwait(false);
                return;
            }

            mayBeGone |= failure.MayHaveTakenEffect;
            var again = await retry.WaitAsync(failure, cancellationToken).ConfigureAwait(false);
            if (mayBeGone)
            {
                // Nothing is sent again before it is known what is there.
                if (await LookAsync(targets, cancellationToken).ConfigureAwait(false) is not { } assigned)
                {
                    Report(targets, RemovalStatus.Unknown, retry, failure: failure);
                    return;
                }

                Report([.. targets.Where(target => !assigned.Contains(target))], RemovalStatus.Removed, retry, confirmedByLooking: true);
                targets = [.. targets.Where(assigned.Contains)];
                if (targets.Count == 0)
                    return;
            }

            if (!again)
            {
                Report(targets, RemovalStatus.Failed, retry, failure: failure);
                return;
            }
        }
    }

    // The service refuses a whole call when one address of it is not on the ENI, and does not reliably say which.
    private async Task SettleRefusalAsync(
        IReadOnlyList<RemovalTarget> targets, ApiException refusal, RetryLoop retry, bool mayBeGone, CancellationToken cancellationToken)
    {
        if (targets.Count == 1)
        {
            ReportGone(targets, refusal, retry, mayBeGone);
            return;
        }

        var assigned = await LookAsync(targets, cancellationToken).ConfigureAwait(false);
        if (assigned is null || assigned.Count == targets.Count)
        {
            // Looking is not allowed, or shows an old state: single calls tell it too.
            foreach (var target in targets)
                await RemoveAsync([target], RetryOf(), mayBeGone, cancellationToken).ConfigureAwait(false);
            return;
        }

        ReportGone([.. targets.Where(target => !assigned.Contains(target))], refusal, retry, mayBeGone);
        if (assigned.Count > 0)
            await RemoveAsync([.. targets.Where(assigned.Contains)], retry, mayBeGone, cancellationToken).ConfigureAwait(false);
    }

    private void ReportGone(IReadOnlyList<RemovalTarget> targets, ApiException refusal, RetryLoop retry, bool mayBeGone)
    {
        if (mayBeGone)
            Report(targets, RemovalStatus.Removed, retry, confirmedByLooking: true);
        else
            Report(targets, RemovalStatus.NotAssigned, retry, failure: refusal);
    }

    /// <summary>Which of the targets are on their ENI now; null when that cannot be found out.</summary>
    private async Task<HashSet<RemovalTarget>?> LookAsync(IReadOnlyList<RemovalTarget> targets, CancellationToken cancellationToken)
    {
        var (regionId, networkInterfaceId) = (targets[0].RegionId, targets[0].NetworkInterfaceId);
        try
        {
            var page = await RetryOf().RunAsync(
                () => _clientOf(regionId).DescribeNetworkInterfacesAsync(regionId, [networkInterfaceId], null, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            var assigned = page.NetworkInterfaces
                .Where(networkInterface => networkInterface.NetworkInterfaceId == networkInterfaceId)
                .SelectMany(networkInterface => networkInterface.Items);
            var onInterface = new HashSet<RemovalTarget>(assigned.Select(item => new RemovalTarget(regionId, networkInterfaceId, item)));
            onInterface.IntersectWith(targets);
            return onInterface;
        }
        catch (ApiException)
        {
            return null;
        }
    }

    private Task<string> SendAsync(IReadOnlyList<RemovalTarget> targets, CancellationToken cancellationToken) =>
        _clientOf(targets[0].RegionId).UnassignIpv6AddressesAsync(
            targets[0].RegionId, targets[0].NetworkInterfaceId, [.. targets.Select(target => target.Item)], cancellationToken);

    private RetryLoop RetryOf() => new(RetryPolicy, Clock, OnRetry);

    private void Report(
        IReadOnlyList<RemovalTarget> targets, RemovalStatus status, RetryLoop retry,
        string? requestId = null, ApiException? failure = null, bool confirmedByLooking = false)
    {
        foreach (var target in targets)
        {
            _report(new RemovalOutcome
            {
                Target = target,
                Status = status,
                RequestId = requestId ?? failure?.RequestId,
                Attempts = retry.Attempts,
                Time = Clock.UtcNow,
                Failure = failure,
                ConfirmedByLooking = confirmedByLooking,
            });
        }
    }
}
