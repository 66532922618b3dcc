using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Journal;
using EniTools.Api.Model;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Help;

/// <summary>What docs/journal.md says of the lines, by its table alone: which members there are, which may be absent, and how a line is checked.</summary>
public sealed partial class JournalPageTests : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 11, 30, 1, 2, 3, TimeSpan.Zero);

    private readonly ScratchFolder _folder = new();

    private static readonly Dictionary<string, (string[] Members, string[] MayBeAbsent)> Table = ReadTable();

    private string Journal => _folder.Combine("run.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_member_is_in_the_table_and_those_that_may_be_absent_are_listed()
    {
        await WriteJournalAsync();
        var lines = Lines();

        Assert.Equal(Table.Keys.Except(["lost"]).Order(), lines.Select(TypeOf).Distinct().Order());
        foreach (var ofType in lines.GroupBy(TypeOf))
        {
            var members = ofType.Select(line => line.Select(member => member.Key).Except(["type", "crc"]).ToHashSet()).ToList();
            var (all, mayBeAbsent) = Table[ofType.Key];
            Assert.Equal(all.Order(), members.SelectMany(names => names).Distinct().Order());
            Assert.Subset(mayBeAbsent.ToHashSet(), all.Where(name => members.Exists(names => !names.Contains(name))).ToHashSet());
        }
    }

    [Fact]
    public async Task A_journal_without_the_members_that_may_be_absent_is_read_and_one_without_others_is_not()
    {
        await WriteJournalAsync();
        var lines = Lines();
        for (var line = 0; line < lines.Count; line++)
        {
            foreach (var name in Table[TypeOf(lines[line])].MayBeAbsent.Where(lines[line].ContainsKey))
            {
                // An address is named or counted.
                if (name is "item" or "count" && TypeOf(lines[line]) == "input")
                    continue;
                // What is paid has two members.
                Write(lines, line, name is "mbps" or "chargeType" ? ["mbps", "chargeType"] : [name]);
                var state = JournalState.Read(Journal, CancellationToken.None);
                Assert.True(state.Damage is null, $"A line of type {TypeOf(lines[line])} without {name}: {state.Damage?.Message}");
            }
        }

        Write(lines, lines.FindIndex(line => TypeOf(line) == "outcome"), ["status"]);
        Assert.NotNull(JournalState.Read(Journal, CancellationToken.None).Damage);
    }

    private static string TypeOf(JsonObject line) => (string)line["type"]!;

    private static Dictionary<string, (string[] Members, string[] MayBeAbsent)> ReadTable()
    {
        var rows = File.ReadLines(Path.Combine(BuiltModule.RepositoryRoot, "docs", "journal.md"))
            .SkipWhile(line => !line.StartsWith("| `type` |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|'));
        return rows.ToDictionary(row => Names(row[1]).Single(), row => (Names(row[3]), Names(row[4])));

        // In brackets are values.
        static string[] Names(string cell) =>
            [.. Name().Matches(InBrackets().Replace(cell, "")).Select(match => match.Groups[1].Value).Distinct()];
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex InBrackets();

    private List<JsonObject> Lines() => [.. File.ReadLines(Journal).Select(line => JsonNode.Parse(line)!.AsObject())];

    // Without a member of one line, and with checks as the page describes them.
    private void Write(List<JsonObject> lines, int at, string[] without)
    {
        var check = 0u;
        var text = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = (JsonObject)lines[i].DeepClone();
            line.Remove("crc");
            foreach (var name in i == at ? without : [])
                line.Remove(name);
            var json = line.ToJsonString(new JsonSerializerOptions { WriteIndented = false })[..^1];
            check = Crc32(Encoding.UTF8.GetBytes(json), check);
            text.Append(json).Append(CultureInfo.InvariantCulture, $",\"crc\":\"{check:x8}\"}}\n");
        }

        File.WriteAllText(Journal, text.ToString());
    }

    private static uint Crc32(byte[] bytes, uint before)
    {
        var crc = ~before;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
        }

        return ~crc;
    }

    // A line of each type, with each member and, where that can be, without it.
    private async Task WriteJournalAsync()
    {
        var run = new JournalRun { Action = ChangeAction.AddBandwidth, Time = Time };
        using (var journal = ChangeJournal.Open(Journal, run with { Command = "Add-EniIpv6Bandwidth", ModuleVersion = "1.0" }))
        {
            var account = journal.For(new JournalAccount("prod", "1000000000000001", "https://ecs.example.com/"));
            var bought = Target(1) with { Purchase = new BandwidthTerms(5, "PayByTraffic") };
            account.TakeIn(bought, out _);
            account.TakeIn(Target(2), out _);
            account.Found(Target(2), new BandwidthTerms(10, "PayByTraffic"));
            var call = await account.IntendAsync([bought], "token", 1, Time);
            account.Refused(call, new ServiceException(400, "Throttling", "Later.", "R-1"), Time);
            account.Refused(await account.IntendAsync([Target(2)], null, 1, Time), NoAnswerException.GivenUp(), Time);
            foreach (var status in Enum.GetValues<ChangeStatus>())
                await account.SettleAsync(new ChangeOutcome { Target = Target(10 + (int)status), Status = status, Time = Time });
            await account.SettleAsync(new ChangeOutcome
            {
                Target = Target(2),
                Status = ChangeStatus.Removed,
                ConfirmedByLooking = true,
                RequestId = "R-2",
                Time = Time,
            });
            await account.SettleAsync(new ChangeOutcome
            {
                Target = Target(3),
                Status = ChangeStatus.Failed,
                Time = Time,
                Failure = new ServiceException(403, "Forbidden.RAM", "No.", "R-3"),
            });
            account.Decline([Target(4)]);
            foreach (var asPrefixes in new[] { true, false })
            {
                var request = Ipv6Target.New("cn-hangzhou", "eni-2", 3, asPrefixes: asPrefixes);
                await account.IntendAsync([request], "token", 1, Time, count: 3);
                var given = new ChangeOutcome { Target = Target(5), Status = ChangeStatus.Assigned, Time = Time };
                await account.SettleAsync(request, [given with { RequestId = asPrefixes ? "R-4" : null }]);
                var failure = NoAnswerException.GivenUp();
                await account.SettleAsync(
                    new ChangeOutcome { Target = request, Status = ChangeStatus.Failed, Failure = failure, Time = Time });
            }

            journal.EndInput();
            await journal.EndAsync(Time);
        }

        // Cut off, and gone on with by a run that is not given all.
        var next = run with { Action = ChangeAction.Remove };
        using (var cutOff = ChangeJournal.Open(Journal, next))
            cutOff.For(new JournalAccount("prod", "1000000000000001", "https://ecs.example.com/")).TakeIn(Target(7), out _);
        using (var second = ChangeJournal.Open(Journal, next))
        {
            second.EndInput();
            await second.EndAsync(Time);
        }

        using var undo = ChangeJournal.Open(Journal, run with { Action = ChangeAction.RemoveBandwidth, Undoes = 1 });
        undo.For(new JournalAccount(null, null, null)).TakeIn(Target(6), out _);
        await undo.EndAsync(Time, isStopped: true);
    }

    private static Ipv6Target Target(int number) =>
        new("cn-hangzhou", "eni-1", new Ipv6Item(new Ipv6Address(0x20010db8_00000000, (ulong)number)));
}
