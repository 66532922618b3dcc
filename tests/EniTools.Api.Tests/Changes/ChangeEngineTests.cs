using EniTools.Api.Changes;
using EniTools.Api.Model;

namespace EniTools.Api.Tests.Changes;

public sealed class ChangeEngineTests
{
    [Fact]
    public async Task What_is_no_answer_of_the_service_ends_the_run()
    {
        var failure = new InvalidOperationException();
        var engine = new ChangeEngine((_, _) => throw failure, _ => { }, new ChangeSettings());

        engine.Begin(
            ChangeAction.Remove,
            new TargetBatch("cn-hangzhou", "eni-a", [new("cn-hangzhou", "eni-a", new Ipv6Item(new Ipv6Address(0, 1)))]));

        Assert.Same(failure, await Assert.ThrowsAsync<InvalidOperationException>(engine.WhenSettledAsync));
        Assert.Same(failure, await Assert.ThrowsAsync<InvalidOperationException>(engine.WhenRoomAsync));
    }
}
