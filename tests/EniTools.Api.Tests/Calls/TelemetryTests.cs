using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Xml.Linq;
using EniTools.Api.Calls;
using EniTools.Api.Calls.Steps;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;
using EniTools.Emulator.Faults;

namespace EniTools.Api.Tests.Calls;

/// <summary>What the event source EniTools tells to those who listen.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Region = "cn-hangzhou";
    private const string Eni = "eni-bp1web02b";

    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly HttpTransport _transport = new("test");

    [Fact]
    public async Task The_attempts_at_a_call_are_one_activity_and_each_says_how_it_ended()
    {
        Wine.SkipFor(Wine.ActivityIds);
        _emulator.Faults.Add(new() { Kind = FaultKind.Refuse, Code = "Throttling.User", Status = 400, Count = 2 });
        using var listener = new Listener(EventLevel.Verbose);

        await RemoveAsync("2001:db8:1234:1a00::4:1");

        var ends = Of(listener, "AttemptStop");
        Assert.Equal(["Throttling.User", "Throttling.User", ""], ends.Select(end => end.Text("code")));
        Assert.Equal(["400", "400", "200"], ends.Select(end => end.Text("status")));
        Assert.Equal(["1", "2", "3"], ends.Select(end => end.Text("attempt")));
        Assert.All(ends, end => Assert.Equal(("ecs:UnassignIpv6Addresses", Region), (end.Text("operation"), end.Text("region"))));
        Assert.Equal(
            _emulator.Requests.Select(request => request.RequestId), ends.Select(end => end.Text("requestId")));
        var begins = Of(listener, "AttemptStart");
        Assert.NotEqual(Guid.Empty, Assert.Single(ends.Concat(begins).Select(written => written.ActivityId).Distinct()));
        Assert.Equal(3, begins.Count);

        var settled = Assert.Single(listener.All, written =>
            written.Name == "TargetSettled" && written.Text("requestId") == ends[^1].Text("requestId"));
        Assert.Equal("Removed", settled.Text("outcome"));
        Assert.Contains("2001:db8:1234:1a00::4:1", settled.Text("target"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attempt_without_an_answer_says_so()
    {
        _emulator.Faults.Add(new() { Kind = FaultKind.DropAfterEffect, Action = "UnassignIpv6Addresses", Count = 1 });
        using var listener = new Listener(EventLevel.Informational);

        await RemoveAsync("2001:db8:1234:1a00::4:2");

        var lost = Of(listener, "AttemptStop")[0];
        Assert.Equal(("ConnectionLost", "0", ""), (lost.Text("code"), lost.Text("status"), lost.Text("requestId")));
    }

    [Fact]
    public async Task Below_the_level_Verbose_no_address_and_no_ENI_is_told()
    {
        _emulator.FlowControl.MaxCallsPerSecond = 1;
        using var listener = new Listener(EventLevel.Informational);

        await RemoveAsync("2001:db8:1234:1a00::4:3");
        await RemoveAsync("2001:db8:1234:1a00::dead");

        Assert.NotEmpty(Of(listener, "AttemptStop"));
        Assert.All(listener.All, written => Assert.DoesNotContain(
            written.Payload,
            value => value.Contains("2001:", StringComparison.Ordinal) || value.Contains("eni-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_pace_that_flow_control_slows_down_is_a_warning()
    {
        _emulator.Faults.Add(new() { Kind = FaultKind.Refuse, Code = "Throttling.User", Status = 400, Count = 1 });
        using var listener = new Listener(EventLevel.Warning);

        await RemoveAsync("2001:db8:1234:1a00::4:4", paced: true);

        Assert.Contains(listener.All, written => written.Name == "PaceSlowed" && written.Text("operation") == "ecs:UnassignIpv6Addresses");
        Assert.DoesNotContain(listener.All, written => written.Name.StartsWith("Attempt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counters_show_calls_attempts_failures_by_code_targets_by_outcome_and_latency()
    {
        _emulator.Faults.Add(new() { Kind = FaultKind.Refuse, Code = "Throttling.OfThisTest", Status = 400, Count = 2 });
        using var listener = new Listener(EventLevel.Informational, counters: true);

        await RemoveAsync("2001:db8:1234:1a00::4:5");

        string[] expected =
        [
            "attempts", "calls", "failures", "failures-Throttling.OfThisTest", "latency", "pace", "targets-Removed", "under-way", "waiting",
        ];
        // Other tests count too, so all names may be there before the last of these failures is.
        await listener.WaitAsync(
            all => all.Where(written => written.Name == "EventCounters").Select(written => written.Counter).ToHashSet() is var shown
                && expected.All(shown.Contains)
                && all.Where(written => written.Counter == "failures-Throttling.OfThisTest").Sum(written => written.Value) >= 2);
        Assert.Equal(2, listener.All.Where(written => written.Counter == "failures-Throttling.OfThisTest").Sum(written => written.Value));
    }

    /// <summary>What is watched costs something; what is not, nothing: not even a task.</summary>
    [Fact]
    public void When_nobody_listens_a_call_passes_as_if_nothing_were_there()
    {
        var next = new Answered();
        var step = new WatchStep(_emulator.Endpoint, SystemClock.Instance, onAttempt: null, next);

        Assert.Same(next.Answer, step.SendAsync(DescribeRegions.Call("en-US"), new Sending(CancellationToken.None)));
        using var listener = new Listener(EventLevel.Informational);
        Assert.NotSame(next.Answer, step.SendAsync(DescribeRegions.Call("en-US"), new Sending(CancellationToken.None)));
    }

    [Fact]
    public async Task Those_who_ask_a_client_are_told_of_each_attempt_without_an_event_source()
    {
        var told = new ConcurrentQueue<CallAttempt>();
        _emulator.Faults.Add(new() { Kind = FaultKind.Refuse, Code = "Forbidden.RAM", Status = 403, Count = 1 });
        var client = NewClient(told.Enqueue);

        await Assert.ThrowsAnyAsync<Exception>(
            () => client.SendAsync(DescribeRegions.Call("en-US"), TestContext.Current.CancellationToken));
        await client.SendAsync(DescribeNetworkInterfaces.Call(Region, new NetworkInterfaceFilter()), TestContext.Current.CancellationToken);

        Assert.Equal(
            [("DescribeRegions", "", 403, "Forbidden.RAM"), ("DescribeNetworkInterfaces", Region, 200, "")],
            told.Select(attempt => (attempt.Operation.Action, attempt.RegionId, attempt.HttpStatus, attempt.Code)));
        Assert.Matches(
            $@"^ecs:DescribeRegions at 127\.0\.0\.1:{_emulator.Endpoint.Port}, attempt 1: Forbidden\.RAM, HTTP 403 after \d+ ms, "
                + $"request id {_emulator.Requests[0].RequestId}$",
            $"{told.First()}");
    }

    public void Dispose()
    {
        _transport.Dispose();
        _emulator.Dispose();
    }

    // Other tests run beside this one and are heard too.
    private List<Written> Of(Listener listener, string name) =>
        [.. listener.All.Where(written => written.Name == name && written.Text("endpoint") == _emulator.Endpoint.Authority)];

    private async Task RemoveAsync(string address, bool paced = false)
    {
        var client = NewClient(null, paced);
        var engine = new ChangeEngine((_, _) => client, _ => { }, new ChangeSettings());
        engine.Begin(
            ChangeAction.Remove,
            new TargetBatch(Region, Eni, [new Ipv6Target(Region, Eni, new Ipv6Item(Ipv6Address.Parse(address)))]));
        await engine.WhenSettledAsync();
    }

    private ApiClient NewClient(Action<CallAttempt>? onAttempt, bool paced = false) =>
        new(_emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), _transport)
        {
            OnAttempt = onAttempt,
            PaceOf = paced ? (id, at, operation) => CallPaces.Of(id, at, operation.FullName, SteadyClock.Instance) : null,
        };

    private sealed class Answered : ICallStep
    {
        public Task<XElement> Answer { get; } = Task.FromResult(new XElement("root"));

        public Task<XElement> SendAsync(ApiCall call, Sending sending) => Answer;
    }

    private sealed record Written(string Name, Guid ActivityId, IReadOnlyList<string> Names, IReadOnlyList<string> Payload)
    {
        public string Counter { get; init; } = "";

        public double Value { get; init; }

        public string Text(string name) => Names.ToList().IndexOf(name) is var at and >= 0 ? Payload[at] : "";
    }

    private sealed class Listener : EventListener
    {
        private readonly ConcurrentQueue<Written> _written = [];

        public Listener(EventLevel level, bool counters = false)
        {
            // Made by the first call of the process, which may be one of this test.
            EventSourceCreated += (_, created) =>
            {
                if (created.EventSource?.Name == "EniTools")
                {
                    EnableEvents(
                        created.EventSource, level, EventKeywords.All,
                        counters ? new Dictionary<string, string?> { ["EventCounterIntervalSec"] = "0.1" } : null);
                }
            };
        }

        public IReadOnlyCollection<Written> All => _written;

        public async Task WaitAsync(Func<IReadOnlyCollection<Written>, bool> isThere)
        {
            while (!isThere(All))
                await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        protected override void OnEventWritten(EventWrittenEventArgs written)
        {
            var counter = written.EventName == "EventCounters" ? written.Payload![0] as IDictionary<string, object?> : null;
            _written.Enqueue(new Written(
                written.EventName!, written.ActivityId, written.PayloadNames ?? (IReadOnlyList<string>)[],
                [.. (written.Payload ?? (IReadOnlyList<object?>)[]).Select(value => $"{value}")])
            {
                Counter = $"{counter?["Name"]}",
                Value = counter is not null && counter.TryGetValue("Increment", out var increment) ? (double)increment! : 0,
            });
        }
    }
}
