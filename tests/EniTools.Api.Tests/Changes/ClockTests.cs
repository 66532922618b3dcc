using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Operations.Ecs;

namespace EniTools.Api.Tests.Changes;

/// <summary>Clocks that are off, and clocks that are set while the engine is at work.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void The_clock_of_the_service_is_off(int hours)
    {
        using var calm = new EngineTrial(new());
        using var trial = new EngineTrial(new() { ClockSkew = TimeSpan.FromHours(hours) });

        TrialRun.Remove(trial).ShouldBe(TrialRun.Remove(calm), "the clock is off", mayLook: false);
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_no_wait_longer()
    {
        using var trial = new EngineTrial(new());
        var began = trial.ServiceTime;
        // The first call has no answer, and the clock is set back before the look.
        trial.BeforeCall = call => call switch
        {
            1 => Mishaps.HappenAsync("dropped after its effect", trial),
            2 => Mishaps.HappenAsync("signed by a clock that has fallen behind", trial),
            _ => Task.CompletedTask,
        };

        var outcome = Assert.Single(trial.Run(
            TrialRun.Addresses(TrialRun.Few, 3, 1, 1), ChangeAction.Remove));

        Assert.Equal(ChangeStatus.Removed, outcome.Status);
        Assert.InRange(trial.ServiceTime - began, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_clock_that_is_set_forward_makes_no_look_too_early()
    {
        using var trial = new EngineTrial(new() { ReadLag = TimeSpan.FromSeconds(1) });
        var target = Assert.Single(TrialRun.Addresses(TrialRun.Few, 3, 77, 1));
        // It was put on just now, and is not shown yet.
        await trial.Client.SendAsync(
            AssignIpv6Addresses.Call(target.RegionId, target.NetworkInterfaceId, [target.Item], "token"),
            TestContext.Current.CancellationToken);
        var before = trial.Calls;
        trial.BeforeCall = call => (call - before) switch
        {
            1 => Mishaps.HappenAsync("dropped before its effect", trial),
            2 => Mishaps.HappenAsync("signed by a clock that has gone ahead", trial),
            _ => Task.CompletedTask,
        };

        var outcome = Assert.Single(trial.Run([target], ChangeAction.Remove));

        Assert.Equal(ChangeStatus.Removed, outcome.Status);
        Assert.DoesNotContain(EngineTrial.Name(target), trial.ItemsOf([TrialRun.Few]));
    }
}
