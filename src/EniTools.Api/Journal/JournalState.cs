using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Files;

namespace EniTools.Api.Journal;

/// <summary>The content of a journal: its runs, its changes, and the facts of each target.</summary>
/// <remarks>A run may write to the journal meanwhile: the content is that of the moment of reading.</remarks>
internal sealed class JournalState
{
    // The row of target 1 is at index 0.
    private readonly List<TargetRow> _rows = [];
    private readonly OpenCalls _calls = new();
    private readonly List<JournalRun> _runs = [];
    private readonly List<JournalChange> _changes = [];
    private readonly List<JournalAccount> _accounts = [];
    private readonly List<int> _numbers = [];

    // Texts that come again and again are kept once.
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private int _version;
    private bool _hasTakenInput;
    private Dictionary<(int Account, Ipv6Target Target), int>? _index;
    private ILookup<(int Account, string NetworkInterfaceId), TargetRow>? _newOnes;

    private JournalState()
    {
    }

    /// <summary>The runs, the first one first.</summary>
    public IReadOnlyList<JournalRun> Runs => _runs;

    /// <summary>The accounts of the targets.</summary>
    public IReadOnlyList<JournalAccount> Accounts => _accounts;

    /// <summary>The changes, the first one first: number 1 is at index 0.</summary>
    public IReadOnlyList<JournalChange> Changes => _changes;

    /// <summary>The latest change; null if there is none.</summary>
    public JournalChange? Latest => _changes.Count == 0 ? null : _changes[_changes.Count - 1];

    /// <summary>The number of the latest change; zero if there is none.</summary>
    public int LastChange => _changes.Count;

    /// <summary>The latest change that is not an undo; null if there is none.</summary>
    public JournalChange? LatestOwn => _changes.FindLast(change => change.Undoes is null);

    /// <summary>
    /// The error of a damaged line in the middle; null if there is none. Everything is read from the whole lines before it, and nothing
    /// from the lines after it.
    /// </summary>
    public JournalException? Damage { get; private set; }

    /// <summary>True if a crash left a part of a last line. It is passed over.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>The length of the whole lines in bytes.</summary>
    public long WholeLength { get; private set; }

    /// <summary>The checksum of the last whole line.</summary>
    public uint Check { get; private set; }

    /// <summary>The highest number of a target.</summary>
    public int TargetCount => _rows.Count;

    /// <summary>The number of targets that the runs of the latest change were given. An address of the service's choice is none of them.</summary>
    public int InputCount { get; private set; }

    /// <summary>The highest number of a call.</summary>
    public int CallCount { get; private set; }

    /// <exception cref="JournalException">There is none, its first line is damaged, or it is of a later version or something else.</exception>
    public static JournalState Read(string path, CancellationToken cancellationToken = default) => ChangeJournal.Reading(path, () =>
    {
        using var stream = RegularFile.OpenToRead(path);
        return Read(stream, path, cancellationToken);
    });

    public static JournalState Read(Stream stream, string path, CancellationToken cancellationToken = default)
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

    /// <summary>Gets the targets of a change, in the order in which they were given.</summary>
    /// <param name="change">The number of the change; null for the latest.</param>
    public IEnumerable<JournalTarget> Targets(int? change = null) => RowsOf(change).Select(TargetOf).OfType<JournalTarget>();

    /// <summary>Gets the targets of all changes after one.</summary>
    public IEnumerable<JournalTarget> TargetsAfter(int change) =>
        _rows.Where(row => row.Change > change).Select(TargetOf).OfType<JournalTarget>();

    /// <summary>Counts the targets of a change by status.</summary>
    /// <param name="change">The number of the change; null for the latest.</param>
    public IReadOnlyDictionary<JournalStatus, int> Totals(int? change = null)
    {
        var totals = new SortedDictionary<JournalStatus, int>();
        foreach (var row in RowsOf(change).Where(row => row.Count is not { Missing: 0 }))
        {
            var status = StatusOf(row);
            totals[status] = (totals.TryGetValue(status, out var total) ? total : 0) + (row.Count?.Missing ?? 1);
        }

        return totals;
    }

    /// <summary>Finds a named target of the latest change.</summary>
    /// <returns>Its number; null if the journal does not have it.</returns>
    public int? Find(int account, Ipv6Target target) => Index.TryGetValue((account, target), out var number) ? number : null;

    /// <summary>Finds a target of new addresses of the latest change: the target itself, otherwise one like it.</summary>
    /// <returns>Its number; null if the journal has none that is free.</returns>
    public int? FindNew(int account, Ipv6Target target, Func<int, bool> isFree)
    {
        _newOnes ??= RowsOf(change: null).Where(row => row.Count is not null).ToLookup(row => (row.Account, row.NetworkInterfaceId));
        var rows = _newOnes[(account, target.NetworkInterfaceId)];
        var found = rows.FirstOrDefault(row => row.Count!.Asked == target)
            ?? rows.FirstOrDefault(row => row.Count!.Asked.IsLike(target) && isFree(row.Number));
        return found?.Number;
    }

