using System.Text;
using CsCheck;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using static EniTools.Api.Tests.Journal.TestJournal;

namespace EniTools.Api.Tests.Journal;

/// <summary>What a crash leaves is understood, and what anything else did to a journal is an error that names the line.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly TestJournal _file = new();

    // After each of its lines, what is known of the targets.
    private readonly Dictionary<int, string> _shown = new() { [0] = "" };

    public DamageTests()
    {
        using var journal = _file.Open();
        var account = journal.For(Account);
        Step(account.SettleAsync(Outcome(Target(1), ChangeStatus.NotAssigned)));
        account.TakeIn(Target(2), out _);
        var call = account.IntendAsync([Target(2), Target(3)], null, 1, Time);
        Step(call);
        Step(account.SettleAsync(Outcome(Target(2), ChangeStatus.Removed)));
        Step(account.IntendAsync([Target(3)], null, 2, Time));
        Step(account.SettleAsync(Outcome(Target(3), ChangeStatus.Removed)));
        Step(journal.EndAsync(Time));
    }

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_journal_that_is_cut_anywhere_shows_what_its_whole_lines_say_and_can_be_written_on()
    {
        var whole = _file.Bytes;
        for (var length = 0; length <= whole.Length; length++)
        {
            _file.Bytes = whole[..length];
            var state = _file.Read();

            var wholeLines = whole[..length].Count(b => b == '\n');
            Assert.Equal(length > 0 && whole[length - 1] != '\n', state.IsTorn);
            if (_shown.TryGetValue(wholeLines, out var shown))
                Assert.Equal(shown, _file.Shown());

            using (var journal = _file.Open())
                await journal.For(Account).SettleAsync(Outcome(Target(4), ChangeStatus.Removed));
            var after = _file.Read();
            Assert.False(after.IsTorn);
            Assert.Equal(1, after.Targets().Count(target => target.Target == Target(4) && target.Status == JournalStatus.Removed));
        }
    }

    [Fact]
    public void A_changed_byte_is_an_error_that_names_the_line()
    {
        var whole = _file.Bytes;
        for (var at = JournalStart(whole); at < whole.Length; at++)
        {
            foreach (var bit in new[] { 1, 0x20, 0x80 })
            {
                var changed = (byte[])whole.Clone();
                changed[at] ^= (byte)bit;
                _file.Bytes = changed;

                var linesBefore = whole[..at].Count(b => b == '\n');
                JournalException? error = null;
                try
                {
                    error = _file.Read().Damage;
                    // What stands before is as if the file ended there.
                    if (_shown.TryGetValue(linesBefore, out var shown))
                        Assert.Equal(shown, _file.Shown());
                }
                catch (JournalException refusal)
                {
                    Assert.Equal(0, linesBefore);
                    error = refusal;
                }

                Assert.NotNull(error);
                Assert.True(error.Problem is JournalProblem.Damaged or JournalProblem.LaterVersion, error.Message);
                Assert.True(error.Problem == JournalProblem.LaterVersion || error.Line == 1 + linesBefore);
                Assert.Throws<JournalException>(() => _file.Open());
                Assert.Equal(changed, _file.Bytes);
            }
        }
    }

    [Fact]
    public void A_line_that_is_missing_twice_there_or_in_another_place_is_an_error() =>
        Gen.Select(Gen.Int[1, 7], Gen.Int[1, 7], Gen.Int[0, 2]).Sample((first, second, what) =>
        {
            var lines = Encoding.UTF8.GetString(_file.Bytes).Split('\n').ToList();
            var taken = lines[first];
            if (what != 0)
                lines.RemoveAt(first);
            if (what != 1)
                lines.Insert(second, taken);
            var text = string.Join('\n', lines);
            if (text == Encoding.UTF8.GetString(_file.Bytes))
                return;

            using var other = new TestJournal { Bytes = Encoding.UTF8.GetBytes(text) };
            Assert.Equal(JournalProblem.Damaged, other.Read().Damage?.Problem);
        }, threads: 1);

    [Fact]
    public void What_is_certain_before_the_damage_makes_a_new_journal_that_is_gone_on_with()
    {
        // A page that did not reach the disk: the second call of target 3 is in it, and that it was removed.
        var whole = _file.Bytes;
        var lines = Encoding.UTF8.GetString(whole).Split('\n');
        var lostFrom = lines[..8].Sum(line => line.Length + 1);
        _file.Bytes = [.. whole[..lostFrom], .. new byte[4096], (byte)'\n', .. whole[lostFrom..]];
        var newPath = Path.Combine(_file.Folder, "new.jsonl");

        Assert.Equal(JournalProblem.Damaged, _file.Read().Damage?.Problem);
        Assert.Equal("1:NotAssigned 2:Removed 3:Unknown", _file.Shown());
        var damaged = _file.Bytes;
        var repaired = JournalRepair.Copy(_file.FilePath, newPath, CancellationToken.None)!;

        Assert.Equal(damaged, _file.Bytes);
        Assert.Null(repaired.Damage);
        // A call for whatever is not done may have been noted behind the damage.
        Assert.Equal(
            "1:Unknown 2:Removed 3:Unknown", string.Join(' ', repaired.Targets().Select(target => $"{target.Number}:{target.Status}")));
        using var journal = ChangeJournal.Open(newPath, Run());
        var account = journal.For(Account);
        Assert.Null(account.TakeIn(Target(2), out var done));
        Assert.Equal(JournalStatus.Removed, Assert.Single(done).Status);
        // Only the calls that are noted may have had their effect: target 1 is asked for like any other.
        Assert.All(account.Recall([Target(1), Target(3)])!.Unanswered, call => Assert.Contains(Target(3), call.Targets));
        Assert.Throws<JournalException>(() => JournalRepair.Copy(_file.FilePath, newPath, CancellationToken.None));
    }

    [Theory]
    [InlineData("CR LF")]
    [InlineData("byte order mark")]
    [InlineData("UTF-16")]
    public void What_another_program_made_of_the_file_is_said_and_mended_without_loss(string what)
    {
        var whole = _file.Bytes;
        var text = Encoding.UTF8.GetString(whole);
        _file.Bytes = what switch
        {
            "CR LF" => Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)),
            "UTF-16" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
            _ => [.. Encoding.UTF8.GetPreamble(), .. whole],
        };

        var error = Assert.Throws<JournalException>(_file.Read);
        Assert.Equal(JournalProblem.Damaged, error.Problem);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);

        var newPath = Path.Combine(_file.Folder, "new.jsonl");
        Assert.NotNull(JournalRepair.Copy(_file.FilePath, newPath, CancellationToken.None));
        Assert.Equal(whole, File.ReadAllBytes(newPath));
        Assert.Null(JournalRepair.Copy(newPath, _file.FilePath, CancellationToken.None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_journal_of_version_1_is_read_as_it_was_meant_and_gone_on_with(bool isEnded)
    {
        Rewrite((line, index) => (line.StartsWith("{\"type\":\"end\"", StringComparison.Ordinal) && !isEnded)
            || line.StartsWith("{\"type\":\"inputEnd\"", StringComparison.Ordinal)
                ? null
                : line.Replace("\"version\":2", "\"version\":1", StringComparison.Ordinal));
        Assert.StartsWith(JournalFormat.Beginning + "1,", Encoding.UTF8.GetString(_file.Bytes), StringComparison.Ordinal);

        Assert.Equal("1:NotAssigned 2:Removed 3:Removed", _file.Shown());
        // It did not note whether its input was whole. A run that came to its end had read it.
        Assert.Equal((isEnded, isEnded), (_file.Read().Latest!.IsEnded, _file.Read().Latest!.HasWholeInput));

        using (var journal = _file.Open())
        {
            Assert.Equal(isEnded ? 2 : 1, journal.Run.Change);
            var account = journal.For(Account);
            for (var number = 1; number <= 4; number++)
                account.TakeIn(Target(number), out _);
            await account.SettleAsync(Outcome(Target(4), ChangeStatus.Removed));
            journal.EndInput();
            await journal.EndAsync(Time);
        }

        Assert.Null(_file.Read().Damage);
        Assert.True(_file.Read().Latest!.HasWholeInput);
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("[]", true)]
    [InlineData("null", true)]
    [InlineData("-1.5E+3", true)]
    [InlineData("{\"a\":[1,[true,{\"b\":\"}\\\"]\"}],0.1],\"type\":\"other\"}", true)]
    [InlineData("[1", false)]
    [InlineData("{\"a\"}", false)]
    [InlineData("deep", false)]
    public void Members_of_a_later_module_are_passed_over_whatever_they_hold(string value, bool isWhole)
    {
        var shown = _file.Shown();
        if (value == "deep")
            value = new string('[', 1_000_000) + new string(']', 1_000_000);
        Rewrite((line, index) => index == 8 ? $"{line},\"later\":{value}" : line);

        Assert.Equal(isWhole ? null : 9, _file.Read().Damage?.Line);
        if (isWhole)
            Assert.Equal(shown, _file.Shown());
        else
            Assert.Equal(_shown[8], _file.Shown());
    }

    [Theory]
    [InlineData("a letter to somebody\n", JournalProblem.NotAJournal)]
    [InlineData("{\"type\":\"run\"}", JournalProblem.NotAJournal)]
    [InlineData("\n", JournalProblem.NotAJournal)]
    [InlineData("{\"type\":\"run\",\"journal\":\"EniTools\",\"version\":3,\"as\":\"nobody knows\"}\n", JournalProblem.LaterVersion)]
    public void What_is_no_journal_or_a_later_one_is_refused_and_left_as_it_is(string text, Enum problem)
    {
        _file.Bytes = Encoding.UTF8.GetBytes(text);

        Assert.Equal(problem, Assert.Throws<JournalException>(_file.Read).Problem);
        Assert.Equal(problem, Assert.Throws<JournalException>(() => _file.Open()).Problem);
        Assert.Equal(text, File.ReadAllText(_file.FilePath));
        Assert.Equal([_file.FilePath], Directory.GetFiles(_file.Folder));
    }

    // The line's own beginning says that it is a journal; a change there says that it is none.
    private static int JournalStart(byte[] whole) =>
        Encoding.UTF8.GetString(whole).IndexOf("\"version\":", StringComparison.Ordinal) + "\"version\":".Length;

    // With other lines and the right checks; null leaves a line out.
    private void Rewrite(Func<string, int, string?> rewritten)
    {
        var check = 0u;
        var lines = Encoding.UTF8.GetString(_file.Bytes).TrimEnd('\n').Split('\n')
            .Select((line, index) => rewritten(line[..line.LastIndexOf(JournalFormat.BeforeCheck, StringComparison.Ordinal)], index))
            .OfType<string>().Select(line =>
            {
                var bytes = Encoding.UTF8.GetBytes(line);
                check = JournalFormat.Check(check, bytes, 0, bytes.Length);
                return $"{line}{JournalFormat.BeforeCheck}{check:x8}{JournalFormat.AfterCheck}\n";
            });
        _file.Bytes = Encoding.UTF8.GetBytes(string.Concat(lines));
    }

    private void Step(Task written)
    {
        written.GetAwaiter().GetResult();
        _shown[_file.Bytes.Count(b => b == '\n')] = _file.Shown();
    }
}
