using EniTools.Api.Calls;
using EniTools.Api.Calls.Steps;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Api.Model;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using Microsoft.Coyote.Random;
using Microsoft.Coyote.Specifications;

namespace EniTools.Schedules;

/// <summary>A run of the engine with a journal, in leaping time. What must be true at every moment is checked where the moment is.</summary>
internal sealed class Trial : IDisposable
{
    private const string Region = "cn-hangzhou";
    private const int Requested = 12;

    private static readonly int[] AddressesOn = [8, 2];

    private readonly Generator _chance = Generator.Create();
    private readonly LeapingClock _clock = new();
    private readonly Disk _disk = new();
    private readonly Service _service;
    private readonly ChangeJournal _journal;
    private readonly AccountJournal _account;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();
    private readonly ChangeEngine _engine;
    private readonly List<Ipv6Target> _targets = [];
    private readonly Dictionary<Ipv6Target, ChangeStatus> _told = [];
    private readonly HashSet<string> _underWay = [];
    private readonly int _throttleLimit;
    private Ipv6Target? _awaited;
    private TaskCompletionSource? _isTold;
    private (byte[]? Durable, List<JournalTarget> Targets) _known = (null, []);

    private Trial(ChangeAction action)
    {
        _throttleLimit = 1 + _chance.NextInteger(2);
        _service = new Service(_clock, _chance) { Arrived = Arrive };
        var pace = new CallPace(_clock);
        ICallStep way = new PaceStep(new AccessKey("id", "secret"), (_, _) => pace, new AttemptStep(_service));
        for (var eni = 0; eni < AddressesOn.Length; eni++)
        {
            List<Ipv6Item> items = [.. Enumerable.Range(1, AddressesOn[eni])
                .Select(number => new Ipv6Item(new Ipv6Address(0x20010db8_00000000, (ulong)((eni * 100) + number))))];
            _service.Add($"eni-{eni}", action == ChangeAction.Remove ? items : []);
            _targets.AddRange(items.Select(item => new Ipv6Target(Region, $"eni-{eni}", item)));
        }

        var run = new JournalRun { Action = action, Time = _clock.UtcNow };
        _journal = ChangeJournal.Open("journal", _ => run, null, _disk, _disk.FlushToDevice, work => Task.Run(work));
        _account = _journal.For(new JournalAccount(null, "1000000000000001", null));
        _engine = new ChangeEngine((_, _) => way, Tell, new ChangeSettings
        {
            Clock = _clock,
            Journal = _account,
            ThrottleLimit = _throttleLimit,
            Stopping = _stopping.Token,
            GivingUp = _givingUp.Token,
            RetryPolicy = new RetryPolicy(() => 0.5) { MaxAttempts = 1000, Budget = TimeSpan.FromDays(1) },
        });
    }

    /// <summary>Addresses are taken off.</summary>
    public static async Task RemovalAsync()
    {
        using var trial = new Trial(ChangeAction.Remove);
        await trial.GiveAsync();
        await trial.EndAsync(isStopped: false);
        trial.CheckThatAllAre(ChangeStatus.Removed);
    }

    /// <summary>Named addresses are put on, and the service chooses some for the same ENI.</summary>
    public static async Task AssignmentAsync()
    {
        using var trial = new Trial(ChangeAction.Assign);
        var request = trial._account.TakeIn(Ipv6Target.New(Region, "eni-0", Requested, asPrefixes: false), out _)!;
        trial._engine.Begin(ChangeAction.Assign, new TargetBatch(Region, request.NetworkInterfaceId, [request]));
        await trial.GiveAsync();
        await trial.EndAsync(isStopped: false);
        trial.CheckThatAllAre(ChangeStatus.Assigned);
    }

    /// <summary>Addresses are taken off, and the run is stopped in the middle.</summary>
    public static async Task StopAsync()
    {
        using var trial = new Trial(ChangeAction.Remove);
        var stop = trial.StopLaterAsync();
        await trial.GiveAsync();
        await stop;
        await trial.EndAsync(isStopped: true);
        trial.CheckThatTheWorldIsAsTold();
    }

    /// <summary>Addresses are taken off, and there is no room left for the journal in the middle.</summary>
    public static async Task FullDiskAsync()
    {
        using var trial = new Trial(ChangeAction.Remove);
        var full = trial.FillDiskLaterAsync();
        await trial.GiveAsync();
        await full;
        await trial._engine.WhenSettledAsync();
        Specification.Assert(trial._told.Count == trial._targets.Count, "Not every target was told.");
        trial.CheckThatTheWorldIsAsTold();
    }

    public void Dispose()
    {
        _disk.Dispose();
        _stopping.Dispose();
        _givingUp.Dispose();
    }

