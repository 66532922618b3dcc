using System.Xml.Linq;
using EniTools.Api.Calls;
using EniTools.Api.Calls.Steps;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Api.Model;
using EniTools.Api.Pacing;
using EniTools.Api.Tests.Pacing;

namespace EniTools.Api.Tests.Journal;

/// <summary>
/// The engine dies at a step by its number, in virtual time, and another one goes on from what is on the disk, until one comes to its
/// end: then each target is accounted for once, the world is as it was meant to be, and undo makes it what it was.
/// </summary>
[Trait("Needs", "Time")]
public sealed class CrashTests
{
    // Each runs in the pool, where what a wait ends goes on at once and not in a context's turn.
    private const int Enis = 3;
    private const int AddressesEach = 12;
    private const int Seeds = 100;

    private static readonly JournalAccount Account = new(null, "1000000000000001", null);

    [Fact]
    public Task Killed_at_any_step_of_a_removal_it_goes_on() => Task.Run(
        () =>
        {
            var steps = 0;
            for (var diesAt = 1; diesAt <= steps + 1; diesAt++)
            {
                var trial = new Trial(seed: diesAt, mishaps: 0);
                trial.RunUntilDone(ChangeAction.Remove, undoes: null, [diesAt]);
                steps = Math.Max(steps, trial.StepsOfLast);
                trial.CheckRemoved();
            }

            Assert.True(steps > 30);
        },
        TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public Task Killed_again_and_again_while_calls_are_lost_it_goes_on_and_can_be_taken_back(int mishaps) => Task.Run(
        () =>
        {
            for (var seed = 1; seed <= Seeds; seed++)
            {
                var trial = new Trial(seed, mishaps);
                var before = trial.World;

                trial.RunUntilDone(ChangeAction.Remove, undoes: null, trial.Deaths());
                trial.CheckRemoved();
                trial.RunUntilDone(ChangeAction.Assign, undoes: 1, trial.Deaths());

                Assert.Equal(before, trial.World);
            }
        },
        TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public Task Killed_in_the_middle_it_can_be_taken_back_without_being_finished(int mishaps) => Task.Run(
        () =>
        {
            for (var seed = 1; seed <= Seeds; seed++)
            {
                var trial = new Trial(seed, mishaps);
                var before = trial.World;

                if (!trial.RunUntilItDies(ChangeAction.Remove))
                    continue;
                trial.RunUntilDone(ChangeAction.Assign, undoes: 1, trial.Deaths());

                Assert.Equal(before, trial.World);
            }
        },
        TestContext.Current.CancellationToken);

    [Fact]
    public Task Killed_while_the_service_chooses_addresses_it_gives_as_many_as_asked_for_and_knows_them_all() => Task.Run(
        () =>
        {
            for (var seed = 1; seed <= Seeds; seed++)
            {
                var trial = new Trial(seed, mishaps: 25) { Request = Ipv6Target.New("cn-hangzhou", "eni-0", 25, asPrefixes: false) };
                var before = trial.World;

                trial.RunUntilDone(ChangeAction.Assign, undoes: null, trial.Deaths());
                Assert.Equal(before.Count + 25, trial.World.Count);
                trial.RunUntilDone(ChangeAction.Remove, undoes: 1, trial.Deaths());

                Assert.Equal(before, trial.World);
            }
        },
        TestContext.Current.CancellationToken);

    [Fact]
    public Task On_a_full_disk_nothing_more_is_sent_what_is_under_way_is_told_and_it_can_be_gone_on_with() => Task.Run(
        () =>
        {
            for (var seed = 1; seed <= Seeds; seed++)
            {
                var trial = new Trial(seed, mishaps: seed % 2 * 25);

                trial.RunOnFullDisk();
                trial.RunUntilDone(ChangeAction.Remove, undoes: null, []);

                trial.CheckRemoved();
            }
        },
        TestContext.Current.CancellationToken);

    /// <summary>The check of the check: a fault in the order is found.</summary>
    [Fact]
    public Task An_intent_that_is_noted_after_its_call_was_sent_is_found_out() => Task.Run(
        () =>
        {
            var isFound = false;
            for (var seed = 1; seed <= 50 && !isFound; seed++)
            {
                var trial = new Trial(seed, mishaps: 0) { AttemptOf = wire => new LateStep(wire) };
                isFound = Record.Exception(() =>
                {
                    trial.RunUntilDone(ChangeAction.Remove, undoes: null, trial.Deaths());
                    trial.CheckRemoved();
                }) is Xunit.Sdk.XunitException;
            }

            Assert.True(isFound);
        },
        TestContext.Current.CancellationToken);

    // What a step must not do: send, and then say that it will.
    private sealed class LateStep(ICallStep next) : ICallStep
    {
        public async Task<XElement> SendAsync(ApiCall call, Sending sending)
        {
            var answer = await next.SendAsync(call, sending);
            if (sending.Leaving is not null)
                await sending.Leaving();
            return answer;
        }
    }

    private sealed class Trial
    {
        private readonly TimeLine _time = new();
        private readonly SimulatedDisk _disk = new();
        private readonly Random _random;
        private readonly ModelService _service;
        private readonly List<Ipv6Target> _there = [];
        private readonly Dictionary<Ipv6Target, ChangeStatus> _told = [];
        private int? _undoes;

        public Trial(int seed, int mishaps)
        {
            _random = new Random(seed);
            _service = new ModelService(_time, _random) { Mishaps = mishaps };
            for (var eni = 0; eni < Enis; eni++)
            {
                List<Ipv6Item> items = [.. Enumerable.Range(1, AddressesEach)
                    .Select(number => new Ipv6Item(new Ipv6Address(0x20010db8_00000000, (ulong)((eni * 100) + number))))];
                _service.Add($"eni-{eni}", items);
                _there.AddRange(items.Select(item => new Ipv6Target("cn-hangzhou", $"eni-{eni}", item)));
            }

            _time.Pass(TimeSpan.FromMinutes(1));
        }

        public Func<ICallStep, ICallStep> AttemptOf { get; init; } = wire => new AttemptStep(wire);

        public Ipv6Target? Request { get; init; }

        public int StepsOfLast { get; private set; }

        public List<string> World => [.. _service.World];

        public IEnumerable<int> Deaths() => [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => _random.Next(1, 80))];

        /// <summary>Runs the same command as often as it dies, and once more.</summary>
        public void RunUntilDone(ChangeAction action, int? undoes, IEnumerable<int> deaths)
        {
            _told.Clear();
            _undoes = undoes;
            // A run that is not killed is the last one: after it, the same command would be another change.
            foreach (var diesAt in deaths.Append(int.MaxValue).TakeWhile(_ => !IsAtItsEnd()))
            {
                Run(action, undoes, diesAt);
                CheckThatTheJournalKnows();
            }

            // An undo that has nothing to take back leaves no trace.
            if (State().Latest!.Undoes == undoes)
                Assert.All(State().Targets(), target => Assert.True(target.IsDone, $"{target}"));
        }

        /// <summary>Runs a command that dies, and passes the time after which a look shows what it did.</summary>
        /// <returns>Whether it came so far that its journal knows of it.</returns>
        public bool RunUntilItDies(ChangeAction action)
        {
            Run(action, undoes: null, _random.Next(1, 80));
            _time.Pass(TimeSpan.FromSeconds(5));
            return State().LastChange > 0;
        }

        /// <summary>Runs a removal whose journal cannot be written any more at some step.</summary>
        public void RunOnFullDisk()
        {
            var settled = Run(ChangeAction.Remove, undoes: null, int.MaxValue, fullFrom: _random.Next(1, 40));

            Assert.True(settled.Exception is null
                || settled.Exception.InnerException is JournalException { Problem: JournalProblem.CannotWrite });
            CheckThatChangesHaveAnIntent();
            // Each answer that came was told, recorded or not.
            var gone = _there.Select(Name).Except(World).ToHashSet();
            var told = _told.Where(told => told.Value is ChangeStatus.Removed or ChangeStatus.Unknown).Select(told => Name(told.Key));
            Assert.Subset(told.ToHashSet(), gone);
            Assert.All(_told.Where(told => told.Value == ChangeStatus.Removed), told => Assert.Contains(Name(told.Key), gone));
        }

        public void CheckRemoved()
        {
            Assert.Empty(World);
            var targets = State().Targets().ToList();
            Assert.Equal(_there.ToHashSet(), targets.Select(target => target.Target).ToHashSet());
            Assert.Equal(_there.Count, targets.Count);
            Assert.All(targets, target => Assert.Equal(JournalStatus.Removed, target.Status));
        }

        // For an undo, of that.
        private bool IsAtItsEnd() => State().Latest is { IsEnded: true } latest && latest.Undoes == _undoes;

        private JournalState State() => JournalState.Read(new MemoryStream(_disk.Content), "journal");

        private static string Name(Ipv6Target target) => $"{target.Item} on {target.NetworkInterfaceId}";

        private Task Run(ChangeAction action, int? undoes, int diesAt, int fullFrom = int.MaxValue)
        {
            var machine = new SimulatedMachine(_time, _disk, _random, diesAt) { FullFrom = fullFrom };
            var delayed = _random.Next(2) == 0;
            Action<Action> begin = delayed
                ? work => _ = LaterAsync(machine, work)
                : work => work();
            var run = new JournalRun { Action = action, Undoes = undoes, Time = _time.UtcNow };
            var journal = ChangeJournal.Open("journal", _ => run, null, machine.OpenFile(), machine.Flush, begin);
            var account = journal.For(Account);
            var engine = new ChangeEngine((_, _) => AttemptOf(_service.From(machine)), outcome => Tell(outcome, machine), new ChangeSettings
            {
                Clock = machine,
                Journal = account,
                RetryPolicy = new RetryPolicy(_random.NextDouble) { MaxAttempts = 1000, Budget = TimeSpan.FromDays(1) },
            });

            var batcher = new TargetBatcher();
            // What is to be taken back, the journal knows alone; otherwise the same command has the same input.
            if (undoes is not null)
            {
                foreach (var target in journal.Unfinished())
                    Add(target.Target);
            }
            else if (Request is null)
            {
                _there.ForEach(Add);
            }
            else if (account.TakeIn(Request, out _) is { } missing)
            {
                engine.Begin(ChangeAction.Assign, new TargetBatch(missing.RegionId, missing.NetworkInterfaceId, [missing]));
            }

            while (batcher.TryTakeRest(out var rest))
                Begin(rest);
            var settled = engine.WhenSettledAsync();
            PassUntil(settled, machine);
            if (!machine.IsDead && !settled.IsFaulted)
                PassUntil(journal.EndAsync(_time.UtcNow), machine);

            // What the dead has sent arrives before the next one begins, or after.
            if (_random.Next(2) == 0)
                _time.Pass(TimeSpan.FromMilliseconds(50));
            StepsOfLast = machine.Steps;
            return settled;

            void Add(Ipv6Target target)
            {
                if (account.TakeIn(target, out _) is { } open && batcher.TryAdd(open, out var ready) && ready is not null)
                    Begin(ready);
            }

            void Begin(TargetBatch batch) => engine.Begin(action, batch);
        }

        private void PassUntil(Task end, SimulatedMachine machine)
        {
            var limit = _time.Elapsed + TimeSpan.FromHours(1);
            while (!end.IsCompleted && !machine.IsDead)
            {
                Assert.True(_time.Elapsed < limit, "It does not come to an end.");
                // The engine tells its end on a thread of the pool.
                if (_time.Waiting == 0)
                    Thread.Sleep(0);
                else
                    _time.Pass(TimeSpan.FromMilliseconds(5));
            }
        }

        private async Task LaterAsync(SimulatedMachine machine, Action work)
        {
            await machine.DelayAsync(TimeSpan.FromMilliseconds(_random.Next(1, 20)), CancellationToken.None);
            work();
        }

        private void Tell(ChangeOutcome outcome, SimulatedMachine machine)
        {
            if (machine.IsDead || outcome.Target.Count is not null)
                return;
            Assert.True(_told.TryAdd(outcome.Target, outcome.Status), $"{outcome.Target} was told twice.");
            machine.Step();
        }

        // What was told is in it, and whatever happened to the world has its intent in it.
        private void CheckThatTheJournalKnows()
        {
            var known = State().Targets().Where(target => target.Target.Count is null)
                .ToDictionary(target => target.Target, target => target.Status);
            foreach (var (target, status) in _told)
                Assert.Equal(status.ToString(), known[target].ToString());
            if (Request is null && State().Latest?.Action == ChangeAction.Remove)
                CheckThatChangesHaveAnIntent();
        }

        private void CheckThatChangesHaveAnIntent()
        {
            var known = State().Targets().ToDictionary(target => target.Target, target => target.Status);
            var world = World.ToHashSet();
            Assert.All(_there.Where(target => !world.Contains(Name(target))), target =>
                Assert.True(
                    known.TryGetValue(target, out var status) && status != JournalStatus.NotSent,
                    $"{target} is gone, and the journal does not know."));
        }
    }
}
