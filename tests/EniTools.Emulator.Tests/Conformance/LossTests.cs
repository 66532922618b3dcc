using EniTools.Conformance;
using EniTools.Conformance.Asking;
using EniTools.Conformance.Facts;
using EniTools.Emulator.Faults;

namespace EniTools.Emulator.Tests.Conformance;

/// <summary>A lost answer costs one fact and leaves nothing behind, whatever the request.</summary>
public sealed class LossTests : IDisposable
{
    private readonly EniEmulator _emulator = EniEmulator.Start();

    public static TheoryData<string, FaultKind> Losses => new MatrixTheoryData<string, FaultKind>(
        ["CreateNetworkInterface", "UnassignIpv6Addresses", "DeleteNetworkInterface", "DescribeNetworkInterfaces"],
        [FaultKind.DropBeforeEffect, FaultKind.DropAfterEffect, FaultKind.CutAnswer, FaultKind.HtmlAnswer, FaultKind.GarbledAnswer]);

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task Nothing_is_left(string action, FaultKind kind)
    {
        using var asked = new AskedEmulator(_emulator);
        var before = AskedEmulator.WorldOf(_emulator);
        _emulator.Faults.Add(new Fault { Action = action, Kind = kind, Count = 1 });

        var (results, runner) = await asked.AskAsync(
            Catalog.Facts.Where(fact => fact.Id is "unassign.addresses" or "unassign.again" or "unassign.all-or-none"));

        Assert.Empty(runner.Left);
        Assert.Equal(before, AskedEmulator.WorldOf(_emulator));
        Assert.All(results.Skip(1), result => Assert.Equal((Outcome.Same, null), (result.Outcome, result.Why)));
    }

    [Fact]
    public async Task A_throttled_request_is_sent_again()
    {
        using var asked = new AskedEmulator(_emulator);
        _emulator.Faults.Add(
            new Fault { Kind = FaultKind.Refuse, Code = "Throttling.User", Status = 400, RetryAfterMilliseconds = 1, Count = 3 });

        var (results, runner) = await asked.AskAsync(Catalog.Facts.Where(fact => fact.Id == "unassign.again"));

        Assert.Equal((Outcome.Same, null), (results[0].Outcome, results[0].Why));
        Assert.Equal(3, _emulator.Requests.Count(request => request.Code == "Throttling.User"));
        Assert.Empty(runner.Left);
    }

    [Theory]
    [InlineData("Forbidden.RAM", 403)]
    [InlineData("ServiceUnavailable", 503)]
    public async Task What_the_key_may_not_ask_or_the_service_cannot_answer_is_not_called_different(string code, int status)
    {
        using var asked = new AskedEmulator(_emulator);
        _emulator.Faults.Add(new Fault { Action = "UnassignIpv6Addresses", Kind = FaultKind.Refuse, Code = code, Status = status });

        var (results, runner) = await asked.AskAsync(Catalog.Facts.Where(fact => fact.Id == "unassign.again"));

        Assert.Equal(Outcome.NotAsked, results[0].Outcome);
        Assert.Contains($"UnassignIpv6Addresses was answered with {status} {code}", results[0].Why, StringComparison.Ordinal);
        Assert.Empty(runner.Left);
    }

    [Fact]
    public void A_torn_last_line_of_a_journal_was_never_acted_on()
    {
        using var file = new TemporaryFile();
        var area = new Area("cn-hangzhou", "vsw-1", "sg-1") { InstanceId = "i-1" };
        using (var journal = MadeJournal.Begin(file.Path, area, new Uri("http://127.0.0.1:1/")))
        {
            journal.WriteIntended(1);
            journal.WriteMade(1, "eni-1");
            journal.WriteIntended(2);
            journal.WriteRefused(2);
            journal.WriteIntended(3);
        }

        File.AppendAllText(file.Path, "{\"Made\":\"eni-torn");
        using (var journal = MadeJournal.Open(file.Path))
        {
            Assert.Equal(area, journal.Run!.Area);
            Assert.Equal(["eni-1"], journal.Made);
            Assert.Equal([3], journal.Unanswered);
            journal.WriteGone("eni-1");
        }

        using var again = MadeJournal.Open(file.Path);
        Assert.Empty(again.Made);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}\n")]
    [InlineData("{\"Made\":\"eni-bp1spare01\"}\n")]
    [InlineData("no journal\n")]
    public void A_file_that_is_no_journal_is_refused(string text)
    {
        using var file = new TemporaryFile();
        File.WriteAllText(file.Path, text);

        Assert.Throws<FormatException>(() => MadeJournal.Open(file.Path).Dispose());
        Assert.Equal(text, File.ReadAllText(file.Path));
    }

    public void Dispose() => _emulator.Dispose();
}
