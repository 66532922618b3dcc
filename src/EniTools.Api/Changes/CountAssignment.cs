using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations;
using EniTools.Api.Pacing;

namespace EniTools.Api.Changes;

/// <summary>Puts a number of addresses or prefixes on an ENI, call by call.</summary>
/// <remarks>
/// A look does not tell which addresses a call without an answer gave, since others may have added some too. The same call with the
/// same token does: the service repeats its first answer.
/// </remarks>
internal sealed class CountAssignment(ChangeEngine engine, CountRequest request, Action<CountShortfall> fallShort)
{
    private int _missing = request.Count;

    /// <summary>Asks until all are given or a call fails for good. When the engine stops, what was not sent by then has no outcome.</summary>
    public async Task RunAsync()
    {
        while (_missing > 0)
        {
            var call = new Call(engine, request, Math.Min(_missing, AssignIpv6Addresses.MaxItems));
            try
            {
                var (given, requestId) = await call.SendAsync().ConfigureAwait(false);
                _missing -= given.Count;
                await ReportAsync(call, given, requestId).ConfigureAwait(false);
            }
            catch (ApiException failure)
            {
                FallShort(call, failure);
                return;
            }
            catch (OperationCanceledException) when (call.MayHaveTakenEffect)
            {
                FallShort(call, NoAnswerException.GivenUp());
                throw;
            }
        }
    }

    private async Task ReportAsync(Call call, IReadOnlyList<Ipv6Item> given, string requestId)
    {
        try
        {
            if (engine.WaitUntilShown > TimeSpan.Zero)
                await engine.WaitUntilShownAsync(request.RegionId, request.NetworkInterfaceId, found => !given.Except(found.Items).Any()).ConfigureAwait(false);
        }
        finally
        {
            foreach (var item in given)
            {
                engine.Report(new ChangeOutcome
                {
                    Target = new Ipv6Target(request.RegionId, request.NetworkInterfaceId, item),
                    Status = ChangeStatus.Assigned,
                    RequestId = requestId,
                    Attempts = call.Attempts,
                    Time = engine.Clock.UtcNow,
                    LastSent = call.LastSent,
                });
            }
        }
    }

    private void FallShort(Call call, ApiException failure) => fallShort(new CountShortfall
    {
        Missing = request with { Count = _missing },
        Status = call.MayHaveTakenEffect ? ChangeStatus.Unknown : ChangeStatus.Failed,
        Failure = failure,
        Attempts = call.Attempts,
        LastSent = call.LastSent,
    });

    /// <summary>One call with its attempts, which all carry the same token.</summary>
    private sealed class Call(ChangeEngine engine, CountRequest request, int count)
    {
        private readonly string _token = Guid.NewGuid().ToString();
        private readonly RetryLoop _retry = engine.NewRetryLoop();

        public int Attempts => _retry.Attempts;

        public DateTimeOffset? LastSent { get; private set; }

        /// <summary>Whether an attempt was sent to which no answer said what it did.</summary>
        public bool MayHaveTakenEffect { get; private set; }

        public async Task<(IReadOnlyList<Ipv6Item> Given, string RequestId)> SendAsync()
        {
            while (true)
            {
                var isUnderWay = false;
                try
                {
                    var answer = await engine.SendAsync(
                        _retry,
                        request.RegionId,
                        AssignIpv6Addresses.Action,
                        (client, cancellationToken) =>
                        {
                            isUnderWay = true;
                            LastSent = engine.Clock.UtcNow;
                            return client.AssignIpv6AddressesAsync(
                                request.RegionId, request.NetworkInterfaceId, count, request.AsPrefixes, _token, cancellationToken);
                        }).ConfigureAwait(false);
                    MayHaveTakenEffect = false;
                    return answer;
                }
                catch (ApiException failure)
                {
                    MayHaveTakenEffect |= failure.MayHaveTakenEffect;
                    if (!await _retry.WaitAsync(failure, engine.Stopping).ConfigureAwait(false))
                        throw;
                }
                catch (OperationCanceledException) when (isUnderWay)
                {
                    MayHaveTakenEffect = true;
                    throw;
                }
            }
        }
    }
}
