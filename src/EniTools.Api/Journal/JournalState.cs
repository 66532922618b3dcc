using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Files;

namespace EniTools.Api.Journal;

/// <summary>What a journal shows: its runs, and what is known of each target.</summary>
/// <remarks>It takes less than 100 bytes for a target. Reading goes on to where the journal is when it is read, also when a run writes to it.</remarks>
internal sealed class JournalState
{
    // What is to be bought, and what was found before it was ended, by the number of the target. Few have either.
    private readonly Dictionary<int, BandwidthTerms> _purchases = [];
    private readonly Dictionary<int, BandwidthTerms> _had = [];
    private readonly TargetTable _table = new();
    private readonly OpenCalls _calls = new();
    private readonly Dictionary<int, CountState> _counts = [];
    private readonly List<JournalRun> _runs = [];
    private readonly List<JournalChange> _changes = [];
    private readonly List<JournalAccount> _accounts = [];
    private readonly List<int> _numbers = [];
    private int _version;
    private bool _hasTakenInput;
    private Dictionary<(int Account, Ipv6Target Target), int>? _index;

    private JournalState()
    {
    }

    /// <summary>The runs, the first one first.</summary>
    public IReadOnlyList<JournalRun> Runs => _runs;

    /// <summary>The accounts that the targets are for.</summary>
    public IReadOnlyList<JournalAccount> Accounts => _accounts;

    /// <summary>The changes, the first one first: number 1 is at index 0.</summary>
    public IReadOnlyList<JournalChange> Changes => _changes;

    /// <summary>The latest change; null when there is none.</summary>
    public JournalChange? Latest => _changes.Count == 0 ? null : _changes[_changes.Count - 1];

    /// <summary>The number of the latest change; zero when there is none.</summary>
    public int LastChange => _changes.Count;

    /// <summary>The latest change that takes no other one back, which is what an undo means; null when there is none.</summary>
    public JournalChange? LatestOwn => _changes.FindLast(change => change.Undoes is null);

    /// <summary>
    /// What is wrong with a line in the middle; null when nothing is. Everything is read from the whole lines before it, and nothing from
    /// what follows.
    /// </summary>
    public JournalException? Damage { get; private set; }

    /// <summary>Whether a crash left a last line that is not whole. It is passed over.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>The length of the whole lines, in bytes.</summary>
    internal long WholeLength { get; private set; }

    /// <summary>The check of the last whole line.</summary>
    internal uint Check { get; private set; }

    /// <summary>The highest number of a target.</summary>
    internal int TargetCount => _table.Count;

    /// <summary>The number of targets that the runs of the latest change were given. An address of the service's choice is none of them.</summary>
    internal int InputCount { get; private set; }

    /// <summary>The highest number of a call.</summary>
    internal int CallCount { get; private set; }

