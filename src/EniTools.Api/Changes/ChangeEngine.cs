using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using EniTools.Api.Calls;
using EniTools.Api.Errors;

namespace EniTools.Api.Changes;

/// <summary>
/// Changes what is on ENIs, batch by batch, until what became of each target is known: sends again where that helps, looks where
/// no answer came, and finds the targets for which the service refuses a whole call.
/// </summary>
/// <remarks>One call at a time for an ENI, as many as are allowed beside each other for different ENIs.</remarks>
internal sealed class ChangeEngine
{
    // Enough that slots are filled while some ENIs wait for a retry or a look; few, so that a retry does not wait behind too many.
    private const int LanesPerSlot = 4;

    private readonly ChangeContext _context;
    private readonly ChangeSettings _settings;
    private readonly ConcurrentDictionary<string, Lanes> _lanes = new(StringComparer.Ordinal);
    private Exception? _failure;

    /// <summary>Makes an engine.</summary>
    /// <param name="clientOf">Gives the way to a service in a region: one attempt at a time, at the pace that it allows.</param>
    /// <param name="report">Told of each outcome as soon as it is known; called on any thread.</param>
    /// <param name="settings">How it goes about its work.</param>
    public ChangeEngine(Func<ApiService, string, ICallStep> clientOf, Action<ChangeOutcome> report, ChangeSettings settings)
    {
        _context = new ChangeContext(clientOf, report, settings);
        _settings = settings;
    }

    /// <summary>How many calls that change something were sent.</summary>
    public int Calls => _context.Calls;

    /// <summary>How many calls were sent again after a failure.</summary>
    public int Retries => _context.Retries;

    /// <summary>How many calls that change something the service's flow control refused.</summary>
    public int Refused => _context.Refused;

    /// <summary>Gets why nothing more is sent with the engine's key; null while calls may be sent.</summary>
    public NotSentException? Refusal => _context.Refusal;

    /// <summary>Takes the targets of a batch off their ENI, with one outcome for each.</summary>
    public void Remove(TargetBatch batch) => Begin(batch.RegionId, batch.NetworkInterfaceId, new BatchRemoval(_context, batch).RunAsync);

    /// <summary>Puts the targets of a batch on their ENI, with one outcome for each.</summary>
    public void Assign(TargetBatch batch) => Begin(batch.RegionId, batch.NetworkInterfaceId, new BatchAssignment(_context, batch).RunAsync);

    /// <summary>Puts a number of addresses or prefixes on an ENI that the service chooses, with one outcome for each that it gives.</summary>
    /// <param name="request">The ENI and the number.</param>
    /// <param name="fallShort">Told once when fewer were given than asked for, and why; called on any thread.</param>
    public void Assign(CountRequest request, Action<CountShortfall> fallShort) =>
        Begin(request.RegionId, request.NetworkInterfaceId, new CountAssignment(_context, request, fallShort).RunAsync);

    /// <summary>Ends the Internet bandwidth of the targets of a batch, with one outcome for each.</summary>
    /// <param name="batch">The addresses.</param>
    /// <param name="release">Whether those that are on nothing are given up then.</param>
    public void EndBandwidth(TargetBatch batch, bool release) => BeginEach(batch, async target =>
    {
        var ended = await OutcomeOf(tell => new BandwidthRemoval(_context, target, tell)).ConfigureAwait(false);
        if (release && ended is { Status: ChangeStatus.Removed or ChangeStatus.NotAssigned })
            ended = await ReleaseAsync(target, ended).ConfigureAwait(false);
        if (ended is not null)
            await ReportAsync(ended).ConfigureAwait(false);
    });

    /// <summary>Buys Internet bandwidth for the targets of a batch, with one outcome for each.</summary>
    public void AddBandwidth(TargetBatch batch) =>
        BeginEach(batch, target => new BandwidthAssignment(_context, target, ReportAsync).RunAsync());

    /// <summary>
    /// Ends the Internet bandwidth of the targets of a batch and takes them off their ENI, with one outcome for each. One whose
    /// bandwidth cannot be ended stays where it is.
    /// </summary>
    public void RemoveWithBandwidth(TargetBatch batch) => Begin(batch.RegionId, batch.NetworkInterfaceId, async () =>
    {
        var ended = await EachAsync(batch.Targets, (target, tell) => new BandwidthRemoval(_context, target, tell)).ConfigureAwait(false);
        foreach (var kept in ended.Values.Where(step => !step.IsDone))
            await ReportAsync(kept).ConfigureAwait(false);
        List<Ipv6Target> ready = [.. batch.Targets.Where(target => ended.TryGetValue(target, out var step) && step.IsDone)];
        if (ready.Count == 0)
            return;
        var untold = new HashSet<Ipv6Target>(ready);
        var removal = new BatchRemoval(_context, new TargetBatch(batch.RegionId, batch.NetworkInterfaceId, ready))
        {
            Tell = (removed, before) =>
            {
                untold.Remove(removed.Target);
                return _context.ReportAsync(After(removed, ended[removed.Target]) with { Had = ended[removed.Target].Had }, before);
            },
        };
        await removal.RunAsync().ConfigureAwait(false);
        // The run stopped in between: that bandwidth was ended is told all the same.
        foreach (var step in untold.Select(target => ended[target]).Where(step => step.Status == ChangeStatus.Removed))
            await ReportAsync(WithoutSecond(step)).ConfigureAwait(false);
    });