    /// <summary>Gets the facts of a target; null for new addresses of which none is missing.</summary>
    public JournalTarget? Target(int number) => TargetOf(Row(number));

    /// <summary>Gets how many of some new addresses or prefixes are missing.</summary>
    public int Missing(int number) => Row(number).Count!.Missing;

    /// <summary>Gets an open call without the numbers of the journal.</summary>
    public UnansweredCall Unanswered(OpenCall call) => new([.. call.Targets.Select(TargetOf)], call.Token, call.Count, call.Sent);

    /// <summary>Gets the addresses and prefixes that were given for a target of new ones.</summary>
    public IReadOnlyList<JournalTarget> Given(int number) => [.. Row(number).Count!.Given.Select(row => TargetOf(row)!)];

    public int AttemptsOf(int number) => Row(number).Attempts;

    /// <summary>Gets the calls with a target that may have taken effect although no line says so.</summary>
    public IReadOnlyList<OpenCall> OpenCallsOf(int number) => _calls.Of(number);

    public Ipv6Target TargetOf(int number) => ToTarget(Row(number));

    // Returns the error of a line whose checksum is right and that makes no sense.
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

    private Dictionary<(int Account, Ipv6Target Target), int> Index => _index ??= NewIndex();

    private Dictionary<(int Account, Ipv6Target Target), int> NewIndex()
    {
        var index = new Dictionary<(int Account, Ipv6Target Target), int>();
        foreach (var row in RowsOf(change: null).Where(row => row.Count is null))
            index[(row.Account, ToTarget(row))] = row.Number;
        return index;
    }

    private IEnumerable<TargetRow> RowsOf(int? change)
    {
        var wanted = change ?? LastChange;
        return _rows.Where(row => row.Change == wanted);
    }

    private TargetRow Row(int number) => number >= 1 && number <= _rows.Count
        ? _rows[number - 1]
        : throw new FormatException($"names target {number}, which is not there");

    private JournalTarget? TargetOf(TargetRow row)
    {
        if (row.Count is { Missing: 0 })
            return null;
        return new JournalTarget
        {
            Number = row.Number,
            Change = row.Change,
            Account = _accounts[row.Account],
            Target = ToTarget(row),
            Had = row.Had,
            Unanswered = row.Count is not null && _calls.Of(row.Number) is { Count: > 0 } calls ? Unanswered(calls[0]) : null,
            Status = StatusOf(row),
            Code = row.Code,
            Message = row.Message,
            HttpStatus = row.HttpStatus == 0 ? null : row.HttpStatus,
            RequestId = row.RequestId,
            Attempts = row.Attempts,
            Time = row.Ticks == 0 ? null : new DateTimeOffset(row.Ticks, TimeSpan.Zero),
            ConfirmedByLooking = row.ConfirmedByLooking,
            Run = row.Ticks == 0 ? null : _runs[row.Run],
            IsLost = row.IsLost,
        };
    }

    private Ipv6Target ToTarget(TargetRow row) => row.ToTarget(_accounts[row.Account].Profile);

