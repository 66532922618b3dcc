using System.Text.Json.Nodes;
using CsCheck;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Api.Planning;
using EniTools.Api.Tests.Changes;
using EniTools.Emulator;
using EniTools.Emulator.Control;

namespace EniTools.Api.Tests.Planning;

/// <summary>What the plan says is what a removal then does, whatever the world and the targets are.</summary>
public sealed class PlanTruthTests
{
    private static readonly string[] Regions = ["cn-hangzhou", "cn-beijing", "cn-zhangjiakou", "cn-shanghai"];
    private static readonly string[] Statuses = ["Available", "Attaching", "InUse", "InUse", "InUse", "Detaching", "Deleting"];
    private static readonly string[] Types = ["Primary", "Primary", "Secondary", "Secondary", "Trunk", "Member"];
    private static readonly string[] InstanceStatuses = ["Running", "Stopped", "Starting", "Stopping", "Pending"];

    [Fact]
    public void Plan_and_removal_agree() =>
        Gen.Select(Gen.Int, Gen.Int[1, 120]).Sample((seed, count) =>
        {
            var random = new Random(seed);
            var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            try
            {
                var world = RandomWorld(random);
                File.WriteAllText(path, world.ToJsonString());
                using var trial = new EngineTrial(new() { StatePath = path });
                var targets = Enumerable.Range(0, count).Select(_ => RandomTarget(random, world)).ToList();
                var before = trial.Emulator.State();

                var planned = trial.Plan(targets);

                Assert.Equal(before, trial.Emulator.State());
                Assert.Equal(targets.Distinct().Count(), planned.Count);
                var asked = trial.Emulator.Requests.Select(request => request.Action).ToList();
                Assert.True(asked.Count(action => action == "DescribeNetworkInterfaces") <= Regions.Length);
                Assert.True(asked.Count(action => action == "DescribeInstanceStatus") <= Regions.Length);

                var outcomes = trial.Run(targets, ChangeAction.Remove);

                Assert.Equal(planned.Select(Saying).Order(), outcomes.Select(Saying).Order());
                var calls = trial.Emulator.Requests.Where(request => request.Action == "UnassignIpv6Addresses").Select(ItemsOf).ToHashSet();
                Assert.All(planned.GroupBy(target => target.Call), call => Assert.Contains(ItemsOf(call), calls));
            }
            finally
            {
                File.Delete(path);
            }
        }, iter: 60, threads: 1);

    private static string Saying(PlannedTarget planned) => $"{planned.Target}: {planned.Verdict!.Code ?? "removed"}";

    private static string Saying(ChangeOutcome outcome) =>
        $"{outcome.Target}: {(outcome.Status == ChangeStatus.Removed ? "removed" : outcome.Failure!.Code)}";

    private static string ItemsOf(RequestRecord request) => Described(
        request.Parameters.Single(parameter => parameter.Key == "NetworkInterfaceId").Value,
        request.Parameters.Where(parameter => parameter.Key.StartsWith("Ipv6", StringComparison.Ordinal))
            .Select(parameter => parameter.Value));

    private static string ItemsOf(IEnumerable<PlannedTarget> call) =>
        Described(call.First().Target.NetworkInterfaceId, call.Select(planned => planned.Target.Item.ToString()));

    private static string Described(string networkInterfaceId, IEnumerable<string> items) =>
        $"{networkInterfaceId}: {string.Join(", ", items.Order())}";

    // The default world in other states.
    private static JsonNode RandomWorld(Random random)
    {
        using var emulator = EniEmulator.Start();
        var world = JsonNode.Parse(emulator.State())!;
        foreach (var region in world["Regions"]!.AsArray())
        {
            foreach (var instance in region!["Instances"]!.AsArray())
                instance!["Status"] = Any(InstanceStatuses);
            foreach (var eni in region["NetworkInterfaces"]!.AsArray())
            {
                eni!["Status"] = Any(Statuses);
                eni["Type"] = Any(Types);
                eni["ServiceManaged"] = random.Next(6) == 0;
            }
        }

        return world;

        string Any(string[] texts) => texts[random.Next(texts.Length)];
    }

    private static Ipv6Target RandomTarget(Random random, JsonNode world)
    {
        var regionId = Regions[random.Next(Regions.Length)];
        var enis = world["Regions"]!.AsArray().Single(region => (string)region!["RegionId"]! == regionId)!["NetworkInterfaces"]!.AsArray();
        var eni = enis.Count == 0 ? null : enis[random.Next(enis.Count)];
        var items = eni?["Items"]!.AsArray();
        var item = random.Next(10) switch
        {
            < 6 when items is { Count: > 0 } => Parse((string)items[random.Next(items.Count)]!),
            6 => Parse("2001:db8:1234:1a01:21::/80"),
            7 => Parse("2001:db8:1234:1a00::/64"),
            8 => Parse("2001:db8:1234:1a00::2:1"),
            _ => Parse($"2001:db8::{random.Next(1, 30):x}"),
        };
        return new Ipv6Target(regionId, eni is null || random.Next(12) == 0 ? "eni-nosuch" : (string)eni["NetworkInterfaceId"]!, item);
    }

    private static Ipv6Item Parse(string text) =>
        text.Contains('/') ? new Ipv6Item(Ipv6Prefix.Parse(text)) : new Ipv6Item(Ipv6Address.Parse(text));
}
