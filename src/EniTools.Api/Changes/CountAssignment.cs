using EniTools.Api.Errors;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Changes;

/// <summary>Puts a number of addresses or prefixes on an ENI, call by call.</summary>
/// <remarks>
/// A look does not tell which addresses a call without an answer gave, since others may have added some too. The same call with the
/// same token does: the service repeats its first answer.
/// </remarks>
internal sealed class CountAssignment(ChangeRun run, CountRequest request, Action<CountShortfall> fallShort)
{
    private int _missing = request.Count;

    /// <summary>Asks until all are given or a call fails for good. When the run stops, what was not sent by then has no outcome.</summary>
    public async Task RunAsync()
    {
        while (_missing > 0)
        {
            var part = request with { Count = Math.Min(_missing, AssignIpv6Addresses.MaxItems) };
            var attempts = new AttemptLog<CountRequest>(run);
            try
            {
                var given = await AskAsync(part, attempts).ConfigureAwait(false);
                _missing -= given.Items.Count;
                await ReportAsync(given, part, attempts).ConfigureAwait(false);
            }
            catch (ApiException failure)
            {
                FallShort(part, attempts, failure);
                return;
            }
            catch (OperationCanceledException) when (attempts.IsUnanswered(part))
            {
                FallShort(part, attempts, NoAnswerException.GivenUp());
                throw;
            }
        }
    }

    private async Task<GivenItems> AskAsync(CountRequest part, AttemptLog<CountRequest> attempts)
    {
        var call = AssignIpv6Addresses.Call(part.RegionId, part.NetworkInterfaceId, part.Count, part.AsPrefixes, Guid.NewGuid().ToString());
        var retry = run.NewRetryLoop();
        while (true)
        {
            try
            {
                return await attempts.SendAsync(part.RegionId, call, [part], retry).ConfigureAwait(false);
            }
            catch (ApiException failure)
            {
                if (!await retry.WaitAsync(failure, run.Settings.Stopping).ConfigureAwait(false))
                    throw;
            }
        }
    }

    private async Task ReportAsync(GivenItems given, CountRequest part, AttemptLog<CountRequest> attempts)
    {
        try
        {
            if (run.Settings.WaitUntilShown > TimeSpan.Zero)
                await run.WaitUntilShownAsync(part.RegionId, part.NetworkInterfaceId, found => !given.Items.Except(found.Items).Any()).ConfigureAwait(false);
        }
        finally
        {
            foreach (var item in given.Items)
            {
                run.Report(new ChangeOutcome
                {
                    Target = new Ipv6Target(part.RegionId, part.NetworkInterfaceId, item),
                    Status = ChangeStatus.Assigned,
                    RequestId = given.RequestId,
                    Attempts = attempts.CountFor(part),
                    Time = run.Settings.Clock.UtcNow,
                    LastSent = attempts.LastSent?.At,
                });
            }
        }
    }

    private void FallShort(CountRequest part, AttemptLog<CountRequest> attempts, ApiException failure) => fallShort(new CountShortfall
    {
        Missing = request with { Count = _missing },
        Status = attempts.IsUnanswered(part) ? ChangeStatus.Unknown : ChangeStatus.Failed,
        Failure = failure,
        Attempts = attempts.CountFor(part),
        LastSent = attempts.LastSent?.At,
    });
}
