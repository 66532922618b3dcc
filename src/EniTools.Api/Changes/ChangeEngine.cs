using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations;
using EniTools.Api.Pacing;

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

    // The wait between two looks for a change that is not shown yet.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly Lanes _lanes;
    private readonly CallSlots _slots;
    private readonly InterfaceLooks _looks;
    private int _calls;
    private int _retries;
    private int _refused;

    /// <summary>Makes an engine.</summary>
    /// <param name="clientOf">Gives the client for a region.</param>
    /// <param name="report">Told of each outcome as soon as it is known; called on any thread.</param>
    /// <param name="throttleLimit">How many calls that change something may be under way at a time.</param>
    public ChangeEngine(Func<string, ApiClient> clientOf, Action<ChangeOutcome> report, int throttleLimit = DefaultThrottleLimit)
    {
        ClientOf = clientOf;
        Report = report;
        _lanes = new Lanes(throttleLimit * UnfinishedBatchesPerSlot);
        _slots = new CallSlots(throttleLimit);
        _looks = new InterfaceLooks(this);
    }

    /// <summary>How many calls are under way at a time unless another number is asked for.</summary>
    public const int DefaultThrottleLimit = 16;

    /// <summary>How often and how long a call is tried again.</summary>
    public RetryPolicy RetryPolicy { get; init; } = new();

    /// <summary>Where time comes from.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>Told of each retry; called on any thread.</summary>
    public Action<Retry>? OnRetry { get; init; }

    /// <summary>
    /// How long what the service shows may be behind what it did. A look proves that something is done only when it begins that long
    /// after the call. The default is 2 seconds; the service states no number.
    /// </summary>
    public TimeSpan ReadLag { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a success is held back until the service shows it; zero, the default, not at all.</summary>
    public TimeSpan WaitUntilShown { get; init; }

    /// <summary>A limit of this run, beside the pace that it shares with others; null, the default, for none.</summary>
    public CallCap? Cap { get; init; }

    /// <summary>Signalled when nothing more is to be sent.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>Signalled when calls under way are to be given up too.</summary>
    public CancellationToken GivingUp { get; init; }

    /// <summary>How many calls that change something were sent.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>How many of them were sent again after a failure.</summary>
    public int Retries => Volatile.Read(ref _retries);

    /// <summary>How many of them the service's flow control refused.</summary>
    public int Refused => Volatile.Read(ref _refused);

    internal Func<string, ApiClient> ClientOf { get; }

    internal Action<ChangeOutcome> Report { get; }

    /// <summary>Takes the targets of a batch off their ENI, with one outcome for each.</summary>
    public void Remove(TargetBatch batch) => Begin(batch.RegionId, batch.NetworkInterfaceId, new BatchRemoval(this, batch).RunAsync);

    /// <summary>Puts the targets of a batch on their ENI, with one outcome for each.</summary>
    public void Assign(TargetBatch batch) => Begin(batch.RegionId, batch.NetworkInterfaceId, new BatchAssignment(this, batch).RunAsync);

    /// <summary>Puts a number of addresses or prefixes on an ENI that the service chooses, with one outcome for each that it gives.</summary>
    /// <param name="request">The ENI and the number.</param>
    /// <param name="fallShort">Told once when fewer were given than asked for, and why; called on any thread.</param>
    public void Assign(CountRequest request, Action<CountShortfall> fallShort) =>
        Begin(request.RegionId, request.NetworkInterfaceId, new CountAssignment(this, request, fallShort).RunAsync);

    /// <summary>Completes when another batch may be added; so input is pulled no faster than it is worked off.</summary>
    public Task WhenRoomAsync() => _lanes.WhenRoomAsync();

    /// <summary>Completes when all batches are settled or, after <see cref="Stopping"/>, nothing is under way any more.</summary>
    public Task WhenSettledAsync() => _lanes.WhenEmptyAsync();

    internal RetryLoop NewRetryLoop() => new(RetryPolicy, Clock, Retried);

    internal Task<NetworkInterfaceLook> LookAsync(string regionId, string networkInterfaceId) => _looks.LookAsync(regionId, networkInterfaceId);

    /// <summary>Makes one attempt at a call that changes something, when a slot is free and the pace allows it.</summary>
    internal async Task<T> SendAsync<T>(RetryLoop retry, string regionId, string action, Func<ApiClient, CancellationToken, Task<T>> call)
    {
        await _slots.EnterAsync(Stopping).ConfigureAwait(false);
        try
        {
            if (Cap is not null)
                await Cap.WaitAsync(Stopping).ConfigureAwait(false);
            var client = ClientOf(regionId);
            return await client.PacedAsync(
                action,
                () => retry.AttemptAsync(
                    () =>
                    {
                        Interlocked.Increment(ref _calls);
                        return call(client, GivingUp);
                    },
                    Stopping),
                Stopping).ConfigureAwait(false);
        }
        catch (ApiException failure) when (failure.Kind == ErrorKind.Throttled)
        {
            Interlocked.Increment(ref _refused);
            throw;
        }
        finally
        {
            _slots.Leave();
        }
    }

    /// <summary>Waits until a look shows an ENI as it is to be, the ENI is not shown at all, or <see cref="WaitUntilShown"/> has passed.</summary>
    internal async Task WaitUntilShownAsync(string regionId, string networkInterfaceId, Func<NetworkInterface, bool> isShown)
    {
        var end = Clock.Elapsed + WaitUntilShown;
        while (Clock.Elapsed < end)
        {
            var look = await LookAsync(regionId, networkInterfaceId).ConfigureAwait(false);
            if (look.Found is null || isShown(look.Found))
                return;
            await Clock.DelayAsync(LookInterval, Stopping).ConfigureAwait(false);
        }
    }

    private void Begin(string regionId, string networkInterfaceId, Func<Task> change) => _lanes.Add($"{regionId}/{networkInterfaceId}", change);

    private void Retried(Retry retry)
    {
        Interlocked.Increment(ref _retries);
        OnRetry?.Invoke(retry);
    }
}