    // Little by little, so that more comes for an ENI whenever its latest change is at its end.
    private async Task GiveAsync()
    {
        var batcher = new TargetBatcher();
        foreach (var target in _targets)
        {
            _account.TakeIn(target, out _);
            batcher.Add(target);
            if (target != _targets[^1] && _chance.NextInteger(3) > 0)
                continue;
            while (batcher.TryTakeRest(out var batch))
            {
                await _engine.WhenRoomAsync();
                _engine.Begin(_journal.Run.Action, batch);
                if (_chance.NextBoolean())
                    await WhenToldAsync(batch.Targets[^1]);
            }
        }
    }

    private async Task EndAsync(bool isStopped)
    {
        await _engine.WhenSettledAsync();
        await _journal.EndAsync(_clock.UtcNow, isStopped);
        Specification.Assert(isStopped || Known().TrueForAll(target => target.IsDone), "The journal does not show all as done.");
    }

    private async Task StopLaterAsync()
    {
        await LaterAsync();
        await _stopping.CancelAsync();
        if (_chance.NextBoolean())
            await _givingUp.CancelAsync();
        lock (_told)
            _isTold?.TrySetResult();
    }

    private async Task FillDiskLaterAsync()
    {
        await LaterAsync();
        _disk.IsFull = true;
    }

    private async Task LaterAsync()
    {
        for (var turns = _chance.NextInteger(30); turns > 0; turns--)
            await Task.Yield();
    }

    private Task WhenToldAsync(Ipv6Target target)
    {
        lock (_told)
        {
            if (_told.ContainsKey(target) || _stopping.IsCancellationRequested)
                return Task.CompletedTask;
            (_awaited, _isTold) = (target, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _isTold.Task;
        }
    }

    private Releaser Arrive(ApiCall call)
    {
        if (!call.Operation.IsChange)
            return new Releaser(() => { });
        var eni = call.Parameters.Find("NetworkInterfaceId")!;
        var sent = call.Parameters.Where(parameter => parameter.Key.StartsWith("Ipv6Address.", StringComparison.Ordinal))
            .Select(parameter => parameter.Value).ToHashSet();
        var known = Known().FindAll(target => target.Status == JournalStatus.Unknown);
        Specification.Assert(
            sent.Count == 0
                ? known.Exists(target => target.Target.Count is not null)
                : sent.IsSubsetOf(known.Where(target => target.Target.Count is null).Select(target => target.Target.Item.ToString())),
            "A call arrives whose intent is not on the disk.");
        lock (_underWay)
        {
            Specification.Assert(_underWay.Count < _throttleLimit, "More calls are under way than may be.");
            Specification.Assert(_underWay.Add(eni), "Two calls are under way for an ENI.");
        }

        return new Releaser(() =>
        {
            lock (_underWay)
                _underWay.Remove(eni);
        });
    }

    private void Tell(ChangeOutcome outcome)
    {
        Specification.Assert(
            _disk.IsFull
                || Known().Exists(target => target.Target == outcome.Target && target.Status.ToString() == outcome.Status.ToString()),
            "An outcome is told that is not on the disk.");
        lock (_told)
        {
            Specification.Assert(_told.TryAdd(outcome.Target, outcome.Status), "A target is told twice.");
            if (outcome.Target == _awaited)
                _isTold!.TrySetResult();
        }
    }

    // Read once for each state of the disk.
    private List<JournalTarget> Known()
    {
        lock (_disk)
        {
            var durable = _disk.Durable;
            if (_known.Durable != durable)
                _known = (durable, [.. JournalState.Read(new MemoryStream(durable), "journal").Targets()]);
            return _known.Targets;
        }
    }

    private void CheckThatAllAre(ChangeStatus status)
    {
        var isRemoval = status == ChangeStatus.Removed;
        Specification.Assert(_told.Keys.All(target => target.Count is null), "Fewer were given than asked for.");
        Specification.Assert(_told.Count == _targets.Count + (isRemoval ? 0 : Requested), "Not every target was told.");
        Specification.Assert(_told.Values.All(told => told == status), "A target has another outcome.");
        Specification.Assert(_service.Count == (isRemoval ? 0 : _told.Count), "The ENIs have something else than what was told.");
        CheckThatTheWorldIsAsTold();
    }

    private void CheckThatTheWorldIsAsTold()
    {
        foreach (var (target, told) in _told)
        {
            var isThere = _service.Now(target.NetworkInterfaceId).Contains(target.Item);
            Specification.Assert(
                told switch
                {
                    ChangeStatus.Removed => !isThere,
                    ChangeStatus.Assigned or ChangeStatus.Failed => isThere,
                    _ => true,
                },
                "The world is not as it was told.");
        }

        var known = Known();
        foreach (var target in _targets)
        {
            var status = known.Find(other => other.Target == target)?.Status ?? JournalStatus.NotSent;
            var isAsBefore = _service.Now(target.NetworkInterfaceId).Contains(target.Item) == (_journal.Run.Action == ChangeAction.Remove);
            Specification.Assert(isAsBefore || status != JournalStatus.NotSent, "A change is not known to the journal.");
            Specification.Assert(
                _told.ContainsKey(target) || status is JournalStatus.NotSent, "A call was sent for a target, and nothing was told.");
        }
    }

    private sealed class Releaser(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
