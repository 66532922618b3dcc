using System.Collections.Concurrent;
using EniTools.Api.Calls;
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
    private readonly ConcurrentDictionary<(ApiService Service, string RegionId), ServicePlace> _places = [];
    private readonly ConcurrentDictionary<(ApiService Service, string Endpoint), Outage> _outages = [];
    private readonly SendingEnd _account;
    private readonly InterfaceLooks _looks;
    private readonly Action<ChangeOutcome> _report;
    private readonly HashSet<Ipv6Target> _counted = [];
    private NotSentException? _endOfChanges;
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
                ClientEvents.Log.Complete(
                    outcome.Status.ToString(), outcome.Target, outcome.RequestId ?? "", outcome.Failure?.Code ?? "");
            }

            report(outcome);
        };
        Settings = settings;
        Began = settings.Clock.Elapsed;
        _account = new SendingEnd(settings.Stopping);
        _looks = new InterfaceLooks(settings.Clock, ReaderOf(ApiService.Ecs), settings.Stopping);
        Addresses = new Ipv6AddressLooks(ReaderOf(ApiService.Vpc), settings.RetryPolicy.Budget, settings.Stopping);
    }

    /// <summary>Looks at addresses as VPC shows them.</summary>
    public Ipv6AddressLooks Addresses { get; }

    public ChangeSettings Settings { get; }

    /// <summary>When the run began. What an earlier one sent was sent before.</summary>
    public TimeSpan Began { get; }

    public int Calls => Volatile.Read(ref _calls);

    public int Retries => Volatile.Read(ref _retries);

    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Gets why nothing more is sent for the account; null while calls may be sent.</summary>
    public NotSentException? Refusal => _account.Reason;

    /// <summary>Begins attempts at a call that changes something.</summary>
    /// <param name="onRetry">Called before each further attempt.</param>
    public RetryLoop NewRetryLoop(Action onRetry) => new(Settings.RetryPolicy, Settings.Clock, retry =>
    {
        onRetry();
        Retried(retry);
    });

    /// <summary>Begins attempts at a call that only reads.</summary>
    /// <param name="limit">How long it is sent again, at most as long as any other call.</param>
    public RetryLoop NewRetryLoop(TimeSpan limit) => new(Settings.RetryPolicy.Within(limit), Settings.Clock, Retried);

    /// <summary>The place of a service in a region.</summary>
    public ServicePlace PlaceOf(ApiService service, string regionId) => _places.GetOrAdd((service, regionId), _ =>
    {
        var client = _clientOf(service, regionId);
        // Several regions have one endpoint if it was given: then one that answers none of them costs one retry budget.
        var endpoint = client is ApiClient { Endpoint: var at } ? at.Authority : regionId;
        var outage = _outages.GetOrAdd((service, endpoint), _ => new Outage(new SendingEnd(_account), new Silence(Settings.Clock)));
        return new ServicePlace(this, service, regionId, client, _account, outage);
    });

    /// <summary>Counts a call that leaves now.</summary>
    public void CountCall() => Interlocked.Increment(ref _calls);

    /// <summary>Counts a call that the service's flow control refused.</summary>
    public void CountRefused() => Interlocked.Increment(ref _refused);

    /// <summary>Completes when it is noted that a call is about to leave.</summary>
    /// <exception cref="NotSentException">It cannot be noted.</exception>
    public async Task<int> IntendAsync(Task<int> intent)
    {
        try
        {
            return await intent.ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw EndChanges(NotSentException.NotNoted(failure));
        }
    }

    /// <summary>Counts an error when it is known, which is before it is noted and told, and once for a target.</summary>
    public void CountError(Ipv6Target target)
    {
        if (Settings.Errors is not { IsLimited: true } errors)
            return;
        bool isNew;
        lock (_counted)
            isNew = _counted.Add(target);
        if (isNew)
            errors.Count(target.Size);
    }

    /// <summary>Counts a target that needed no change, where that is an error.</summary>
    public void CountNothingToDo(Ipv6Target target)
    {
        if (Settings.IsNothingToDoAnError)
            CountError(target);
    }

    /// <summary>Whether so many targets that needed no change are more errors than the run may have.</summary>
    public bool EndsWith(int errors) => Settings.IsNothingToDoAnError && Settings.Errors?.CannotTake(errors) == true;

    /// <summary>Tells of an outcome, when it is noted and the one before it was told.</summary>
    public Task ReportAsync(ChangeOutcome outcome, Task? before = null)
    {
        if (!outcome.IsDone)
            CountError(outcome.Target);
        else if (outcome.Status is ChangeStatus.NotAssigned or ChangeStatus.AlreadyAssigned)
            CountNothingToDo(outcome.Target);
        if (Settings.Journal is not null)
            return TellAsync(Settings.Journal.SettleAsync(outcome), [outcome], before);
        _report(outcome);
        return Task.CompletedTask;
    }

    /// <summary>Tells of what the service gave for a part of a number, when it is noted.</summary>
    public Task ReportAsync(Ipv6Target target, IReadOnlyList<ChangeOutcome> given) =>
        TellAsync(Settings.Journal?.SettleAsync(target, given), given, before: null);

    // What cannot be noted is told all the same.
    private async Task TellAsync(Task? noted, IReadOnlyList<ChangeOutcome> outcomes, Task? before)
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
        foreach (var outcome in outcomes)
            _report(outcome);
    }

    /// <summary>Looks at an ENI, in a look that begins from now on.</summary>
    /// <param name="regionId">The region.</param>
    /// <param name="networkInterfaceId">The ENI.</param>
    /// <param name="limit">How long a look that fails is tried again.</param>
    public Task<NetworkInterfaceLook> LookAsync(string regionId, string networkInterfaceId, TimeSpan limit) =>
        _looks.LookAsync(regionId, networkInterfaceId, limit);

    /// <summary>Looks until something is shown, or <see cref="ChangeSettings.WaitUntilShown"/> has passed.</summary>
    /// <param name="look">Looks once, in the time that is left: true when it is shown, or can never be.</param>
    public async Task WaitUntilShownAsync(Func<TimeSpan, Task<bool>> look)
    {
        var end = Settings.Clock.Elapsed + Settings.WaitUntilShown;
        while (Settings.Clock.Elapsed < end)
        {
            if (await look(end - Settings.Clock.Elapsed).ConfigureAwait(false))
                return;
            await Settings.Clock.DelayAsync(LookInterval, Settings.Stopping).ConfigureAwait(false);
        }
    }

    /// <summary>Throws if nothing more may be changed, and tells all that wait.</summary>
    public void ThrowWhenRefused()
    {
        if ((Volatile.Read(ref _endOfChanges) ?? Settings.Errors?.Refusal()) is { } refusal)
            throw EndChanges(refusal);
    }

    private NotSentException EndChanges(NotSentException reason)
    {
        Volatile.Write(ref _endOfChanges, reason);
        foreach (var place in _places.Values)
            place.EndChanges(reason);
        return reason;
    }

    private Func<string, TimeSpan, ICallStep> ReaderOf(ApiService service) => (regionId, limit) => PlaceOf(service, regionId).Reader(limit);

    private void Retried(Retry retry)
    {
        Interlocked.Increment(ref _retries);
        Settings.OnRetry?.Invoke(retry);
    }
}
