using System.Collections;
using EniTools.Api.Changes;
using EniTools.Api.Files;

namespace EniTools.Api.Journal;

/// <summary>The journal of a run. A call is noted before it leaves, and an outcome before it is reported.</summary>
/// <remarks>
/// One flush to the device takes all lines that wait for it. One run at a time writes to a journal. After a write that failed,
/// everything fails with the same <see cref="JournalException"/>.
/// </remarks>
internal sealed class ChangeJournal : IDisposable
{
    private readonly List<AccountJournal> _accounts = [];
    private readonly SortedDictionary<ChangeStatus, int> _totals = [];
    private readonly LockedFile? _lock;
    private readonly Stream _stream;
    private readonly JournalFile _file;

    // Null if the run is no undo.
    private readonly Lazy<Undoing>? _undoing;
    private readonly Lazy<Dictionary<(JournalAccount Account, Ipv6Target Target), int>> _unknownBefore;
    private readonly Lazy<HashSet<(JournalAccount Account, Ipv6Target Target)>> _sentSince;

    // By their numbers.
    private readonly BitArray _givenAgain;
    private int _givenAgainCount;
    private int _accountCount;
    private int _targets;
    private int _calls;

    private ChangeJournal(string path, JournalState before, JournalRun run, LockedFile? writerLock, Stream stream, JournalFile file)
    {
        (Path, Before, Run, _lock, _stream, _file) = (path, before, run, writerLock, stream, file);
        (_accountCount, _targets, _calls) = (before.Accounts.Count, before.TargetCount, before.CallCount);
        _undoing = run.Undoes is { } undone ? new(() => new Undoing(before, undone)) : null;
        _unknownBefore = new(() => before.Targets(run.Undoes)
            .Where(target => target.Target.Count is null && (target.Status == JournalStatus.Unknown || target.IsLost))
            // Purchases of one address may differ.
            .GroupBy(KeyOf).ToDictionary(same => same.Key, same => same.Last().Number));
        _sentSince = new(() => [.. before.TargetsAfter(run.Undoes ?? run.Change)
            .Where(target => target.Target.Count is null && (target.Attempts > 0 || target.IsLost)).Select(KeyOf)]);
        _givenAgain = new(before.TargetCount + 1);
    }

    public string Path { get; }

    /// <summary>The content of the journal before this run.</summary>
    public JournalState Before { get; }

    public JournalRun Run { get; }

    /// <summary>The number of flushes to the device.</summary>
    public int Flushes => _file.Flushes;

    /// <summary>The error that ended the writing; null while lines can be written.</summary>
    public JournalException? Failure => _file.Failure;

    /// <summary>Opens a journal for writing, or creates it as a file that only its user can read.</summary>
    /// <remarks>
    /// The rest of a last line that a crash left is cut off. A run goes on with the journal's latest change if that has the same action and is
    /// not history; otherwise it begins a new one. A run that is to <see cref="JournalRun.Undoes">undo</see> a change goes on with
    /// the latest change if that undoes the same one.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="run">The run that begins.</param>
    /// <param name="isPreview">True for a preview, which writes nothing.</param>
    /// <exception cref="JournalException">The file cannot be written, another run has it, it is about something else, or it is damaged.</exception>
    public static ChangeJournal Open(string path, JournalRun run, bool isPreview = false) =>
        isPreview ? Preview(path, _ => run) : OpenFile(path, _ => run);

    /// <summary>Opens a journal that exists, for a run that takes its targets from the journal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="runAfter">Makes the run that begins, from the content of the journal.</param>
    /// <param name="isPreview">True for a preview, which writes nothing.</param>
    /// <exception cref="JournalException">There is no such file, it cannot be written, another run has it, or it is damaged.</exception>
    public static ChangeJournal OpenExisting(string path, Func<JournalState, JournalRun> runAfter, bool isPreview = false)
    {
        if (!File.Exists(path))
            throw JournalException.CannotOpen(path, new FileNotFoundException("There is no such file."));
        return isPreview ? Preview(path, After) : OpenFile(path, After);

        JournalRun After(JournalState before) => before.Latest is null ? throw JournalException.NotAJournal(path) : runAfter(before);
    }

    /// <summary>
    /// Gets the targets that are left to do, the first one first. For an undo, these are the targets that the change did or may have done.
    /// </summary>
    /// <param name="withDeclined">True if an undo asks again for targets that were declined.</param>
    public IEnumerable<JournalTarget> Unfinished(bool withDeclined = false)
    {
        if (_undoing is null)
            return Before.Targets(Run.Change).Where(target => !target.IsDone);
        return _undoing.Value.Targets()
            .Where(target => withDeclined || IsNewChange || _undoing.Value.StatusInLatest(target) != JournalStatus.Declined)
            .Select(target => target with { Target = ToUndo(target) });
    }