    /// <summary>Reads a journal, also of a run that is under way.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="JournalException">There is none, its first line is damaged, or it is of a later version or something else.</exception>
    public static JournalState Read(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            using var stream = RegularFile.OpenToRead(path);
            return Read(stream, path, cancellationToken);
        }
        catch (Exception exception) when (ChangeJournal.IsOfFiles(exception))
        {
            throw JournalException.CannotOpen(path, exception);
        }
    }

    /// <summary>The targets of a change in the order in which they were given, with what is known of each.</summary>
    /// <param name="change">The number of the change; null for the latest.</param>
    public IEnumerable<JournalTarget> Targets(int? change = null)
    {
        var wanted = change ?? LastChange;
        for (var number = 1; number <= _table.Count; number++)
        {
            if (_table[number].Change == wanted && Target(number) is { } target)
                yield return target;
        }
    }

    /// <summary>How many targets of a change have each status.</summary>
    /// <param name="change">The number of the change; null for the latest.</param>
    public IReadOnlyDictionary<JournalStatus, int> Totals(int? change = null)
    {
        var wanted = change ?? LastChange;
        var totals = new SortedDictionary<JournalStatus, int>();
        for (var number = 1; number <= _table.Count; number++)
        {
            if (_table[number].Change != wanted || (_table[number].IsCount && _counts[number].Missing == 0))
                continue;
            var status = StatusOf(number);
            totals[status] =
                (totals.TryGetValue(status, out var count) ? count : 0) + (_table[number].IsCount ? _counts[number].Missing : 1);
        }

        return totals;
    }

    internal static JournalState Read(Stream stream, string path, CancellationToken cancellationToken = default)
    {
        var start = stream.CanSeek ? stream.Position : 0;
        var state = new JournalState();
        if (state.ReadLines(new JournalReader(stream, path), long.MaxValue, cancellationToken) is not { } misunderstood)
            return state;
        // Of a line that makes no sense, some may have been taken already.
        if (!stream.CanSeek)
            throw misunderstood;
        stream.Position = start;
        state = new JournalState { Damage = misunderstood };
        state.ReadLines(new JournalReader(stream, path), misunderstood.Line!.Value - 1, cancellationToken);
        return state;
    }

    // Returns the error for a line whose check is right and that makes no sense.
    private JournalException? ReadLines(JournalReader reader, long lines, CancellationToken cancellationToken)
    {
        try
        {
            while (reader.Line < lines && reader.Next() is { } record)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Take(record);
                (WholeLength, Check) = (reader.WholeLength, reader.Check);
            }

            IsTorn = Damage is null && reader.IsTorn;
        }
        catch (JournalException damage) when (damage.Problem == JournalProblem.Damaged && _runs.Count > 0)
        {
            Damage = damage;
        }
        catch (Exception exception) when (JournalReader.IsMisunderstanding(exception))
        {
            var misunderstood = reader.Misunderstood(exception);
            return reader.Line > 1 ? misunderstood : throw misunderstood;
        }

        return null;
    }

    /// <summary>The number of a target of the latest change; null when the journal does not have it.</summary>
    internal int? Find(int account, Ipv6Target target) => Index.TryGetValue((account, target), out var number) ? number : null;

    /// <summary>The targets of all changes after one.</summary>
    internal IEnumerable<JournalTarget> TargetsAfter(int change)
    {
        for (var number = 1; number <= _table.Count; number++)
        {
            if (_table[number].Change > change && Target(number) is { } target)
                yield return target;
        }
    }

    /// <summary>The number of a request of the latest change of which something is missing, and which is not given yet.</summary>
    internal int? Find(int account, CountRequest request, Func<int, bool> isFree)
    {
        foreach (var entry in _counts)
        {
            var (number, count) = (entry.Key, entry.Value);
            ref var row = ref _table[number];
            if (row.Change == LastChange && row.Account == account && _table.TextOf(row.Region) == request.RegionId
                && _table.TextOf(row.Eni) == request.NetworkInterfaceId
                && count.Count == request.Count && count.AsPrefixes == request.AsPrefixes && isFree(number))
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>What is known of a target; null for a request of which nothing is missing.</summary>
    internal JournalTarget? Target(int number)
    {
        ref var row = ref _table[number];
        var missing = row.IsCount ? Missing(number) : null;
        if (row.IsCount && missing is null)
            return null;
        return new JournalTarget
        {
            Number = number,
            Change = row.Change,
            Account = _accounts[row.Account],
            Target = row.IsCount ? null : TargetOf(number),
            Had = _had.TryGetValue(number, out var had) ? had : null,
            Missing = missing,
            Unanswered = missing is null ? null : Unanswered(number),
            Status = StatusOf(number),
            Code = _table.TextOf(row.Code),
            Message = _table.TextOf(row.Message),
            HttpStatus = row.HttpStatus == 0 ? null : row.HttpStatus,
            RequestId = _table.RequestIdOf(number, row),
            Attempts = row.Attempts,
            Time = row.Ticks == 0 ? null : new DateTimeOffset(row.Ticks, TimeSpan.Zero),
            ConfirmedByLooking = row.ConfirmedByLooking,
            Run = row.Ticks == 0 ? null : _runs[row.Run],
            IsLost = row.IsLost,
        };
    }

    /// <summary>What is missing of a request; null when nothing is.</summary>
    internal CountRequest? Missing(int number)
    {
        ref var row = ref _table[number];
        return _counts[number] is { Missing: > 0 } count
            ? new CountRequest(_table.Texts[row.Region], _table.Texts[row.Eni], count.Missing, count.AsPrefixes)
            : null;
    }

    /// <summary>The first call for a request whose answer is not known; null when there is none.</summary>
    internal UnansweredRequest? Unanswered(int number) => _calls.Of(number) is { Count: > 0 } calls
        ? new UnansweredRequest(calls[0].Token, calls[0].Count, AttemptsOf(number), calls[0].Sent)
        : null;

    /// <summary>What was given for a request.</summary>
    internal IReadOnlyList<JournalTarget> Given(int number) => [.. _counts[number].Given.Select(given => Target(given)!)];

    /// <summary>How many times a target was sent.</summary>
    internal int AttemptsOf(int number) => _table[number].Attempts;

    /// <summary>The calls with a target that may have had their effect although nothing says so.</summary>
    internal IReadOnlyList<OpenCall> OpenCallsOf(int number) => _calls.Of(number);

    /// <summary>A target by its number.</summary>
    internal Ipv6Target TargetOf(int number) => _purchases.TryGetValue(number, out var purchase)
        ? _table.TargetOf(_table[number]) with { Purchase = purchase }
        : _table.TargetOf(_table[number]);

    private Dictionary<(int Account, Ipv6Target Target), int> Index => _index ??= NewIndex();

    private Dictionary<(int Account, Ipv6Target Target), int> NewIndex()
    {
        var index = new Dictionary<(int Account, Ipv6Target Target), int>();
        for (var number = 1; number <= _table.Count; number++)
        {
            ref var row = ref _table[number];
            if (row.Change == LastChange && !row.IsCount)
                index[(row.Account, TargetOf(number))] = number;
        }

        return index;
    }

    private JournalStatus StatusOf(int number)
    {
        var status = _table[number].Status;
        // A No decides what is not sent. It does not make known what is not.
        if (status is not (JournalStatus.NotSent or JournalStatus.Unknown or JournalStatus.Declined))
            return status;
        if (_calls.Of(number).Count > 0 || _table[number].IsLost)
            return JournalStatus.Unknown;
        return status == JournalStatus.Declined ? status : JournalStatus.NotSent;
    }

    // Of two steps, the first may have been sent.
    private bool IsHalfDone(int number) =>
        _table[number].Attempts > 0 && (_had.ContainsKey(number) || _purchases.ContainsKey(number));

    private void Take(JournalRecord record)
    {
        switch (record.TextOf(Member.Type))
        {
            case "input":
                TakeInput(record);
                break;
            case "intent":
                TakeIntent(record);
                break;
            case "outcome":
                TakeOutcome(record);
                break;
            case "found":
                _had[record.NumberOf(Member.Target)] = TermsOf(record);
                break;
            case "refused":
                _calls.Refused(record.NumberOf(Member.Call));
                break;
            case "given":
                TakeGiven(record);
                break;
            case "declined":
                record.NumbersOf(Member.Targets, _numbers);
                foreach (var number in _numbers)
                    Decline(number);
                break;
            case "run":
                TakeRun(record);
                break;
            case "account":
                _accounts.Add(new JournalAccount(record.Text(Member.Profile), record.Text(Member.AccountId), record.Text(Member.Endpoint)));
                break;
            case "inputEnd":
                Update(_runs[_runs.Count - 1] with { HasReadInput = true });
                Latest!.HasAllInput |= !record.Has(Member.Without);
                break;
            case "lost":
                TakeLost();
                break;
            case "end":
                TakeEnd(record);
                break;
            default:
                throw new FormatException("is of a type that is not known");
        }
    }

    private void TakeRun(JournalRecord record)
    {
        var run = new JournalRun
        {
            Id = record.TextOf(Member.Run),
            Change = record.NumberOf(Member.Change),
            Action = (ChangeAction)Enum.Parse(typeof(ChangeAction), record.TextOf(Member.Action)),
            Undoes = record.Number(Member.Undoes),
            Command = record.Text(Member.Command),
            ModuleVersion = record.Text(Member.ModuleVersion),
            Time = record.TimeOf(Member.Time),
            User = record.TextOf(Member.User),
            Host = record.TextOf(Member.Host),
            Process = record.NumberOf(Member.Process),
        };
        if (run.Undoes is { } undone && (undone < 1 || undone >= run.Change))
            throw new FormatException($"takes back change {undone}, which is not before it");
        (_version, _hasTakenInput) = (record.NumberOf(Member.Version), false);
        _runs.Add(run);
        if (run.Change == LastChange + 1)
        {
            _changes.Add(new JournalChange(run));
            InputCount = 0;
        }
        else if (Latest is { } latest && run.Change == latest.Number && run.Action == latest.Action && run.Undoes == latest.Undoes)
            latest.Add(run);
        else
            throw new FormatException($"is of change {run.Change} after {LastChange}");
    }

    private void TakeEnd(JournalRecord record)
    {
        var run = _runs[_runs.Count - 1] with { HasEnded = true, WasStopped = record.Has(Member.Stopped) };
        // Version 1 did not note it. There, a run that came to its end had read all of its input, if it was given any.
        if (_version == 1 && !run.WasStopped)
        {
            run = run with { HasReadInput = true };
            Latest!.HasAllInput |= _hasTakenInput;
        }

        Update(run);
    }

    private void Update(JournalRun run)
    {
        _runs[_runs.Count - 1] = run;
        _changes[_changes.Count - 1].UpdateLastRun(run);
    }

    // What is half done stays so.
    private void Decline(int number)
    {
        ref var row = ref _table[number];
        if (row.Status != JournalStatus.Failed || !IsHalfDone(number))
            row.Status = JournalStatus.Declined;
    }

    // Lines were lost here: a call with any target that is not done may have been among them.
    private void TakeLost()
    {
        foreach (var target in Targets().Where(target => target is { IsChanged: false, Status: not JournalStatus.Unknown }))
        {
            ref var row = ref _table[target.Number];
            row.Status = JournalStatus.NotSent;
            // The same call for an address shows what is so. For a number of addresses, it would give as many again.
            if (row.IsCount)
                _calls.Add(new OpenCall(++CallCount, [target.Number], Token: null, Count: 0, default));
            else
                row.IsLost = true;
        }
    }

    private void TakeInput(JournalRecord record)
    {
        _hasTakenInput = true;
        InputCount++;
        // What is given anew shows that an earlier run was not given all.
        Latest!.HasAllInput = false;
        var number = record.NumberOf(Member.Target);
        ref var row = ref _table.Add(number);
        row.Change = LastChange;
        row.Account = (ushort)record.NumberOf(Member.Account);
        if (row.Account >= _accounts.Count)
            throw new FormatException($"names account {row.Account}, which is not there");
        row.Region = record.Intern(Member.Region, _table.Texts);
        row.Eni = record.Intern(Member.Eni, _table.Texts);
        row.IsCount = record.Has(Member.Count);
        if (row.IsCount)
            _counts.Add(number, new CountState(record.NumberOf(Member.Count), record.Has(Member.Prefixes)));
        else
            SetItem(ref row, record.ItemOf(Member.Item));
        if (record.Has(Member.Mbps))
            _purchases.Add(number, TermsOf(record));
    }

    private static BandwidthTerms TermsOf(JournalRecord record) => new(record.NumberOf(Member.Mbps), record.TextOf(Member.ChargeType));

    private void TakeIntent(JournalRecord record)
    {
        CallCount = Math.Max(CallCount, record.NumberOf(Member.Call));
        record.NumbersOf(Member.Targets, _numbers);
        var (attempt, ticks) = ((ushort)record.NumberOf(Member.Attempt), record.TimeOf(Member.Time).UtcTicks);
        foreach (var number in _numbers)
        {
            ref var row = ref _table[number];
            (row.Attempts, row.Ticks, row.Run) = (attempt, ticks, RunNumber);
            // What is sent again is open again.
            row.Status = JournalStatus.NotSent;
        }

        _calls.Add(new OpenCall(
            record.NumberOf(Member.Call), [.. _numbers], record.Text(Member.Token), record.Number(Member.Count) ?? 0, ticks));
    }

    private void TakeOutcome(JournalRecord record)
    {
        var number = record.NumberOf(Member.Target);
        ref var row = ref _table[number];
        row.ConfirmedByLooking = record.Has(Member.ConfirmedByLooking);
        TakeAnswer(record, number);
        row.Code = record.Intern(Member.Code, _table.Texts);
        row.Message = record.Intern(Member.Message, _table.Texts);
        row.HttpStatus = (ushort)(record.Number(Member.HttpStatus) ?? 0);
        row.Status = StatusIn(record, number);
        row.IsLost &= row.Status is not (JournalStatus.Removed or JournalStatus.Assigned);
        if (row.Status != JournalStatus.Unknown)
            _calls.Settled(number, byAnswer: row.Status is JournalStatus.Removed or JournalStatus.Assigned && !row.ConfirmedByLooking);
    }

    private JournalStatus StatusIn(JournalRecord record, int number)
    {
        var status = (JournalStatus)Enum.Parse(typeof(JournalStatus), record.TextOf(Member.Status));
        // Earlier journals call it a failure.
        if (status == JournalStatus.Failed && record.Text(Member.Code) == NotSentException.NotSentCode)
            status = JournalStatus.NotSent;
        return status == JournalStatus.NotSent && IsHalfDone(number) ? JournalStatus.Failed : status;
    }

    private void TakeGiven(JournalRecord record)
    {
        var request = record.NumberOf(Member.Target);
        var items = record.ItemsOf(Member.Items);
        _counts[request].Missing -= items.Count;
        _calls.Settled(request, byAnswer: true);
        var first = record.NumberOf(Member.First);
        for (var i = 0; i < items.Count; i++)
        {
            ref var row = ref _table.Add(first + i);
            ref var asked = ref _table[request];
            (row.Change, row.Account, row.Region, row.Eni, row.Status) =
                (asked.Change, asked.Account, asked.Region, asked.Eni, JournalStatus.Assigned);
            SetItem(ref row, items[i]);
            TakeAnswer(record, first + i);
            _counts[request].Given.Add(first + i);
        }
    }

    private void TakeAnswer(JournalRecord record, int number)
    {
        ref var row = ref _table[number];
        row.Attempts = (ushort)record.NumberOf(Member.Attempts);
        row.Ticks = record.TimeOf(Member.Time).UtcTicks;
        row.Run = RunNumber;
        _table.SetRequestId(number, record.Text(Member.RequestId));
    }

    private ushort RunNumber => (ushort)Math.Min(_runs.Count - 1, ushort.MaxValue);

    private static void SetItem(ref TargetTable.Row row, Model.Ipv6Item item) =>
        (row.High, row.Low, row.PrefixLength) = (item.Address.High, item.Address.Low, (byte)(item.PrefixLength ?? 0));

    private sealed class CountState(int count, bool asPrefixes)
    {
        public int Count { get; } = count;

        public bool AsPrefixes { get; } = asPrefixes;

        public int Missing { get; set; } = count;

        // As targets of their own.
        public List<int> Given { get; } = [];
    }
}
