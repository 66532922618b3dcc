using System.Text.Json;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Journal;
using static EniTools.Api.Tests.Journal.TestJournal;

namespace EniTools.Api.Tests.Journal;

/// <summary>Who may write to a journal, what is on the disk when, and what happens when it cannot be.</summary>
public sealed class WriterTests : IDisposable
{
    private readonly TestJournal _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task What_was_written_is_what_is_read()
    {
        var refusal = new ServiceException(400, "InvalidOperation.InvalidEniState", "Not now: \"Attaching\\\u2026\"\n\ud83d", "R-1");
        var three = Ipv6Target.New("cn-beijing", "eni-b", 3, asPrefixes: false);
        using (var journal = _file.Open(ChangeAction.Assign))
        {
            var account = journal.For(Account);
            Assert.Equal(Target(1), account.TakeIn(Target(1), out _));
            await account.IntendAsync([Target(1)], "token", 1, Time);
            await account.SettleAsync(Outcome(Target(1), ChangeStatus.Failed) with { Failure = refusal, RequestId = refusal.RequestId });
            await account.IntendAsync([three], "token 2", 1, Time, count: 3);
            await account.SettleAsync(three, [Outcome(Target(7), ChangeStatus.Assigned), Outcome(Target(8), ChangeStatus.Assigned)]);
            account.Decline([Target(2)]);
            await journal.EndAsync(Time);
        }

        var state = _file.Read();
        var targets = state.Targets().ToList();
        Assert.Equal("1:Failed 2:NotSent 3:Assigned 4:Assigned 5:Declined", _file.Shown());
        Assert.Equal((refusal.Code, 400, "R-1"), (targets[0].Code, targets[0].HttpStatus, targets[0].RequestId));
        Assert.Equal(refusal.ServiceMessage, targets[0].Message);
        Assert.Equal((Target(1), Account, 1, Time), (targets[0].Target, targets[0].Account, targets[0].Attempts, targets[0].Time));
        Assert.True((three with { Count = 1 }).IsLike(targets[1].Target));
        Assert.Equal("11111111-2222-3333-4444-AAAAAAAAAAAA", targets[2].RequestId);
        var run = Assert.Single(state.Runs);
        Assert.Equal(Run(ChangeAction.Assign) with { Id = run.Id, Change = 1, HasEnded = true }, run);
        Assert.Equal(
            "NotSent 1, Assigned 2, Failed 1, Declined 1",
            string.Join(", ", state.Totals().Select(total => $"{total.Key} {total.Value}")));
        Assert.All(File.ReadLines(_file.FilePath), line => Assert.NotNull(JsonDocument.Parse(line)));
    }