    private JournalStatus StatusOf(TargetRow row)
    {
        // A No decides what is not sent. It does not make known what is not.
        if (row.Status is not (JournalStatus.NotSent or JournalStatus.Unknown or JournalStatus.Declined))
            return row.Status;
        if (_calls.Of(row.Number).Count > 0 || row.IsLost)
            return JournalStatus.Unknown;
        return row.Status == JournalStatus.Declined ? row.Status : JournalStatus.NotSent;
    }

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
                Row(record.NumberOf(Member.Target)).Had = TermsOf(record);
                break;
            case "refused":
                _calls.Refused(record.NumberOf(Member.Call));
                break;
            case "given":
                TakeGiven(record);
                break;
            case "declined":
                TakeDeclined(record);
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
        {
            latest.Add(run);
        }
        else
        {
            throw new FormatException($"is of change {run.Change} after {LastChange}");
        }
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
        Latest!.UpdateLastRun(run);
    }

    private void TakeDeclined(JournalRecord record)
    {
        record.NumbersOf(Member.Targets, _numbers);
        // What is half done stays so.
        foreach (var row in _numbers.Select(Row).Where(row => row is not { Status: JournalStatus.Failed, IsHalfDone: true }))
            row.Status = JournalStatus.Declined;
    }

    // Lines were lost here: a call with any target that is not done may have been among them.
    private void TakeLost()
    {
        foreach (var target in Targets().Where(target => target is { IsChanged: false, Status: not JournalStatus.Unknown }))
        {
            var row = Row(target.Number);
            row.Status = JournalStatus.NotSent;
            // The same call for an address shows what is so. For a number of addresses, it would give as many again.
            if (row.Count is null)
                row.IsLost = true;
            else
                _calls.Add(new OpenCall(++CallCount, [row.Number], Token: null, Count: 0, default));
        }
    }

    private void TakeInput(JournalRecord record)
    {
        _hasTakenInput = true;
        InputCount++;
        // What is given anew shows that an earlier run was not given all.
        Latest!.HasAllInput = false;
        var account = record.NumberOf(Member.Account);
        if (account >= _accounts.Count)
            throw new FormatException($"names account {account}, which is not there");
        var (regionId, eni) = (Shared(record.TextOf(Member.Region)), Shared(record.TextOf(Member.Eni)));
        var count = record.Number(Member.Count);
        Add(new TargetRow(record.NumberOf(Member.Target), LastChange, account, regionId, eni)
        {
            Item = count is null ? record.ItemOf(Member.Item) : default,
            Count = count is null ? null : new CountRow(Ipv6Target.New(regionId, eni, count.Value, record.Has(Member.Prefixes))),
            Purchase = record.Has(Member.Mbps) ? TermsOf(record) : null,
        });
    }

    private void Add(TargetRow row)
    {
        if (row.Number != _rows.Count + 1)
            throw new FormatException($"has target {row.Number} after {_rows.Count}");
        _rows.Add(row);
    }

    private static BandwidthTerms TermsOf(JournalRecord record) => new(record.NumberOf(Member.Mbps), record.TextOf(Member.ChargeType));

    private void TakeIntent(JournalRecord record)
    {
        CallCount = Math.Max(CallCount, record.NumberOf(Member.Call));
        record.NumbersOf(Member.Targets, _numbers);
        var (attempt, ticks) = (record.NumberOf(Member.Attempt), record.TimeOf(Member.Time).UtcTicks);
        foreach (var row in _numbers.Select(Row))
        {
            // What is sent again is open again.
            (row.Attempts, row.Ticks, row.Run, row.Status) = (attempt, ticks, _runs.Count - 1, JournalStatus.NotSent);
        }

        _calls.Add(new OpenCall(
            record.NumberOf(Member.Call), [.. _numbers], record.Text(Member.Token), record.Number(Member.Count) ?? 0, ticks));
    }

    private void TakeOutcome(JournalRecord record)
    {
        var row = Row(record.NumberOf(Member.Target));
        row.ConfirmedByLooking = record.Has(Member.ConfirmedByLooking);
        TakeAnswer(record, row);
        row.Code = SharedOf(record, Member.Code);
        row.Message = SharedOf(record, Member.Message);
        row.HttpStatus = record.Number(Member.HttpStatus) ?? 0;
        row.Status = StatusIn(record, row);
        row.IsLost &= row.Status is not (JournalStatus.Removed or JournalStatus.Assigned);
        if (row.Status != JournalStatus.Unknown)
            _calls.Settled(row.Number, byAnswer: row.Status is JournalStatus.Removed or JournalStatus.Assigned && !row.ConfirmedByLooking);
    }

    private static JournalStatus StatusIn(JournalRecord record, TargetRow row)
    {
        var status = (JournalStatus)Enum.Parse(typeof(JournalStatus), record.TextOf(Member.Status));
        // Earlier journals call it a failure.
        if (status == JournalStatus.Failed && row.Code == NotSentException.NotSentCode)
            status = JournalStatus.NotSent;
        return status == JournalStatus.NotSent && row.IsHalfDone ? JournalStatus.Failed : status;
    }

    private void TakeGiven(JournalRecord record)
    {
        var request = Row(record.NumberOf(Member.Target));
        var count = request.Count ?? throw new FormatException($"gives target {request.Number} more than it asked for");
        var next = record.NumberOf(Member.First);
        foreach (var item in record.ItemsOf(Member.Items))
        {
            var row = new TargetRow(next++, request.Change, request.Account, request.RegionId, request.NetworkInterfaceId)
            {
                Item = item,
                Status = JournalStatus.Assigned,
            };
            TakeAnswer(record, row);
            Add(row);
            count.Given.Add(row);
            count.Missing--;
        }

        _calls.Settled(request.Number, byAnswer: true);
    }

    private void TakeAnswer(JournalRecord record, TargetRow row)
    {
        row.Attempts = record.NumberOf(Member.Attempts);
        row.Ticks = record.TimeOf(Member.Time).UtcTicks;
        row.Run = _runs.Count - 1;
        row.RequestId = SharedOf(record, Member.RequestId);
    }

    private string? SharedOf(JournalRecord record, Member member) => record.Text(member) is { } text ? Shared(text) : null;

    private string Shared(string text)
    {
        if (!_texts.TryGetValue(text, out var kept))
            _texts.Add(text, kept = text);
        return kept;
    }
}
