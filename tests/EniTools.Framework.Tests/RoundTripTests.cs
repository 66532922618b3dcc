using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;
using EniTools.Emulator.Faults;

namespace EniTools.Framework.Tests;

/// <summary>The client and the emulator over a socket, as a module in Windows PowerShell uses them.</summary>
public sealed class RoundTripTests : IDisposable
{
    private const string Region = EniEmulator.DefaultRegionId;
    private const string Eni = "eni-bp1web02b";

    private readonly HttpTransport _transport = new("test");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_assigned_is_listed_taken_off_and_put_back()
    {
        using var emulator = EniEmulator.Start();
        var client = Client(emulator);
        var before = await ItemsOfAsync(client);

        await client.SendAsync(UnassignIpv6Addresses.Call(Region, Eni, [.. before.Take(10)]), Token);
        var between = await ItemsOfAsync(client);
        await client.SendAsync(AssignIpv6Addresses.Call(Region, Eni, [.. before.Take(10)], "token"), Token);

        Assert.Equal(25, before.Count);
        Assert.Equal(before.Skip(10), between);
        Assert.Equal(before.OrderBy(item => item.ToString()), (await ItemsOfAsync(client)).OrderBy(item => item.ToString()));
    }

    [Fact]
    public async Task A_wrong_secret_is_refused()
    {
        using var emulator = EniEmulator.Start();

        var failure = await Assert.ThrowsAsync<ServiceException>(() => ItemsOfAsync(Client(emulator, "AnotherSecret")));

        Assert.Equal("SignatureDoesNotMatch", failure.Code);
    }

    [Fact]
    public async Task Every_address_has_its_outcome_with_flow_control_and_an_answer_that_is_lost()
    {
        var lost = new Fault { Kind = FaultKind.DropAfterEffect, Action = UnassignIpv6Addresses.Operation.Action, Count = 1 };
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { MaxCallsPerSecond = 4, Faults = [lost] });
        var client = Client(emulator);
        var items = await ItemsOfAsync(client);
        var outcomes = new List<ChangeOutcome>();
        var engine = new ChangeEngine(
            (_, _) => client, outcome => { lock (outcomes) { outcomes.Add(outcome); } }, new ChangeSettings { ReadLag = TimeSpan.Zero });
        var batcher = new TargetBatcher();

        foreach (
            var target in items.Append(new Ipv6Item(Ipv6Address.Parse("2001:db8:1234:1a00::dead")))
                .Select(item => new Ipv6Target(Region, Eni, item)))
        {
            if (batcher.TryAdd(target, out var full) && full is not null)
                engine.Begin(ChangeAction.Remove, full);
        }

        while (batcher.TryTakeRest(out var rest))
            engine.Begin(ChangeAction.Remove, rest!);
        await engine.WhenSettledAsync();

        Assert.Equal(25, outcomes.Count(outcome => outcome.Status == ChangeStatus.Removed));
        Assert.Equal(10, outcomes.Count(outcome => outcome.ConfirmedByLooking));
        Assert.Equal(
            ["2001:db8:1234:1a00::dead"],
            outcomes.Where(outcome => outcome.Status == ChangeStatus.NotAssigned).Select(outcome => outcome.Target.Item.ToString()));
        Assert.Empty(await ItemsOfAsync(client));
    }

    [Theory]
    [InlineData("2001:DB8:0:0::0:1", "2001:db8::1")]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.1")]
    [InlineData("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    public void An_address_has_one_text(string text, string canonical) => Assert.Equal(canonical, Ipv6Address.Parse(text).ToString());

    [Theory]
    [InlineData("2001:db8:0:0:1::/80", true)]
    [InlineData("2001:db8::1/80", false)]
    public void A_prefix_has_no_bits_after_its_mask(string text, bool isGood) =>
        Assert.Equal(isGood, Ipv6Prefix.TryParse(text, out _, out _, out _));

    public void Dispose() => _transport.Dispose();

    private ApiClient Client(EniEmulator emulator, string secret = EniEmulator.AccessKeySecret) =>
        new(emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, secret), _transport);

    private static async Task<List<Ipv6Item>> ItemsOfAsync(ApiClient client) =>
        [
            .. (
                await client.SendAsync(
                    DescribeNetworkInterfaces.Call(Region, new NetworkInterfaceFilter { NetworkInterfaceIds = [Eni] }),
                    Token)).NetworkInterfaces.Single().Items];
}