    [Fact]
    public void Only_its_user_can_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "WindowsTests has the rights there.");
        using var journal = _file.Open();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, _file.Mode);
    }

    [Fact]
    public async Task Another_writer_is_refused_and_readers_are_not()
    {
        using (var journal = _file.Open())
        {
            await journal.For(Account).IntendAsync([Target(1)], null, 1, Time);

            Assert.Equal(JournalProblem.InUse, Assert.Throws<JournalException>(() => _file.Open()).Problem);
            Assert.Equal("1:Unknown", _file.Shown());
            Assert.NotEmpty(_file.Bytes);
        }

        _file.Open().Dispose();
        Assert.Equal([_file.FilePath], Directory.GetFiles(_file.Folder));
    }

    [Fact]
    public void A_run_that_does_nothing_leaves_nothing()
    {
        using (var journal = _file.Open())
            journal.For(Account);
        Assert.Empty(Directory.GetFiles(_file.Folder));
        using (var journal = _file.Open())
            journal.For(Account).TakeIn(Target(1), out _);
        var before = _file.Bytes;

        using (var journal = _file.Open())
        {
            var other = Account with { AccountId = "2" };
            Assert.Equal(JournalProblem.OtherAccount, Assert.Throws<JournalException>(() => journal.For(other)).Problem);
        }

        // It was cut off: only the same action goes on with it.
        Assert.Equal(JournalProblem.OtherChange, Assert.Throws<JournalException>(() => _file.Open(ChangeAction.Assign)).Problem);

        Assert.Equal(before, _file.Bytes);
    }

    [Fact]
    public async Task Input_is_whole_when_a_run_has_read_all_of_its_own_and_that_has_all_of_the_runs_before()
    {
        var three = Ipv6Target.New("cn-beijing", "eni-b", 3, asPrefixes: false);
        await RunAsync(isRead: false, three, 1, 2, 3);
        Assert.False(_file.Read().Latest!.HasWholeInput);
        // Read to its end, and still the rest of the first one is not known.
        await RunAsync(isRead: true, three, 1, 2, 1);
        Assert.False(_file.Read().Latest!.HasWholeInput);
        await RunAsync(isRead: true, null, 1, 2, 3);
        Assert.False(_file.Read().Latest!.HasWholeInput);
        await RunAsync(isRead: true, three, 3, 2, 1, 4);
        Assert.True(_file.Read().Latest!.HasWholeInput);
        await RunAsync(isRead: false, null, 4);
        Assert.True(_file.Read().Latest!.HasWholeInput);
        // Something that no run had before, and perhaps not all of it.
        await RunAsync(isRead: false, null, 5);
        Assert.False(_file.Read().Latest!.HasWholeInput);
        Assert.Equal((1, 6), (_file.Read().LastChange, _file.Read().Runs.Count));

        // Cut off at its end. The first target is done when it is given again.
        async Task RunAsync(bool isRead, Ipv6Target? request, params int[] targets)
        {
            using var journal = _file.Open(ChangeAction.Assign);
            var account = journal.For(Account);
            if (request is not null)
                account.TakeIn(request, out _);
            var open = targets.Select(Target).Where(target => account.TakeIn(target, out _) is not null).ToList();
            if (open.Contains(Target(1)))
                await account.SettleAsync(Outcome(Target(1), ChangeStatus.Assigned));
            if (isRead)
                journal.EndInput();
            else
                await account.SettleAsync(Outcome(open[^1], ChangeStatus.Failed));
        }
    }

    [Fact]
    public async Task What_was_finished_from_the_journal_alone_is_history_when_that_has_all_targets()
    {
        foreach (var isWhole in new[] { false, true })
        {
            using (var cutOff = _file.Open())
            {
                cutOff.For(Account).TakeIn(Target(1), out _);
                if (isWhole)
                    cutOff.EndInput();
            }

            using (var resumed = ChangeJournal.OpenExisting(_file.FilePath, before => Run() with { Change = before.LastChange }))
            {
                await resumed.For(Account).SettleAsync(Outcome(Target(1), ChangeStatus.Removed));
                await resumed.EndAsync(Time);
            }

            using var same = _file.Open();
            Assert.Equal((true, isWhole), (same.Before.Latest!.IsEnded, same.IsNewChange));
            same.For(Account).TakeIn(Target(2), out _);
            same.EndInput();
            await same.EndAsync(Time);
        }

        // Another action does not wait for the rest.
        using var other = _file.Open(ChangeAction.Assign);
        Assert.True(other.IsNewChange);
    }

    /// <summary>Two rows of a table may ask for the same number on the same ENI: each is finished for itself.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task New_addresses_are_gone_on_with_for_the_request_that_lacks_them_and_not_for_one_like_it(bool isDone)
    {
        var first = Ipv6Target.New("cn-beijing", "eni-b", 2, asPrefixes: false);
        var second = Ipv6Target.New("cn-beijing", "eni-b", 2, asPrefixes: false);
        using (var cutOff = _file.Open(ChangeAction.Assign))
        {
            var account = cutOff.For(Account);
            account.TakeIn(first, out _);
            account.TakeIn(second, out _);
            if (isDone)
                await account.SettleAsync(first, [Outcome(Target(7), ChangeStatus.Assigned), Outcome(Target(8), ChangeStatus.Assigned)]);
            else
                account.Decline([first]);
            await account.IntendAsync([second], "token of the second", 1, Time, count: 2);
        }

        using var resumed = ChangeJournal.OpenExisting(
            _file.FilePath, before => Run(ChangeAction.Assign) with { Change = before.LastChange });
        var left = resumed.Before.Targets().Single(target => target.Status == JournalStatus.Unknown);
        var open = resumed.For(Account).TakeIn(left.Target, out var done);

        Assert.Empty(done);
        Assert.Equal((left.Target, 2), (open, open!.Count));
        Assert.Equal("token of the second", Assert.Single(resumed.Before.OpenCallsOf(left.Number)).Token);
    }

    /// <summary>A table may buy different bandwidths for one address, and both answers may be lost.</summary>
    [Fact]
    public async Task An_undo_of_two_purchases_for_one_address_knows_that_their_outcome_is_unknown()
    {
        Ipv6Target[] purchases = [.. Enumerable.Range(5, 2).Select(mbps =>
            Target(1) with { Purchase = new BandwidthTerms(mbps, "PayByTraffic") })];
        using (var cutOff = _file.Open(ChangeAction.AddBandwidth))
        {
            foreach (var purchase in purchases)
            {
                cutOff.For(Account).TakeIn(purchase, out _);
                await cutOff.For(Account).IntendAsync([purchase], null, 1, Time);
            }
        }

        using var undo = ChangeJournal.OpenExisting(
            _file.FilePath,
            before => Run(ChangeAction.RemoveBandwidth) with { Change = before.LastChange + 1, Undoes = before.LastChange });

        Assert.Equal(2, undo.UnknownBefore(Account, Target(1)));
    }

    [Fact]
    public async Task Many_notes_go_through_in_one_flush()
    {
        using var journal = _file.Open();
        var account = journal.For(Account);

        await Task.WhenAll(Enumerable.Range(1, 2000).Select(number => account.SettleAsync(Outcome(Target(number), ChangeStatus.Removed))));

        Assert.InRange(journal.Flushes, 1, 1000);
        Assert.Equal(2000, _file.Read().Totals()[JournalStatus.Removed]);
    }

    [Fact]
    public void A_journal_that_cannot_be_made_says_so()
    {
        var nowhere = Path.Combine(_file.Folder, "nowhere", "run.jsonl");

        var error = Assert.Throws<JournalException>(() => ChangeJournal.Open(nowhere, Run()));

        Assert.Equal(JournalProblem.CannotOpen, error.Problem);
        var reading = Assert.Throws<JournalException>(() => JournalState.Read(nowhere, CancellationToken.None));
        Assert.Equal(JournalProblem.CannotOpen, reading.Problem);
    }

    [Fact]
    public void A_folder_without_write_right_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Whoever runs this may write everywhere.");
        _file.SetFolderMode(UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(JournalProblem.CannotOpen, Assert.Throws<JournalException>(() => _file.Open()).Problem);
    }

    [Fact]
    public async Task After_a_full_disk_everything_fails_with_the_same_error()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no device without space.");
        await using var stream = new FullStream();
        using var journal = ChangeJournal.Open(_file.FilePath, _ => Run(), null, stream, stream.Flush);
        var account = journal.For(Account);

        var first = await Assert.ThrowsAsync<JournalException>(() => account.IntendAsync([Target(1)], null, 1, Time));
        var second = await Assert.ThrowsAsync<JournalException>(() => account.SettleAsync(Outcome(Target(1), ChangeStatus.Removed)));

        Assert.Equal(JournalProblem.CannotWrite, first.Problem);
        Assert.Contains("No space left on device", first.Message, StringComparison.Ordinal);
        Assert.Equal(first.Message, second.Message);
        // Thrown a thousand times, one and the same exception would have a thousand times the frames.
        Assert.NotSame(first, second);
        Assert.True(second.StackTrace!.Split('\n').Length <= first.StackTrace!.Split('\n').Length + 1, second.StackTrace);
    }

    // Nothing to read, and no room for anything: writes go to the device.
    private sealed class FullStream : Stream
    {
        private readonly FileStream _full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => _full.Flush(flushToDisk: true);

        public override int Read(byte[] buffer, int offset, int count) => 0;

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => _full.Write(buffer, offset, count);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _full.Dispose();
            base.Dispose(disposing);
        }
    }
}
