using EniTools.Api.Changes;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Emulator;

namespace EniTools.Api.Tests.Changes;

/// <summary>Something that is done in a world of its own each time it is played, once without a mishap to compare with.</summary>
internal sealed class TrialRun
{
    /// <summary>An ENI with few addresses.</summary>
    public const string Few = "eni-bp1web02a";

    private const string Many = "eni-bp1web02b";
    private const string Mixed = "eni-bp1web01b";
    private const string Managed = "eni-bp1service01";
    private const string Unknown = "eni-bp1nosuch";
    private static readonly string[] Enis = [Many, Few, Mixed, Managed, Unknown];

    // Looks show a change late: what they show first is wrong.
    private static readonly EniEmulatorOptions Late = new() { ReadLag = TimeSpan.FromSeconds(1.5) };

    private static readonly Dictionary<string, TrialRun> All = new()
    {
        ["removal"] = new(Late, Remove),
        ["assignment"] = new(Late, trial => Changed(
            trial, trial.Run(AssignmentTargets(), ChangeAction.Assign))),
        ["ending"] = new(new(), trial => Changed(
            trial, trial.Run(BandwidthTargets(), ChangeAction.RemoveBandwidth, release: true))),
        ["purchase"] = new(new(), trial => Changed(
            trial, trial.Run(PurchaseTargets(), ChangeAction.AddBandwidth))),
        ["clearance"] = new(Late, trial => Changed(
            trial, trial.Run(PairTargets(), ChangeAction.RemoveWithBandwidth))),
        ["return"] = new(Late, trial => Changed(
            trial, trial.Run(ReturnTargets(), ChangeAction.AssignWithBandwidth))),
        // Three pages.
        ["search"] = Search(1001, new() { VSwitchId = "vsw-bulk" }),
        // More addresses than one call takes.
        ["search by address"] = Search(101, new() { Items = [.. Enumerable.Range(1, 101).Select(BulkItem)] }),
        // More ENIs than are looked for at once, one primary.
        ["plan"] = new(Bulk(101), Plan) { OnlyReads = true },
    };

    private readonly EniEmulatorOptions _options;
    private readonly Func<EngineTrial, Result> _do;
    private readonly Lazy<Result> _calm;

    private TrialRun(EniEmulatorOptions options, Func<EngineTrial, Result> @do)
    {
        _options = options;
        _do = @do;
        _calm = new(() => Play((_, _) => Task.CompletedTask));
    }

    /// <summary>Whether it changes nothing.</summary>
    public bool OnlyReads { get; private init; }

    /// <summary>A run, and what comes of it when nothing goes wrong.</summary>
    public static (TrialRun Run, Result Calm) Named(string name) => (All[name], All[name]._calm.Value);

    /// <summary>Removes some of what is there and some of what is not.</summary>
    public static Result Remove(EngineTrial trial) => Changed(
        trial, trial.Run(RemovalTargets(), ChangeAction.Remove));

    public static IEnumerable<Ipv6Target> Addresses(string networkInterfaceId, int number, int first, int count) =>
        Enumerable.Range(first, count).Select(
            i => Target(networkInterfaceId, new Ipv6Item(Ipv6Address.Parse($"2001:db8:1234:1a00::{number:x}:{i:x}"))));

    /// <summary>Does it once.</summary>
    /// <param name="before">What happens before a call, by its number from 1 on.</param>
    public Result Play(Func<int, EngineTrial, Task> before)
    {
        using var trial = new EngineTrial(_options);
        trial.BeforeCall = call => before(call, trial);
        var result = _do(trial);
        Assert.Empty(trial.Emulator.Faults.Current);
        return result;
    }

    private static TrialRun Search(int count, NetworkInterfaceQuery query) => new(Bulk(count), trial =>
    {
        var found = trial.Find(query);
        Assert.Equal(Enumerable.Range(1, count).Select(number => $"{BulkId(number)} Available {BulkItem(number)}"), found);
        return new Result(found, [], trial.Calls);
    })
    {
        OnlyReads = true,
    };

    private static Result Plan(EngineTrial trial) => new([.. trial.Plan(PlanTargets()).Select(planned => $"{planned}")], [], trial.Calls);

    private static Result Changed(EngineTrial trial, List<ChangeOutcome> outcomes) =>
        new([.. trial.ItemsOf(Enis).Order(), .. trial.BandwidthAndOrphans()], outcomes, trial.Calls);

    private static EniEmulatorOptions Bulk(int count) => new() { NetworkInterfaceCount = count, AddressesPerInterface = 1 };

    private static List<Ipv6Target> RemovalTargets() =>
    [
        .. Addresses(Many, 4, 1, 23),
        .. Addresses(Few, 3, 1, 3),
        .. Addresses(Mixed, 2, 1, 2),
        .. Enumerable.Range(1, 2).Select(i => Target(Mixed, new Ipv6Item(Ipv6Prefix.Parse($"2001:db8:1234:1a01:2{i}::/80")))),
        .. Addresses(Managed, 11, 1, 1),
        .. Addresses(Unknown, 99, 1, 1),
    ];

