using EniTools.Api.Errors;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Changes;

/// <summary>Puts a number of addresses or prefixes on an ENI, call by call.</summary>
/// <remarks>
/// A look does not tell which addresses a call without an answer gave, since others may have added some too. The same call with the
/// same token does: the service repeats its first answer.
/// </remarks>
internal sealed class CountAssignment(ChangeContext context, CountRequest request, Action<CountShortfall> fallShort)
{
    private int _missing = request.Count;

    /// <summary>Asks until all are given or a call fails for good. When the run stops, what was not sent by then has no outcome.</summary>
    public async Task RunAsync()
    {
        var unanswered = context.Settings.Journal?.Recall(request);
        while (_missing > 0)
        {
            var count = unanswered?.Count is > 0 and var asked ? asked : Math.Min(_missing, AssignIpv6Addresses.MaxItems);
            var part = request with { Count = count };
            var attempts = new AttemptLog<CountRequest>(
                context, unanswered is null ? null : new(new Dictionary<CountRequest, int> { [part] = unanswered.Attempts }, [[part]]));
            if (unanswered?.IsKept(context.Settings.Clock.UtcNow) == false)
            {
                await FallShortAsync(part, attempts, await NotAskedAgainAsync(unanswered).ConfigureAwait(false)).ConfigureAwait(false);
                return;
            }

            var token = unanswered?.Token ?? Guid.NewGuid().ToString();
            unanswered = null;
            try
            {
                var given = await AskAsync(part, token, attempts).ConfigureAwait(false);
                _missing -= given.Items.Count;
                await ReportAsync(given, part, attempts).ConfigureAwait(false);
            }
            catch (ApiException failure)
            {
                await FallShortAsync(part, attempts, failure).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (attempts.IsUnanswered(part))
            {
                await FallShortAsync(part, attempts, NoAnswerException.GivenUp()).ConfigureAwait(false);
                throw;
            }
        }
    }

    private async Task<RuledOutException> NotAskedAgainAsync(UnansweredRequest unanswered)
    {
        var (eni, region) = (request.NetworkInterfaceId, request.RegionId);
        var look = await context.LookAsync(region, eni, context.Settings.RetryPolicy.Budget).ConfigureAwait(false);
        List<string> items =
            [.. (look.Found?.Items ?? []).Where(item => item.IsPrefix == request.AsPrefixes).Select(item => item.ToString())];
        var kind = request.AsPrefixes ? "prefixes" : "addresses";
        var found = look.Found is null
            ? $"The ENI could not be seen{(look.Failure is { } failure ? $": {failure.Message}" : ".")}"
            : $"The ENI has {items.Count} {kind} now{(items.Count == 0 ? "." : $": {string.Join(", ", items)}.")}";
        var sent = unanswered.Sent is { } time ? FormattableString.Invariant($"of {time:u}") : "whose time is not known";
        return RuledOutException.TokenForgotten(request, sent, found);
    }

    private async Task<GivenItems> AskAsync(CountRequest part, string token, AttemptLog<CountRequest> attempts)
    {
        var call = AssignIpv6Addresses.Call(part.RegionId, part.NetworkInterfaceId, part.Count, part.AsPrefixes, token);
        var retry = context.NewRetryLoop(attempts.ClearSuspicion);
        var place = context.PlaceOf(call.Operation.Service, part.RegionId);
        Func<int, Task<int>>? intend = context.Settings.Journal is { } journal
            ? attempt => journal.IntendAsync(request, part.Count, token, attempt, context.Settings.Clock.UtcNow)
            : null;
        while (true)
        {
            try
            {
                return await attempts.SendAsync(part.RegionId, call, [part], retry, intend, _ => _missing).ConfigureAwait(false);
            }
            catch (ApiException failure)
            {
                if (!await place.WaitToRetryAsync(retry, failure).ConfigureAwait(false))
                    throw;
            }
        }
    }

    private async Task ReportAsync(GivenItems given, CountRequest part, AttemptLog<CountRequest> attempts)
    {
        try
        {
            if (context.Settings.WaitUntilShown > TimeSpan.Zero)
            {
                await context.WaitUntilShownAsync(async limit =>
                {
                    var look = await context.LookAsync(part.RegionId, part.NetworkInterfaceId, limit).ConfigureAwait(false);
                    return look.Found is null || !given.Items.Except(look.Found.Items).Any();
                }).ConfigureAwait(false);
            }
        }
        finally
        {
            await context.ReportAsync(request, [.. given.Items.Select(item => new ChangeOutcome
            {
                Target = new Ipv6Target(part.RegionId, part.NetworkInterfaceId, item),
                Status = ChangeStatus.Assigned,
                RequestId = given.RequestId,
                Attempts = attempts.CountFor(part),
                Time = context.Settings.Clock.UtcNow,
                LastSent = attempts.LastSent?.At,
            })]).ConfigureAwait(false);
        }
    }

    private Task FallShortAsync(CountRequest part, AttemptLog<CountRequest> attempts, ApiException failure)
    {
        var shortfall = new CountShortfall
        {
            Missing = request with { Count = _missing },
            Status = attempts.IsUnanswered(part) ? ChangeStatus.Unknown
                : failure is NotSentException ? ChangeStatus.NotSent
                : ChangeStatus.Failed,
            Failure = failure,
            Attempts = attempts.CountFor(part),
            LastSent = attempts.LastSent?.At,
        };
        context.Settings.Errors?.Count(_missing);
        attempts.ClearSuspicion();
        var noted = context.Settings.Journal?.SettleAsync(request, shortfall, context.Settings.Clock.UtcNow);
        return ChangeContext.TellAsync(noted, () => fallShort(shortfall));
    }
}
