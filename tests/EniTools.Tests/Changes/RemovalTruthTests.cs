using System.Collections.Concurrent;
using CsCheck;
using EniTools.Api.Changes;
using EniTools.Api.Credentials;
using EniTools.Api.Model;
using EniTools.Api.Operations;
using EniTools.Api.Pacing;
using EniTools.Api.Transport;
using EniTools.Emulator;
using EniTools.Emulator.Faults;

namespace EniTools.Tests.Changes;

/// <summary>Whatever is asked and whatever goes wrong on the way, each target has one outcome, and it is true.</summary>
public sealed class RemovalTruthTests
{
    private static readonly string[] Enis = ["eni-bp1web01b", "eni-bp1web02a", "eni-bp1web02b", "eni-bp1spare01", "eni-bp1service01", "eni-bp1nosuch"];

    private static readonly Gen<Ipv6Target> Target = Gen.Select(Gen.Int[0, Enis.Length - 1], Gen.Int[1, 9], Gen.Int[1, 30], Gen.Int[0, 3]).Select((eni, number, item, kind) =>
        new Ipv6Target("cn-hangzhou", Enis[eni], kind == 0
            ? new Ipv6Item(Ipv6Prefix.Parse($"2001:db8:1234:1a01:{(number * 16) + (item % 4):x}::/80"))
            : new Ipv6Item(Ipv6Address.Parse($"2001:db8:1234:1a00::{(kind == 1 ? number : eni + 2):x}:{item:x}"))));

    private static readonly Gen<Fault> Fault = Gen.Select(Gen.Enum<FaultKind>(), Gen.Int[1, 4], Gen.Bool, Gen.Bool).Select((kind, count, isUnassign, isThrottled) => new Fault
    {
        Kind = kind,
        Count = count,
        Action = isUnassign ? "UnassignIpv6Addresses" : null,
        Code = isThrottled ? "Throttling.User" : "InternalError",
        Status = isThrottled ? 400 : 500,
    });

    [Fact]
    public void Every_target_has_one_outcome_and_the_world_agrees_with_it() =>
        Gen.Select(Target.List[1, 60], Fault.List[0, 4], Gen.Int[0, 2]).Sample((targets, faults, readLag) =>
        {
            var clock = new ImpatientClock();
            using var emulator = EniEmulator.Start(new() { Clock = clock, ReadLag = TimeSpan.FromSeconds(readLag) });
            using var transport = new HttpTransport("tests");
            faults.ForEach(emulator.Faults.Add);
            var before = ItemsOf(emulator);

            var outcomes = Run(emulator, transport, clock, targets);

            var after = ItemsOf(emulator);
            Assert.Equal(targets.ToHashSet(), outcomes.Select(outcome => outcome.Target).ToHashSet());
            Assert.Equal(targets.Distinct().Count(), outcomes.Count);
            foreach (var outcome in outcomes)
            {
                var was = before.Contains(Name(outcome.Target));
                var isStill = after.Contains(Name(outcome.Target));
                var isTrue = outcome.Status switch
                {
                    // Confirmed by looking says that it is gone, and cannot say that it was there.
                    ChangeStatus.Removed => !isStill && (was || outcome.ConfirmedByLooking),
                    ChangeStatus.NotAssigned => !was && !isStill,
                    ChangeStatus.Failed => was == isStill,
                    _ => true,
                };
                Assert.True(isTrue, $"{outcome.Target}: {outcome.Status}, was {was}, is {isStill}, {outcome.Failure?.Message}");
            }

            Assert.Equal(before.Except(targets.Select(Name)).Order(), after.Except(targets.Select(Name)).Order());
        }, iter: 60, threads: 1);

    private static List<ChangeOutcome> Run(EniEmulator emulator, HttpTransport transport, ImpatientClock clock, IEnumerable<Ipv6Target> targets)
    {
        var outcomes = new ConcurrentQueue<ChangeOutcome>();
        var client = new EcsClient(emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), transport) { Clock = clock };
        var engine = new ChangeEngine(_ => client, outcomes.Enqueue) { Clock = clock };
        var batcher = new TargetBatcher();
        foreach (var target in targets)
        {
            batcher.TryAdd(target, out var ready);
            if (ready is not null)
                engine.Remove(ready);
        }

        while (batcher.TryTakeRest(out var rest))
            engine.Remove(rest);
        engine.WhenSettledAsync().GetAwaiter().GetResult();
        return [.. outcomes];
    }

    private static HashSet<string> ItemsOf(EniEmulator emulator) =>
        [.. Enis.Where(eni => eni != "eni-bp1nosuch").SelectMany(eni => emulator.ItemsOf(eni).Select(item => $"{item} on {eni}"))];

    private static string Name(Ipv6Target target) => $"{target.Item} on {target.NetworkInterfaceId}";

    // Time passes as asked, and nobody waits for it. Client and service have the same.
    private sealed class ImpatientClock : IClock
    {
        private long _ticks = DateTimeOffset.UtcNow.Ticks;

        public DateTimeOffset UtcNow => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

        public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken)
        {
            Interlocked.Add(ref _ticks, duration.Ticks);
            return Task.CompletedTask;
        }
    }
}
