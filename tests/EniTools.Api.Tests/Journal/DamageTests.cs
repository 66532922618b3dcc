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
        account.TakeIn(Target(2));
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

    [Theory]
    [InlineData("a letter to somebody\n", JournalProblem.NotAJournal)]
    [InlineData("{\"type\":\"run\"}", JournalProblem.NotAJournal)]
    [InlineData("\n", JournalProblem.NotAJournal)]
    [InlineData("{\"type\":\"run\",\"journal\":\"EniTools\",\"version\":3,\"as\":\"nobody knows\"}\n", JournalProblem.LaterVersion)]
    public void What_is_no_journal_or_a_later_one_is_refused_and_left_as_it_is(string text, JournalProblem problem)
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

    private void Step(Task written)
    {
        written.GetAwaiter().GetResult();
        _shown[_file.Bytes.Count(b => b == '\n')] = _file.Shown();
    }
}