    /// <summary>Gets the part of the journal for the targets of an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="mayBeOther">True if the account may be one that the journal does not have yet.</param>
    /// <exception cref="JournalException">The journal is for another account or endpoint.</exception>
    public AccountJournal For(JournalAccount account, bool mayBeOther = true)
    {
        lock (_accounts)
        {
            if (Known(account) is { } known)
            {
                var isOther = known.Account.AccountId is { } id && account.AccountId is { } asked && id != asked;
                return isOther || known.Account.Endpoint != account.Endpoint ? throw OtherAccount(known.Account, account) : known;
            }

            if (!mayBeOther && _accounts.Count > 0)
            {
                // A preview does not ask whose key it is.
                return account.AccountId is null && _accounts.Count == 1 ? _accounts[0] : throw OtherAccount(_accounts[0].Account, account);
            }

            _accounts.Add(new AccountJournal(this, account, number: null));
            return _accounts[_accounts.Count - 1];
        }
    }

    /// <summary>Notes that all targets that the run was given are in the journal, and how many of earlier runs it was not given.</summary>
    public void EndInput()
    {
        int? without = IsNewChange ? 0 : Before.InputCount - _givenAgainCount;
        if (!IsUntouched || !IsNewChange)
            Add(writer => writer.Line("inputEnd", line => line.With("without", without == 0 ? null : without)));
    }

    /// <summary>Notes the end of the run.</summary>
    /// <param name="time">The time of the end.</param>
    /// <param name="isStopped">True if the run was stopped before all was done.</param>
    /// <returns>A task that completes when the line is on the device.</returns>
    public Task EndAsync(DateTimeOffset time, bool isStopped = false)
    {
        // A run that was refused, or found nothing to do, leaves all as it was, but for a change that was cut off and is at its end now.
        if (IsUntouched && (isStopped || IsNewChange || Before.Latest!.IsEnded))
            return Task.CompletedTask;
        return AddAsync(writer => writer.Line("end", line =>
        {
            line.With("run", Run.Id).With("time", time).With("stopped", isStopped);
            foreach (var total in _totals)
                line.With(NameOf(total.Key), total.Value);
        }));
    }

    /// <summary>Closes the journal. A run without an end looks like one that was killed.</summary>
    public void Dispose()
    {
        _file.WaitUntilIdle();
        _lock?.Dispose();
        _stream.Dispose();
    }

    /// <summary>Returns whether a run has a journal now, in this process or another one.</summary>
    public static bool IsInUse(string path) => LockedFile.IsLocked(path);

    internal static ChangeJournal Open(
        string path,
        Func<JournalState, JournalRun> runAfter,
        LockedFile? writerLock,
        Stream stream,
        Action flush,
        Action<Action>? begin = null)
    {
        var before = Undamaged(JournalState.Read(stream, path));
        var run = Numbered(runAfter(before), before, path);
        if (stream.CanSeek)
        {
            if (stream.Length > before.WholeLength)
                stream.SetLength(before.WholeLength);
            stream.Position = before.WholeLength;
        }

        // A run that does nothing leaves the journal as it is.
        var file = new JournalFile(stream, flush, path, before.Check, begin)
        {
            Displacement = writerLock is null ? null : () => writerLock.Displacement(stream.Position),
            Head = line => line
                .With("journal", "EniTools").With("version", JournalFormat.Version)
                .With("run", run.Id).With("change", run.Change).With("action", run.Action.ToString()).With("undoes", run.Undoes)
                .With("time", run.Time)
                .With("user", run.User).With("host", run.Host).With("process", run.Process)
                .With("moduleVersion", run.ModuleVersion).With("command", run.Command),
        };
        return WithAccounts(new ChangeJournal(path, before, run, writerLock, stream, file));
    }

    /// <summary>True if the run has a change of its own, which the journal did not have before.</summary>
    internal bool IsNewChange => Run.Change != Before.LastChange;

    /// <summary>Gets the number of a target in the change that is taken back, if that may have changed it; null otherwise.</summary>
    internal int? UnknownBefore(JournalAccount account, Ipv6Target target) =>
        Run.Undoes is not null && _unknownBefore.Value.TryGetValue((account, target with { Purchase = null }), out var number)
            ? number
            : null;

    /// <summary>True if a target was sent by a change after the one that is taken back, such as an earlier run of this undo.</summary>
    internal bool WasSentSince(JournalAccount account, Ipv6Target target) =>
        _sentSince.Value.Contains((account, target with { Purchase = null }));

    private static (JournalAccount Account, Ipv6Target Target) KeyOf(JournalTarget target) =>
        (target.Account, target.Target with { Purchase = null });

