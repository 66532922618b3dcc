using System.Diagnostics;
using System.Globalization;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using static EniTools.Api.Tests.Journal.TestJournal;

namespace EniTools.Api.Tests.Journal;

/// <summary>A real process that is killed while it writes: all that it was told to be on the disk is there, and the next one can write at once.</summary>
[Trait("Needs", "Process")]
public sealed class KilledProcessTests
{
    private const string PathVariable = "ENITOOLS_TESTS_JOURNAL";
    private const string FirstVariable = "ENITOOLS_TESTS_FIRST";
    private const int Kills = 4;

    [Fact]
    public async Task What_was_confirmed_to_a_process_that_is_killed_is_in_its_journal()
    {
        using var file = new TestJournal();
        Dictionary<int, JournalStatus[]> confirmed = [];
        for (var kill = 1; kill <= Kills; kill++)
        {
            using var child = Start(file.FilePath, first: kill * 1_000_000);
            for (var lines = 50 * kill; lines > 0; lines--)
                Take(await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), confirmed);
            Assert.Equal(JournalProblem.InUse, Assert.Throws<JournalException>(() => file.Open()).Problem);

            child.Kill();
            while (await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
                Take(line, confirmed);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);

            var known = file.Read().Targets().ToDictionary(target => target.Target, target => target.Status);
            Assert.All(confirmed, entry => Assert.Contains(known[Target(entry.Key)], entry.Value));
            file.Open().Dispose();
        }

        Assert.True(confirmed.Count > 100);
        Assert.Equal(Kills, file.Read().Runs.Count);
    }

    /// <summary>What the child does; nobody else runs it.</summary>
    [Fact(Explicit = true)]
    public async Task A_child_writes_until_it_is_killed()
    {
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        using var journal = ChangeJournal.Open(Environment.GetEnvironmentVariable(PathVariable)!, Run());
        var account = journal.For(Account);
        var next = int.Parse(Environment.GetEnvironmentVariable(FirstVariable)!, CultureInfo.InvariantCulture);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            while (true)
            {
                var number = Interlocked.Increment(ref next);
                await account.IntendAsync([Target(number)], null, 1, Time);
                Say($"intent {number}");
                await account.SettleAsync(Outcome(Target(number), ChangeStatus.Removed));
                Say($"outcome {number}");
            }
        }));

        void Say(string line)
        {
            lock (output)
                output.WriteLine(line);
        }
    }

    private static Process Start(string path, int first)
    {
        var start = DotNetCommand.Of(
            typeof(KilledProcessTests).Assembly.Location, "-explicit", "only", "-method", $"*.{nameof(A_child_writes_until_it_is_killed)}");
        start.Environment[PathVariable] = path;
        start.Environment[FirstVariable] = first.ToString(CultureInfo.InvariantCulture);
        start.RedirectStandardOutput = true;
        return Process.Start(start)!;
    }

    // A last line that breaks off says nothing, nor does what the runner says.
    private static void Take(string? line, Dictionary<int, JournalStatus[]> confirmed)
    {
        if (line?.Split(' ') is not [("intent" or "outcome") and var what, { Length: 7 } text]
            || !int.TryParse(text, CultureInfo.InvariantCulture, out var number))
            return;
        confirmed[number] = what == "intent" ? [JournalStatus.Unknown, JournalStatus.Removed] : [JournalStatus.Removed];
    }
}
