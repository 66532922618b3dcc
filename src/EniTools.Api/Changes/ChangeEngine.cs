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

    /// <summary>Begins a change of the targets of a batch, with one outcome for each.</summary>
    /// <param name="action">The kind of change.</param>
    /// <param name="batch">The targets.</param>
    /// <param name="release">True to give up addresses whose bandwidth has ended and that are not assigned to an ENI.</param>
    public void Begin(ChangeAction action, TargetBatch batch, bool release = false)
    {
        if (!action.IsBandwidthAlone())
        {
            Begin(batch.NetworkInterfaceId, action, batch, release);
            return;
        }

        // The service takes one call at a time for an address.
        foreach (var target in batch.Targets)
        {
            var alone = new TargetBatch(target.RegionId, target.NetworkInterfaceId, [target]);
            Begin(target.Item.ToString(), action, alone, release);
        }
    }

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

    private void Begin(string lane, ChangeAction action, TargetBatch batch, bool release) =>
        LanesOf(batch.RegionId).Add(lane, () => RunAsync(action, batch, release));

    private Task RunAsync(ChangeAction action, TargetBatch batch, bool release)
    {
        var steps = action.Steps();
        return release || steps.Count > 1
            ? new TwoSteps(_context, batch, steps[0], release ? ChangeStep.Release : steps[1]).RunAsync()
            : steps[0].RunAsync(_context, batch);
    }

    private Lanes LanesOf(string regionId) => _lanes.GetOrAdd(
        regionId, _ => new Lanes(_settings.Room, _settings.ThrottleLimit * LanesPerSlot, failure => _failure ??= failure));

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
            ExceptionDispatchInfo.Capture(failure).Throw();
    }
}
