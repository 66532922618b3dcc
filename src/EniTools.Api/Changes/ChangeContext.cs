using System.Collections.Concurrent;
using EniTools.Api.Calls;
using EniTools.Api.Calls.Steps;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;
using EniTools.Api.Telemetry;

namespace EniTools.Api.Changes;

/// <summary>What all changes of a run share: the way to the service, the looks, the counts, and where outcomes are told.</summary>
internal sealed class ChangeContext
{
    // The wait between two looks for a change that is not shown yet.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly Func<ApiService, string, ICallStep> _clientOf;
    private readonly ConcurrentDictionary<(ApiService Service, string RegionId), ICallStep> _chains = [];
    private readonly InterfaceLooks _looks;
    private readonly Action<ChangeOutcome> _report;
    private int _calls;
    private int _retries;
    private int _refused;

    public ChangeContext(Func<ApiService, string, ICallStep> clientOf, Action<ChangeOutcome> report, ChangeSettings settings)
    {
        _clientOf = clientOf;
        _report = outcome =>
        {
            if (ClientEvents.Log.IsEnabled())
            {
                ClientEvents.Log.Settle(
                    outcome.Status.ToString(), outcome.Target, outcome.RequestId ?? "", outcome.Failure?.Code ?? "");
            }

            report(outcome);
        };
        Settings = settings;
        Began = settings.Clock.Elapsed;
        _looks = new InterfaceLooks(regionId => ReadingChain(ApiService.Ecs, regionId), settings.Stopping);
        Addresses = new Ipv6AddressLooks(regionId => ReadingChain(ApiService.Vpc, regionId), settings.Stopping);
    }

    /// <summary>Looks at addresses as VPC shows them.</summary>
    public Ipv6AddressLooks Addresses { get; }

    public ChangeSettings Settings { get; }

    /// <summary>When the run began. What an earlier one sent was sent before.</summary>
    public TimeSpan Began { get; }

    public int Calls => Volatile.Read(ref _calls);

    public int Retries => Volatile.Read(ref _retries);

    public int Refused => Volatile.Read(ref _refused);

    public RetryLoop NewRetryLoop() => new(Settings.RetryPolicy, Settings.Clock, Retried);

    /// <summary>Sends a call that changes something, once, when a slot of the region is free and cap and pace allow it.</summary>
    /// <param name="regionId">The region.</param>
    /// <param name="call">The call.</param>
    /// <param name="attempts">The attempts at it.</param>
    /// <param name="leaving">Done right before it leaves; when it fails, nothing is sent.</param>
    public Task<TAnswer> SendAsync<TAnswer>(string regionId, ApiCall<TAnswer> call, RetryLoop attempts, Func<Task> leaving)
    {
        // Before the wait for a turn, and after it.
        ThrowWhenRefused();
        Func<Task> beforeLeaving = () =>
        {
            ThrowWhenRefused();
            return leaving();
        };
        var sending = new Sending(Settings.Stopping, Settings.GivingUp, beforeLeaving, attempts);
        return call.SendAsync(_chains.GetOrAdd((call.Operation.Service, regionId), NewChain), sending);
    }

    /// <summary>Counts a call that leaves now.</summary>
    public void CountCall() => Interlocked.Increment(ref _calls);

    /// <summary>Counts a call that the service's flow control refused.</summary>
    public void CountRefused() => Interlocked.Increment(ref _refused);

    /// <summary>Completes when it is noted that a call is about to leave.</summary>
    /// <exception cref="NotSentException">It cannot be noted.</exception>
    public static async Task<int> IntendAsync(Task<int> intent)
    {
        try
        {
            return await intent.ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw NotSentException.NotNoted(failure);
        }
    }

    /// <summary>Tells of an outcome, when it is noted and the one before it was told.</summary>
    public Task ReportAsync(ChangeOutcome outcome, Task before)
    {
        if (Settings.Journal is not null)
            return TellAsync(Settings.Journal.SettleAsync(outcome), () => _report(outcome), before);
        _report(outcome);
        return Task.CompletedTask;
    }

    /// <summary>Tells of what the service gave for a part of a request, when it is noted.</summary>
    public Task ReportAsync(CountRequest request, IReadOnlyList<ChangeOutcome> given) =>
        TellAsync(Settings.Journal?.SettleAsync(request, given), () =>
        {
            foreach (var outcome in given)
                _report(outcome);
        });

    /// <summary>Tells something when it is noted. What cannot be noted is told all the same.</summary>
    public static async Task TellAsync(Task? noted, Action tell, Task? before = null)
    {
        try
        {
            if (noted is not null)
                await noted.ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The journal keeps its failure, and no further call can be noted.
        }

        if (before is not null)
            await before.ConfigureAwait(false);
        tell();
    }

    /// <summary>Looks at an ENI, in a look that begins from now on.</summary>
    public Task<NetworkInterfaceLook> LookAsync(string regionId, string networkInterfaceId) =>
        _looks.LookAsync(regionId, networkInterfaceId);

    /// <summary>Looks until something is shown, or <see cref="ChangeSettings.WaitUntilShown"/> has passed.</summary>
    /// <param name="look">Looks once: true when it is shown, or can never be.</param>
    public async Task WaitUntilShownAsync(Func<Task<bool>> look)
    {
        var end = Settings.Clock.Elapsed + Settings.WaitUntilShown;
        while (Settings.Clock.Elapsed < end)
        {
            if (await look().ConfigureAwait(false))
                return;
            await Settings.Clock.DelayAsync(LookInterval, Settings.Stopping).ConfigureAwait(false);
        }
    }

    private void ThrowWhenRefused()
    {
        if (Settings.Refusal?.Invoke() is { } refusal)
            throw refusal;
    }

    // Slots are a region's, as quotas are: calls that wait for one quota must not hold up those of another region. The cap is the
    // run's, and the client goes on with pace, attempt, signature and transport.
    private ICallStep NewChain((ApiService Service, string RegionId) place)
    {
        var client = _clientOf(place.Service, place.RegionId);
        return new SlotStep(
            new CallSlots(Settings.Clock, Settings.ThrottleLimit), Settings.Cap is { } cap ? new CapStep(cap, client) : client);
    }

    private ICallStep ReadingChain(ApiService service, string regionId) =>
        _clientOf(service, regionId).Repeating(Settings.RetryPolicy, Settings.Clock, Retried);

    private void Retried(Retry retry)
    {
        Interlocked.Increment(ref _retries);
        Settings.OnRetry?.Invoke(retry);
    }
}
