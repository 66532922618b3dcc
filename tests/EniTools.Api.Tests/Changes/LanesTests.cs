using System.Collections.Concurrent;
using CsCheck;
using EniTools.Api.Changes;

namespace EniTools.Api.Tests.Changes;

public sealed class LanesTests
{
    private readonly ConcurrentQueue<Exception> _failures = new();

    [Fact]
    public void Each_lane_keeps_its_order_and_no_more_are_at_work_than_may_be() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 5].List[0, 60]).Sample(
            (width, pieces) =>
            {
                var lanes = NewLanes(new ChangeRoom(), width);
                var atWork = new List<(int Lane, int Number, TaskCompletionSource End)>();
                var begun = new List<(int Lane, int Number)>();
                foreach (var (lane, number) in pieces.Select((lane, number) => (lane, number)))
                {
                    lanes.Add($"{lane}", () =>
                    {
                        begun.Add((lane, number));
                        // Every fifth ends at once, which opens the next lane.
                        if (number % 5 == 0)
                            return Task.CompletedTask;
                        var end = new TaskCompletionSource();
                        atWork.Add((lane, number, end));
                        return end.Task;
                    });
                    AssertWidth();
                }

                // Ended from the middle, so that the order is not that of the input.
                while (atWork.Count > 0)
                {
                    Assert.False(lanes.WhenEmptyAsync().IsCompleted);
                    var next = atWork[atWork.Count / 2];
                    atWork.Remove(next);
                    next.End.SetResult();
                    AssertWidth();
                }

                Assert.True(lanes.WhenEmptyAsync().IsCompletedSuccessfully);
                Assert.Empty(_failures);
                Assert.All(
                    begun.GroupBy(piece => piece.Lane, piece => piece.Number),
                    lane => Assert.Equal(pieces.Index().Where(piece => piece.Item == lane.Key).Select(piece => piece.Index), lane));
                Assert.Equal(pieces.Count, begun.Count);

                void AssertWidth()
                {
                    Assert.True(atWork.Count <= width);
                    Assert.Equal(atWork.Count, atWork.Select(piece => piece.Lane).Distinct().Count());
                }
            });

    // As after a stop, when none of them is sent any more.
    [Fact]
    public async Task Any_amount_of_work_may_end_at_once()
    {
        var lanes = NewLanes(new ChangeRoom(), width: 1);
        var first = new TaskCompletionSource();
        lanes.Add("first", () => first.Task);
        for (var lane = 0; lane < 50_000; lane++)
            lanes.Add($"{lane}", () => Task.FromCanceled(new CancellationToken(canceled: true)));

        first.SetResult();

        await lanes.WhenEmptyAsync().WaitAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task Engines_of_one_run_share_its_room()
    {
        var room = new ChangeRoom(batches: 2);
        var (one, other) = (NewLanes(room, width: 4), NewLanes(room, width: 4));
        var end = new TaskCompletionSource();
        one.Add("eni", () => end.Task);
        Assert.True(room.WhenFreeAsync().IsCompleted);
        other.Add("eni", () => new TaskCompletionSource().Task);

        var free = room.WhenFreeAsync();
        Assert.False(free.IsCompleted);
        end.SetResult();

        await free.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(other.WhenEmptyAsync().IsCompleted);
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task What_work_ends_with_is_told_and_the_rest_of_its_lane_goes_on()
    {
        var lanes = NewLanes(new ChangeRoom(), width: 1);
        var (failure, isDone) = (new InvalidOperationException(), false);
        lanes.Add("eni", () => Task.FromException(failure));
        lanes.Add("eni", () =>
        {
            isDone = true;
            return Task.CompletedTask;
        });

        await lanes.WhenEmptyAsync().WaitAsync(TestContext.Current.CancellationToken);

        Assert.True(isDone);
        Assert.Same(failure, Assert.Single(_failures));
    }

    private Lanes NewLanes(ChangeRoom room, int width) => new(room, width, _failures.Enqueue);
}