    /// <summary>Returns whether an exception says that a file cannot be opened, read or written.</summary>
    internal static bool IsOfFiles(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or ObjectDisposedException;

    /// <summary>Reads a file.</summary>
    /// <exception cref="JournalException">It cannot be opened or read.</exception>
    internal static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            throw JournalException.CannotOpen(path, exception);
        }
    }

    /// <returns>A task that completes when the lines are on the device.</returns>
    internal Task AddAsync(Action<JournalFile.Writer> write) => _file.AddDurablyAsync(write);

    /// <summary>Adds lines that the caller does not wait for. The next caller that waits meets the failure of the journal.</summary>
    internal void Add(Action<JournalFile.Writer> write) => _file.Add(write);

    /// <summary>Takes the next numbers of targets, while lines are added.</summary>
    /// <returns>The first of the numbers.</returns>
    internal int NextTargets(int count) => (_targets += count) - count + 1;

    /// <summary>Notes that an earlier run of the change was given the same target. Called by one thread at a time.</summary>
    internal void TakeAgain(int number)
    {
        if (_givenAgain[number])
            return;
        _givenAgain[number] = true;
        _givenAgainCount++;
    }

    /// <summary>True if the run was given a target of an earlier run.</summary>
    internal bool IsTakenAgain(int number) => _givenAgain[number];

    /// <summary>Takes the next number of an account, while lines are added.</summary>
    internal int NextAccount() => _accountCount++;

    /// <summary>Takes the next number of a call, while lines are added.</summary>
    internal int NextCall() => ++_calls;

    /// <summary>Counts an outcome, while lines are added.</summary>
    internal void Count(ChangeStatus status) => _totals[status] = (_totals.TryGetValue(status, out var count) ? count : 0) + 1;

    private static ChangeJournal OpenFile(string path, Func<JournalState, JournalRun> runAfter)
    {
        LockedFile? file = null;
        try
        {
            file = PrivateFile.TryOpen(path) ?? throw JournalException.InUse(path);
            var stream = file.Stream;
            return Open(path, runAfter, file, stream, () => stream.Flush(flushToDisk: true));
        }
        catch (Exception exception)
        {
            file?.Dispose();
            if (IsOfFiles(exception))
                throw JournalException.CannotOpen(path, exception);
            throw;
        }
    }

    private static ChangeJournal Preview(string path, Func<JournalState, JournalRun> runAfter)
    {
        var before = Undamaged(File.Exists(path) ? ReadTrusted(path) : JournalState.Read(Stream.Null, path));
        var file = new JournalFile(Stream.Null, () => { }, path, before.Check, begin: null);
        return WithAccounts(new ChangeJournal(path, before, Numbered(runAfter(before), before, path), null, Stream.Null, file));
    }

    private static JournalState ReadTrusted(string path) => Reading(path, () =>
    {
        using var stream = PrivateFile.OpenToRead(path);
        return JournalState.Read(stream, path);
    });

    private static ChangeJournal WithAccounts(ChangeJournal journal)
    {
        foreach (var account in journal.Before.Accounts)
            journal._accounts.Add(new AccountJournal(journal, account, journal._accounts.Count));
        return journal;
    }

    // The change that a run goes on with or begins.
    private static JournalRun Numbered(JournalRun run, JournalState before, string path)
    {
        if (before.Latest is not { } latest)
            return run with { Change = 1 };
        if (run.Undoes is { } undone)
        {
            if (undone > latest.Number)
                throw JournalException.NoSuchChange(path, undone, latest.Number);
            if (latest.Undoes == undone)
                return run with { Change = latest.Number };
            if (undone == latest.Number && before.Targets().FirstOrDefault(target => target.MayBeAskedAgain(run.Time)) is { } unknown)
                throw JournalException.GivenNotKnown(path, unknown.Target);
            return run with { Change = latest.Number + 1 };
        }

        if (run.Change == latest.Number)
            return run;
        // A run that gives its targets itself never goes on with an undo.
        if (latest is { IsHistory: false, Undoes: null } && latest.Action == run.Action)
            return run with { Change = latest.Number };
        return latest.IsEnded ? run with { Change = latest.Number + 1 } : throw JournalException.OtherChange(path, latest);
    }

    // Nothing is written after a line that is damaged.
    private static JournalState Undamaged(JournalState state) => state.Damage is { } damage ? throw damage : state;

    private bool IsUntouched => _file.Head is not null;

    private AccountJournal? Known(JournalAccount account) =>
        _accounts.Find(known => known.Account.Profile == account.Profile)
        ?? _accounts.Find(known => account.AccountId is not null && known.Account.AccountId == account.AccountId);

    // What was ended is bought back as it was; what was bought is ended, whatever it is by now.
    private Ipv6Target ToUndo(JournalTarget changed) =>
        changed.Target with { Purchase = Run.Action.Buys() ? changed.Had : null };

    // As a member of a line.
    private static string NameOf(ChangeStatus status) => char.ToLowerInvariant(status.ToString()[0]) + status.ToString().Substring(1);

    private JournalException OtherAccount(JournalAccount known, JournalAccount asked) => new(
        JournalProblem.OtherAccount,
        Path,
        known.Endpoint != asked.Endpoint
            ? $"The journal '{Path}' is about the endpoint {known.Endpoint ?? "of the region"}, and this run is for "
                + $"{asked.Endpoint ?? "that of the region"}. It was left as it is."
            : $"The journal '{Path}' is about {Named(known)}, and this run is for {Named(asked)}. It was left as it is.");

    private static string Named(JournalAccount account) =>
        $"account {account.AccountId ?? "(not known)"}{(account.Profile is { } profile ? $" (profile {profile})" : "")}";
}
