using EniTools.Api.Errors;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Changes;

/// <summary>Assigns a number of addresses or prefixes to an ENI, call by call; the service chooses which.</summary>
/// <remarks>
/// A look does not tell which addresses a call without an answer gave, since others may have added some too. The same call with the
/// same token does: the service repeats its first answer.
/// </remarks>
internal sealed class CountAssignment(ChangeContext context, Ipv6Target target)
{
    private int _missing = target.Size;

    /// <summary>Asks until all are given or a call fails for good. When the run stops, what was not sent by then has no outcome.</summary>
    public async Task RunAsync()
    {
        var memory = context.Settings.Journal?.Recall([target]);
        var unanswered = memory is { Unanswered.Count: > 0 } ? memory.Unanswered[0] : null;
        while (_missing > 0)
        {
            var count = unanswered?.Count is > 0 and var asked ? asked : Math.Min(_missing, AssignIpv6Addresses.MaxItems);
            var attempts = new AttemptLog(context, unanswered is null ? null : memory);
            if (unanswered?.IsKept(context.Settings.Clock.UtcNow) == false)
            {
                await FallShortAsync(attempts, await NotAskedAgainAsync(unanswered).ConfigureAwait(false)).ConfigureAwait(false);
                return;
            }

            var token = unanswered?.Token ?? Guid.NewGuid().ToString();
            unanswered = null;
            try
            {
                var given = await AskAsync(count, token, attempts).ConfigureAwait(false);
                _missing -= given.Items.Count;
                await ReportAsync(given, attempts).ConfigureAwait(false);
            }
            catch (ApiException failure)
            {
                await FallShortAsync(attempts, failure).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (attempts.IsUnanswered(target))
            {
                await FallShortAsync(attempts, NoAnswerException.GivenUp()).ConfigureAwait(false);
                throw;
            }
        }
    }

    private async Task<RuledOutException> NotAskedAgainAsync(UnansweredCall unanswered)
    {
        var look = await LookAsync(context.Settings.RetryPolicy.Budget).ConfigureAwait(false);
        List<string> items =
            [.. (look.Found?.Items ?? []).Where(item => item.IsPrefix == target.IsPrefix).Select(item => item.ToString())];
        var kind = target.IsPrefix ? "prefixes" : "addresses";
        var found = look.Found is null
            ? $"The ENI could not be seen{(look.Failure is { } failure ? $": {failure.Message}" : ".")}"
            : $"The ENI has {items.Count} {kind} now{(items.Count == 0 ? "." : $": {string.Join(", ", items)}.")}";
        var sent = unanswered.Sent is { } time ? FormattableString.Invariant($"of {time:u}") : "whose time is not known";
        return RuledOutException.TokenForgotten(target, sent, found);
    }

    private async Task<GivenItems> AskAsync(int count, string token, AttemptLog attempts)
    {
        var call = AssignIpv6Addresses.Call(target.RegionId, target.NetworkInterfaceId, count, target.IsPrefix, token);
        var retry = context.NewRetryLoop(attempts.ClearSuspicion);
        var place = context.PlaceOf(call.Operation.Service, target.RegionId);
        while (true)
        {
            try
            {
                return await attempts.SendAsync(target.RegionId, call, [target], retry, _ => _missing, count).ConfigureAwait(false);
            }
            catch (ApiException failure)
            {
                if (!await place.WaitToRetryAsync(retry, failure).ConfigureAwait(false))
                    throw;
            }
        }
    }

    private async Task ReportAsync(GivenItems given, AttemptLog attempts)
    {
        try
        {
            if (context.Settings.WaitUntilShown > TimeSpan.Zero)
            {
                await context.WaitUntilShownAsync(async limit =>
                {
                    var look = await LookAsync(limit).ConfigureAwait(false);
                    return look.Found is null || !given.Items.Except(look.Found.Items).Any();
                }).ConfigureAwait(false);
            }
        }
        finally
        {
            await context.ReportAsync(target, [.. given.Items.Select(item => NewOutcome(attempts) with
            {
                Target = new Ipv6Target(target.RegionId, target.NetworkInterfaceId, item) { ProfileName = target.ProfileName },
                Status = ChangeStatus.Assigned,
                RequestId = given.RequestId,
            })]).ConfigureAwait(false);
        }
    }

    private Task FallShortAsync(AttemptLog attempts, ApiException failure)
    {
        var missing = target with { Count = _missing };
        // Until they count, they are suspected: an error counts for whatever leaves after it.
        context.CountError(missing);
        attempts.ClearSuspicion();
        return context.ReportAsync(NewOutcome(attempts) with
        {
            Target = missing,
            Status = attempts.IsUnanswered(target) ? ChangeStatus.Unknown : ChangeOutcome.StatusOf(failure),
            Failure = failure,
        });
    }

    private ChangeOutcome NewOutcome(AttemptLog attempts) => new()
    {
        Target = target,
        Status = ChangeStatus.Unknown,
        Attempts = attempts.CountFor(target),
        Time = context.Settings.Clock.UtcNow,
        LastSent = attempts.LastSent?.At,
    };

    private Task<NetworkInterfaceLook> LookAsync(TimeSpan limit) =>
        context.LookAsync(target.RegionId, target.NetworkInterfaceId, limit);
}