    /// <summary>Puts the targets of a batch on their ENI and buys Internet bandwidth for those that name it, with one outcome for each.</summary>
    public void AssignWithBandwidth(TargetBatch batch) => Begin(batch.RegionId, batch.NetworkInterfaceId, async () =>
    {
        List<ChangeOutcome> assigned = [];
        var assignment = new BatchAssignment(_context, batch)
        {
            Tell = (step, _) =>
            {
                assigned.Add(step);
                return Task.CompletedTask;
            },
        };
        await assignment.RunAsync().ConfigureAwait(false);
        var buying = assigned.Where(step => step.IsDone && step.Target.Purchase is not null).Select(step => step.Target);
        var bought = await EachAsync(buying, (target, tell) => new BandwidthAssignment(_context, target, tell)).ConfigureAwait(false);
        foreach (var step in assigned)
        {
            // What cannot be bought is the outcome; otherwise the address is, with what was bought.
            await ReportAsync(
                !step.IsDone || step.Target.Purchase is null ? step
                : !bought.TryGetValue(step.Target, out var second) ? WithoutSecond(step)
                : second.IsDone ? After(step, second)
                : After(second, step)).ConfigureAwait(false);
        }
    });

    /// <summary>Completes when another batch may be added; so input is pulled no faster than it is worked off.</summary>
    public async Task WhenRoomAsync()
    {
        await _settings.Room.WhenFreeAsync().ConfigureAwait(false);
        ThrowIfFailed();
    }

    /// <summary>Completes when all batches are settled or, after <see cref="ChangeSettings.Stopping"/>, nothing is under way any more.</summary>
    public async Task WhenSettledAsync()
    {
        await Task.WhenAll(_lanes.Values.Select(lanes => lanes.WhenEmptyAsync())).ConfigureAwait(false);
        ThrowIfFailed();
    }

    // What was ended stays so when the address cannot be given up: the outcome tells both.
    private async Task<ChangeOutcome> ReleaseAsync(Ipv6Target target, ChangeOutcome ended)
    {
        // Without bandwidth it is not among those that were read.
        var address = ended.Address ?? (await _context.Addresses.LookAsync(target.RegionId, target.Item, _settings.RetryPolicy.Budget)
            .ConfigureAwait(false)).Found;
        if (address is not { IsUnassociated: true })
            return ended;
        var released = await OutcomeOf(tell => new AddressRelease(_context, target, address, tell)).ConfigureAwait(false);
        return released switch
        {
            // The run stopped before it was sent.
            null => ended,
            { Status: ChangeStatus.Removed or ChangeStatus.NotAssigned } => ended with
            {
                Status = ChangeStatus.Removed,
                IsReleased = true,
                Failure = null,
                Time = released.Time,
                Attempts = ended.Attempts + released.Attempts,
                RequestId = ended.RequestId ?? released.RequestId,
            },
            _ => After(released, ended),
        };
    }

    private Task ReportAsync(ChangeOutcome outcome) => _context.ReportAsync(outcome, Task.CompletedTask);

    private static ChangeOutcome WithoutSecond(ChangeOutcome first) => first with
    {
        Status = ChangeStatus.Failed,
        Failure = NotSentException.Stopped(),
        OtherStep = first,
    };

    private static ChangeOutcome After(ChangeOutcome outcome, ChangeOutcome other) =>
        outcome with { OtherStep = other, Attempts = outcome.Attempts + other.Attempts };

    // A target without an outcome was not sent before the run stopped.
    private static async Task<Dictionary<Ipv6Target, ChangeOutcome>> EachAsync(
        IEnumerable<Ipv6Target> targets, Func<Ipv6Target, Func<ChangeOutcome, Task>, BandwidthChange> change)
    {
        var outcomes = await Task.WhenAll(targets.Select(target => OutcomeOf(tell => change(target, tell)))).ConfigureAwait(false);
        return outcomes.OfType<ChangeOutcome>().ToDictionary(outcome => outcome.Target);
    }

    private static async Task<ChangeOutcome?> OutcomeOf(Func<Func<ChangeOutcome, Task>, BandwidthChange> begin)
    {
        ChangeOutcome? told = null;
        await begin(outcome =>
        {
            told = outcome;
            return Task.CompletedTask;
        }).RunAsync().ConfigureAwait(false);
        return told;
    }

    private void BeginEach(TargetBatch batch, Func<Ipv6Target, Task> change)
    {
        foreach (var target in batch.Targets)
            LanesOf(target.RegionId).Add(target.Item.ToString(), () => change(target));
    }

    private void Begin(string regionId, string networkInterfaceId, Func<Task> change) =>
        LanesOf(regionId).Add(networkInterfaceId, change);

    private Lanes LanesOf(string regionId) => _lanes.GetOrAdd(
        regionId, _ => new Lanes(_settings.Room, _settings.ThrottleLimit * LanesPerSlot, failure => _failure ??= failure));

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
            ExceptionDispatchInfo.Capture(failure).Throw();
    }
}
