namespace EniTools.Api.Tests.Changes;

/// <summary>Every fault at every call of a run, over a real socket.</summary>
[Trait("Needs", "Time")]
public sealed class FaultMatrixTests
{
    // Rows are what goes wrong, columns are the runs in which it does: with each of their calls in its turn. In every cell, what becomes of
    // each target, what is on the ENIs afterwards, and what is found and planned are the same as without the fault. A change is then
    //   again:   sent again at once, for it is certain that it had no effect;
    //   looks:   sent again or not by what a look shows. So what was as wanted before can be known by looking only.
    // What only reads is asked again, which is one call more. A clearance ends the bandwidth of addresses and takes them off, a return
    // puts them back and buys for them: each is a pair of calls, and both have the mishap in their turn.
    private const string Matrix = """
        the call is                               removal  assignment  ending  purchase  clearance  return  search  search by address  plan
        throttled                                 again    again       again   again     again      again   again   again              again
        throttled with a hint                     again    again       again   again     again      again   again   again              again
        in conflict                               again    again       again   again     again      again   again   again              again
        broken down                               looks    looks       looks   looks     looks      looks   again   again              again
        unavailable                               looks    looks       looks   looks     looks      looks   again   again              again
        refused as repeated                       looks    looks       looks   looks     looks      looks   again   again              again
        finding nobody listening                  again    again       again   again     again      again   again   again              again
        dropped before its effect                 looks    looks       looks   looks     looks      looks   again   again              again
        dropped after its effect                  looks    looks       looks   looks     looks      looks   again   again              again
        hanging before its effect                 looks    looks       looks   looks     looks      looks   again   again              again
        hanging after its effect                  looks    looks       looks   looks     looks      looks   again   again              again
        cut in its answer                         looks    looks       looks   looks     looks      looks   again   again              again
        garbled                                   looks    looks       looks   looks     looks      looks   again   again              again
        answered by a proxy                       looks    looks       looks   looks     looks      looks   again   again              again
        signed with a token that has run out      again    again       again   again     again      again   again   again              again
        signed by a clock that has gone ahead     again    again       again   again     again      again   again   again              again
        signed by a clock that has fallen behind  again    again       again   again     again      again   again   again              again
        arriving an hour late                     again    again       again   again     again      again   again   again              again
        """;

    private static readonly string[][] Table =
        [.. Matrix.Split('\n').Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    /// <summary>The cells: a run, what its call is, and what is done then.</summary>
    public static TheoryData<string, string, string> Cells =>
        [
            .. Table.Skip(1).SelectMany(
                row => Table[0].Zip(row).Skip(1).Select(
                    cell => new TheoryDataRow<string, string, string>(cell.First, row[0], cell.Second)))];

    [Theory]
    [MemberData(nameof(Cells))]
    public void One_call_of_a(string run, string isWhat, string then)
    {
        var (played, calm) = TrialRun.Named(run);
        var happened = true;
        for (var position = 1; happened; position++)
        {
            var result = played.Play((call, trial) => call == position ? Mishaps.HappenAsync(isWhat, trial) : Task.CompletedTask);

            happened = result.Calls >= position;
            result.ShouldBe(calm, $"call {position} is {isWhat}", mayLook: then == "looks");
            if (played.OnlyReads)
                Assert.Equal(calm.Calls + (happened ? 1 : 0), result.Calls);
        }
    }

    [Fact]
    public void Nothing_that_can_go_wrong_is_left_out() => Assert.Equal(Mishaps.Names.Order(), Table.Skip(1).Select(row => row[0]).Order());
}
