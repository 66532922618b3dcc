using System.Xml.Linq;
using EniTools.Api.Calls;
using EniTools.Api.Calls.Steps;
using EniTools.Api.Errors;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Pacing;
using EniTools.Api.Tests.Pacing;

namespace EniTools.Api.Tests.Calls;

/// <summary>What each step of a chain promises to the ones around it.</summary>
public sealed class CallStepTests
{
    private static readonly ApiCall<string> Removal = UnassignIpv6Addresses.Call("cn-hangzhou", "eni-a1", []);
    private static readonly ServiceException Throttled = new(503, "Throttling.User", "message", "request");

    private readonly VirtualClock _clock = new();
    private readonly Wire _wire = new();

    [Fact]
    public async Task A_call_that_reads_is_repeated_until_it_succeeds()
    {
        _wire.Failures = 3;

        await _wire.Repeating(new RetryPolicy(), _clock, null)
            .SendAsync(DescribeRegions.Call("en-US"), TestContext.Current.CancellationToken);

        Assert.Equal(4, _wire.Calls);
    }

    /// <summary>Whoever makes a change has to find out what a failed attempt did before there is another.</summary>
    [Fact]
    public async Task A_call_that_changes_something_is_not_repeated_blindly()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => _wire.Repeating(new RetryPolicy(), _clock, null).SendAsync(Removal, TestContext.Current.CancellationToken));

        Assert.Equal(0, _wire.Calls);
    }

    [Fact]
    public async Task Nothing_is_sent_when_its_note_cannot_be_taken()
    {
        var sending = new Sending(CancellationToken.None, CancellationToken.None, () => throw new IOException("no space"));

        await Assert.ThrowsAsync<IOException>(() => new AttemptStep(_wire).SendAsync(Removal, sending));

        Assert.Equal(0, _wire.Calls);
    }

    [Fact]
    public async Task Nothing_leaves_once_the_wait_was_given_up_and_what_is_under_way_may_still_be_answered()
    {
        using var waiting = new CancellationTokenSource();
        _wire.OnCall = waiting.Cancel;
        var chain = new AttemptStep(_wire);

        await chain.SendAsync(Removal, new Sending(waiting.Token, CancellationToken.None));
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => chain.SendAsync(Removal, new Sending(waiting.Token, CancellationToken.None)));

        Assert.Equal(1, _wire.Calls);
    }

    [Fact]
    public async Task A_slot_is_free_again_however_its_call_ended()
    {
        _wire.Failures = 1;
        var chain = new SlotStep(new CallSlots(_clock, 1), _wire);

        await Assert.ThrowsAsync<ServiceException>(() => Removal.SendAsync(chain, new Sending(CancellationToken.None)));
        await Removal.SendAsync(chain, new Sending(CancellationToken.None));

        Assert.Equal(2, _wire.Calls);
    }

    [Fact]
    public async Task Calls_beyond_the_slots_wait_in_the_order_in_which_they_came()
    {
        var slots = new CallSlots(_clock, 1);
        await slots.EnterAsync(CancellationToken.None);
        using var givenUp = new CancellationTokenSource();
        var waiting = new[]
        {
            slots.EnterAsync(CancellationToken.None),
            slots.EnterAsync(givenUp.Token),
            slots.EnterAsync(CancellationToken.None),
        };

        await givenUp.CancelAsync();
        slots.Leave();

        Assert.Equal([true, true, false], waiting.Select(wait => wait.IsCompleted));
        Assert.True(waiting[1].IsCanceled);
        slots.Leave();
        Assert.All(waiting, wait => Assert.True(wait.IsCompleted));
    }

    // Answers each call, or refuses it for going too fast.
    private sealed class Wire : ICallStep
    {
        public int Calls { get; private set; }

        public int Failures { get; set; }

        public Action? OnCall { get; set; }

        public Task<XElement> SendAsync(ApiCall call, Sending sending)
        {
            OnCall?.Invoke();
            return Calls++ < Failures ? throw Throttled : Task.FromResult(new XElement("root", new XElement("RequestId", "R")));
        }
    }
}
