using EniTools.Api.Calls;

namespace EniTools.Api.Changes;

/// <summary>
/// Changes what is on ENIs, batch by batch, until what became of each target is known: sends again where that helps, looks where
/// no answer came, and finds the targets for which the service refuses a whole call.
/// </summary>
/// <remarks>One call at a time for an ENI, as many as are allowed beside each other for different ENIs.</remarks>
public sealed class ChangeEngine
{
    // Enough that slots are filled while some ENIs wait for a retry or a look.
    private const int UnfinishedBatchesPerSlot = 4;

    private readonly ChangeContext _context;
    private readonly Lanes _lanes;

    /// <summary>Makes an engine.</summary>
    /// <param name="clientOf">Gives the way to the service for a region: one attempt at a time, at the pace that the service allows.</param>
    /// <param name="report">Told of each outcome as soon as it is known; called on any thread.</param>
    /// <param name="settings">How it goes about its work.</param>
    public ChangeEngine(Func<string, ICallStep> clientOf, Action<ChangeOutcome> report, ChangeSettings settings)
    {
        _context = new ChangeContext(clientOf, report, settings);
        _lanes = new Lanes(settings.ThrottleLimit * UnfinishedBatchesPerSlot);
    }

    /// <summary>How many calls that change something were sent.</summary>
    public int Calls => _context.Calls;

    /// <summary>How many calls were sent again after a failure.</summary>
    public int Retries => _context.Retries;

    /// <summary>How many calls that change something the service's flow control refused.</summary>
    public int Refused => _context.Refused;

    /// <summary>Takes the targets of a batch off their ENI, with one outcome for each.</summary>
    public void Remove(TargetBatch batch) => Begin(batch.RegionId, batch.NetworkInterfaceId, new BatchRemoval(_context, batch).RunAsync);

    /// <summary>Puts the targets of a batch on their ENI, with one outcome for each.</summary>
    public void Assign(TargetBatch batch) => Begin(batch.RegionId, batch.NetworkInterfaceId, new BatchAssignment(_context, batch).RunAsync);

    /// <summary>Puts a number of addresses or prefixes on an ENI that the service chooses, with one outcome for each that it gives.</summary>
    /// <param name="request">The ENI and the number.</param>
    /// <param name="fallShort">Told once when fewer were given than asked for, and why; called on any thread.</param>
    public void Assign(CountRequest request, Action<CountShortfall> fallShort) =>
        Begin(request.RegionId, request.NetworkInterfaceId, new CountAssignment(_context, request, fallShort).RunAsync);

    /// <summary>Completes when another batch may be added; so input is pulled no faster than it is worked off.</summary>
    public Task WhenRoomAsync() => _lanes.WhenRoomAsync();

    /// <summary>Completes when all batches are settled or, after <see cref="ChangeSettings.Stopping"/>, nothing is under way any more.</summary>
    public Task WhenSettledAsync() => _lanes.WhenEmptyAsync();

    private void Begin(string regionId, string networkInterfaceId, Func<Task> change) =>
        _lanes.Add($"{regionId}/{networkInterfaceId}", change);
}