    // With bandwidth on an ENI, on nothing and of a cloud service, with a subscription, and without.
    private static List<Ipv6Target> BandwidthTargets() =>
    [
        .. Addresses("", 2, 1, 3),
        .. Addresses("", 0xf0, 1, 2),
        .. Addresses("", 9, 1, 1),
        .. Addresses("", 11, 1, 1),
        .. Addresses("", 99, 1, 1),
        Target("", new Ipv6Item(Ipv6Prefix.Parse("2001:db8:1234:1a01:21::/80"))),
        Target("", new Ipv6Item(Ipv6Address.Parse("2001:db8:2345:2b00::1:1"))) with { RegionId = "cn-beijing" },
    ];

    // With and without bandwidth, on ENIs that can be changed, that are being attached, that a cloud service owns, and that are not there.
    private static List<Ipv6Target> PairTargets() =>
    [
        .. Addresses(Mixed, 2, 1, 6),
        .. Addresses(Few, 3, 1, 1),
        .. Addresses("eni-bp1attach01", 9, 1, 1),
        .. Addresses(Managed, 11, 1, 1),
        .. Addresses(Unknown, 99, 1, 1),
        Target(Mixed, new Ipv6Item(Ipv6Prefix.Parse("2001:db8:1234:1a01:21::/80"))),
    ];

    // New ones to buy for and not, one that is there, one that has the same and one that has other bandwidth.
    private static List<Ipv6Target> ReturnTargets() =>
    [
        .. Addresses(Few, 3, 2, 3).Concat(Addresses(Mixed, 2, 1, 2)).Concat(Addresses(Unknown, 99, 1, 1))
            .Select(target => target with { Purchase = new BandwidthTerms(100, "PayByTraffic") }),
        .. Addresses(Few, 3, 6, 1),
    ];

    // For some without, for one with the same, with other and of a cloud service, and for one that is not there.
    private static List<Ipv6Target> PurchaseTargets() =>
    [
        .. Addresses("", 7, 1, 3).Concat(Addresses("", 2, 1, 2)).Concat(Addresses("", 11, 1, 1)).Concat(Addresses("", 99, 1, 1))
            .Append(Target("", new Ipv6Item(Ipv6Prefix.Parse("2001:db8:1234:1a01:71::/80"))))
            .Select(target => target with { Purchase = new BandwidthTerms(100, "PayByTraffic") }),
    ];

    // New ones, and one of each ENI that is there already.
    private static List<Ipv6Target> AssignmentTargets() =>
    [
        .. Addresses(Few, 3, 2, 12),
        .. Addresses(Mixed, 2, 5, 4),
        .. Addresses(Managed, 11, 2, 1),
        .. Addresses(Unknown, 99, 1, 1),
    ];

    private static IEnumerable<Ipv6Target> PlanTargets() =>
        [.. RemovalTargets(), .. Enumerable.Range(1, 101).Select(number => Target(BulkId(number), BulkItem(number)))];

    private static string BulkId(int number) => $"eni-bulk{number:d6}";

    private static Ipv6Item BulkItem(int number) => new(Ipv6Address.Parse($"2001:db8:1234:1aa0::{number:x}:1"));

    private static Ipv6Target Target(string networkInterfaceId, Ipv6Item item) =>
        new(EniEmulator.DefaultRegionId, networkInterfaceId, item);

    /// <summary>What came of it.</summary>
    /// <param name="Shown">What was found, planned, or is on the ENIs afterwards.</param>
    /// <param name="Outcomes">What became of each target.</param>
    /// <param name="Calls">How many calls it took.</param>
    internal sealed record Result(IReadOnlyList<string> Shown, IReadOnlyList<ChangeOutcome> Outcomes, int Calls)
    {
        /// <summary>Asserts that it is what came of another one.</summary>
        public void ShouldBe(Result calm, string what, bool mayLook)
        {
            Assert.True(calm.Outcomes.Count == Outcomes.Count, $"{what}: {Outcomes.Count} outcomes.");
            foreach (var outcome in Outcomes)
            {
                var status = calm.Outcomes.Single(other => other.Target == outcome.Target).Status;
                // What was as wanted before a call whose answer was lost cannot be told from what that call did.
                var isSame = outcome.Status == status
                    || (outcome.ConfirmedByLooking && status is ChangeStatus.NotAssigned or ChangeStatus.AlreadyAssigned);
                Assert.True(isSame, $"{what}: {outcome.Target} is {outcome.Status} instead of {status}. {outcome.Failure?.Message}");
                Assert.True(
                    mayLook || !outcome.ConfirmedByLooking,
                    $"{what}: {outcome.Target} is {outcome.Status}, and that is known by looking only.");
            }

            Assert.True(calm.Shown.SequenceEqual(Shown), $"{what}: the world, or what is found or planned of it, is another one.");
        }
    }
}
