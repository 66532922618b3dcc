using EniTools.Api.Changes;
using EniTools.Api.Files;

namespace EniTools.Api.Journal;

/// <summary>A journal that a run writes to: what is to be done, before it is, and what became of it, before anybody is told.</summary>
/// <remarks>
/// Every line is part of a group that goes through to the device in one flush. One run at a time writes to a journal. After a write
/// that failed, everything fails with the same <see cref="JournalException"/>.
/// </remarks>
public sealed class ChangeJournal : IDisposable
{
    private readonly List<AccountJournal> _accounts = [];
    private readonly SortedDictionary<ChangeStatus, int> _totals = [];
    private readonly FileLock? _lock;
    private readonly Stream _stream;
    private readonly JournalFile _file;
    private int _accountCount;
    private int _targets;
    private int _calls;

    private ChangeJournal(string path, JournalState before, JournalRun run, FileLock? writerLock, Stream stream, JournalFile file)
    {
        (Path, Before, Run, _lock, _stream, _file) = (path, before, run, writerLock, stream, file);
        (_accountCount, _targets, _calls) = (before.Accounts.Count, before.TargetCount, before.CallCount);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What the journal showed before this run.</summary>
    public JournalState Before { get; }

    /// <summary>This run.</summary>
    public JournalRun Run { get; }

    /// <summary>How many times lines went through to the device.</summary>
    public int Flushes => _file.Flushes;

    /// <summary>Opens a journal to write to, or makes it: a file that only its user can read.</summary>
    /// <remarks>
    /// What a crash left of a last line is cut off. A run with the action of the journal's latest change goes on with that change; one
    /// that is to <see cref="JournalRun.Undoes">undo</see> it begins a new change with the opposite action, or goes on with that.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="run">Who runs what.</param>
    /// <exception cref="JournalException">It cannot be written, another run writes to it, it is about something else, or it is damaged.</exception>
    public static ChangeJournal Open(string path, JournalRun run)
    {
        FileLock? writerLock = null;
        FileStream? stream = null;
        try
        {
            writerLock = FileLock.TryTake(path) ?? throw JournalException.InUse(path);
            var file = stream = PrivateFile.OpenOrCreate(path);
            return Open(path, run, writerLock, stream, () => file.Flush(flushToDisk: true));
        }
        catch (Exception exception)
        {
            stream?.Dispose();
            writerLock?.Dispose();
            if (IsOfFiles(exception))
                throw JournalException.CannotOpen(path, exception);
            throw;
        }
    }

    /// <summary>What is left to do by the journal alone, the first one first; for an undo, what the change that is taken back has done.</summary>
    public IEnumerable<JournalTarget> Unfinished()
    {
        if (Run.Undoes is not { } undone)
            return Before.Targets(Run.Change).Where(target => !target.IsDone);
        var isNew = Run.Change != Before.LastChange;
        return Before.Targets(undone).Where(target => target.IsChanged && (isNew || !Before.IsDone(target)));
    }

    /// <summary>The part of the journal for the targets of an account.</summary>
    /// <exception cref="JournalException">The journal has it with another number or endpoint, or cannot be written.</exception>
    public AccountJournal For(JournalAccount account)
    {
        lock (_accounts)
        {
            var number = _accounts.FindIndex(known => known.Account.Profile == account.Profile);
            if (number >= 0)
            {
                var known = _accounts[number].Account;
                var isOther = known.AccountId is not null && account.AccountId is not null && known.AccountId != account.AccountId;
                if (isOther || known.Endpoint != account.Endpoint)
                    throw OtherAccount(known, account);
                return _accounts[number];
            }

            _accounts.Add(new AccountJournal(this, account, number: null));
            return _accounts[_accounts.Count - 1];
        }
    }

    /// <summary>Completes when it is noted that the run came to its end.</summary>
    public Task EndAsync(DateTimeOffset time) => AddAsync(writer => writer.Line("end", line =>
    {
        line.With("run", Run.Id).With("time", time);
        foreach (var total in _totals)
            line.With(NameOf(total.Key), total.Value);
    }));

    /// <summary>Closes the journal. A run that did not end shows as one that was killed.</summary>
    public void Dispose()
    {
        _file.WaitUntilIdle();
        var isEmpty = _stream is FileStream { Length: 0 };
        _stream.Dispose();
        if (isEmpty)
            File.Delete(Path);
        _lock?.Dispose();
    }

    internal static ChangeJournal Open(
        string path, JournalRun run, FileLock? writerLock, Stream stream, Action flush, Action<Action>? begin = null)
    {
        var before = JournalState.Read(stream, path);
        var goesOn = before.LastAction == run.Action && (run.Undoes is null || run.Undoes == before.LastUndoes);
        if (!goesOn && run.Undoes is null && before.LastAction is { } action)
        {
            throw new JournalException(
                JournalProblem.OtherChange,
                path,
                $"The journal '{path}' is about the opposite change: its latest one is '{action}'. It was left as it is.");
        }

        if (!goesOn && run.Undoes is { } undone && (undone != before.LastChange || before.LastAction == run.Action))
        {
            throw new JournalException(
                JournalProblem.OtherChange,
                path,
                $"Only the latest change of the journal '{path}' can be taken back, number {before.LastChange}. It was left as it is.");
        }

        if (stream.CanSeek)
        {
            if (stream.Length > before.WholeLength)
                stream.SetLength(before.WholeLength);
            stream.Position = before.WholeLength;
        }

        run = goesOn ? run with { Change = before.LastChange, Undoes = before.LastUndoes } : run with { Change = before.LastChange + 1 };
        // A run that does nothing leaves the journal as it is.
        var file = new JournalFile(stream, flush, path, before.Check, begin)
        {
            Head = line => line
                .With("journal", "EniTools").With("version", JournalFormat.Version)
                .With("run", run.Id).With("change", run.Change).With("action", run.Action.ToString()).With("undoes", run.Undoes)
                .With("time", run.Time)
                .With("user", run.User).With("host", run.Host).With("process", run.Process)
                .With("moduleVersion", run.ModuleVersion).With("command", run.Command),
        };
        var journal = new ChangeJournal(path, before, run, writerLock, stream, file);
        foreach (var account in before.Accounts)
            journal._accounts.Add(new AccountJournal(journal, account, journal._accounts.Count));
        return journal;
    }

    /// <summary>Whether an exception says that a file cannot be opened, read or written.</summary>
    internal static bool IsOfFiles(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or ObjectDisposedException;

    /// <summary>Adds lines.</summary>
    /// <returns>Completes when they are on the device.</returns>
    internal Task AddAsync(Action<JournalFile.Writer> write) => _file.AddDurablyAsync(write);

    /// <summary>Adds lines that nobody waits for. A journal that has failed says so to whoever must wait.</summary>
    internal void Add(Action<JournalFile.Writer> write) => _file.Add(write);

    /// <summary>Numbers the next targets. To be called while lines are added.</summary>
    /// <returns>The first number.</returns>
    internal int NextTargets(int count) => (_targets += count) - count + 1;

    /// <summary>The number of the next account. To be called while lines are added.</summary>
    internal int NextAccount() => _accountCount++;

    /// <summary>The number of the next call. To be called while lines are added.</summary>
    internal int NextCall() => ++_calls;

    /// <summary>Counts an outcome. To be called while lines are added.</summary>
    internal void Count(ChangeStatus status) => _totals[status] = (_totals.TryGetValue(status, out var count) ? count : 0) + 1;

    // As a member of a line.
    private static string NameOf(ChangeStatus status) => char.ToLowerInvariant(status.ToString()[0]) + status.ToString().Substring(1);

    private JournalException OtherAccount(JournalAccount known, JournalAccount asked) => new(
        JournalProblem.OtherAccount,
        Path,
        known.Endpoint != asked.Endpoint
            ? $"The journal '{Path}' is about the endpoint {known.Endpoint ?? "of the region"}, and this run is for "
                + $"{asked.Endpoint ?? "that of the region"}. It was left as it is."
            : $"The journal '{Path}' is about account {known.AccountId}, and this run is for {asked.AccountId}. It was left as it is.");
}
