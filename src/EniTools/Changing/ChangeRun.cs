using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Api.Pacing;
using EniTools.Errors;
using EniTools.Localization;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Changing;

/// <summary>A run of changes to what is on ENIs: in batches, after confirmation, with one result or error for each target.</summary>
internal sealed class ChangeRun : TargetRun
{
    private readonly ChangingCmdlet _cmdlet;
    private readonly Change _change;
    private readonly ChangeJournal? _journal;
    private readonly ITargetSource _source;
    private readonly ChangeProgress _progress;
    private readonly BilledTargets _billed;
    private readonly ChangeRoom _room = new();
    private readonly CallCap? _cap;
    private readonly CancellationTokenSource _sendNoMore;
    private readonly bool _isWhatIf;
    private bool _isEnding;
    private bool _isWhole;
    private int _isClosed;
    private int _unknownAtEnd;

    /// <summary>Begins a run, or ends the pipeline when no input can have a key.</summary>
    /// <param name="cmdlet">The cmdlet that it writes with.</param>
    /// <param name="source">What gives the targets.</param>
    /// <param name="change">What is done.</param>
    /// <param name="journal">The journal of the run, which the run closes; null for none.</param>
    public ChangeRun(ChangingCmdlet cmdlet, ITargetSource source, Change change, ChangeJournal? journal)
        : base(cmdlet, source, new RunGuard(cmdlet, change.Action, isRecorded: journal is not null && !cmdlet.IsWhatIf))
    {
        _cmdlet = cmdlet;
        _source = source;
        _change = change;
        _journal = journal;
        _isWhatIf = cmdlet.IsWhatIf;
        _billed = new BilledTargets(cmdlet, change.Action);
        _progress = new ChangeProgress(change.NameFor(prefixes: false));
        _sendNoMore = CancellationTokenSource.CreateLinkedTokenSource(cmdlet.StopToken);
        cmdlet.Lost.JournalPath = journal?.Path;
        cmdlet.CompleteAtEnd(CloseAsync, () => Volatile.Read(ref _unknownAtEnd));
        Guard.Read();
        string[] questions = _isWhatIf ? [.. Guard.Questions] : [];
        foreach (var question in questions)
            cmdlet.WriteWarning($"-WhatIf asks the service {question}. It changes nothing.");
        _cap = cmdlet.MaxCallsPerSecond > 0 ? new CallCap(SteadyClock.Instance, cmdlet.MaxCallsPerSecond) : null;
        Connect(isConnected: !_isWhatIf || questions.Length > 0);
    }

    /// <inheritdoc/>
    protected override void Take(Ipv6Target target)
    {
        _billed.Take(target);
        base.Take(target);
        _cmdlet.Queue.WriteAvailable();
    }

    /// <inheritdoc/>
    protected override void WriteRefusal(ErrorRecord error)
    {
        // Counted as a target, so that the sum at the end is that of the input.
        _progress.Expect(1);
        _progress.Settle(1, isError: true);
        WriteInOrder(error);
    }

    /// <inheritdoc/>
    protected override void AllTaken()
    {
        // What a journal itself gives may not be all of the input.
        if (!_isWhatIf && _source is not JournaledTargets)
            _journal?.EndInput();
    }

    /// <inheritdoc/>
    protected override void AllHandedOver()
    {
        if (_isWhatIf)
        {
            _cmdlet.Queue.WriteAvailable();
            if (_billed.TextForWhatIf() is { } billed)
                _cmdlet.WriteWarning(billed);
            return;
        }

        _progress.IsInputComplete = true;
        _cmdlet.Await(WhenSettledAsync());
        if (_progress.Last() is { } last)
            _cmdlet.WriteProgress(last);
        _isWhole = true;
        _cmdlet.Await(CloseAsync());
        var summary = _progress.Summary([.. Engines]) + _billed.TextForSummary();
        _cmdlet.WriteVerbose(summary);
        _cmdlet.WriteInformation(summary, ["EniToolsSummary"]);
        if (_journal?.Failure is { } failure)
            _cmdlet.ThrowTerminatingError(EniError.Journal(failure));
    }

    private IEnumerable<ChangeEngine> Engines =>
        Accounts.Select(account => ((ChangeAccount)account).Engine).OfType<ChangeEngine>();

    private Task WhenSettledAsync() => Task.WhenAll(Engines.Select(engine => engine.WhenSettledAsync()));

    // However the cmdlet ends, and once.
    private async Task CloseAsync()
    {
        await WhenSettledAsync().ConfigureAwait(false);
        if (_journal is null || Interlocked.Exchange(ref _isClosed, 1) == 1)
            return;
        try
        {
            await _journal.EndAsync(DateTimeOffset.UtcNow, isStopped: !_isWhole).ConfigureAwait(false);
        }
        catch (JournalException)
        {
            // It is the journal's Failure, too.
        }

        _journal.Dispose();
    }

    /// <inheritdoc/>
    protected override TargetAccount Open(string? profileName, Connection? connection)
    {
        var journal = _journal is null ? null : JournalFor(_journal, profileName, connection);
        var engine = connection is null || _isWhatIf ? null
            : new ChangeEngine(connection.ClientOf, outcome => Report(outcome, isCounted: true), NewSettings() with { Journal = journal });
        return new ChangeAccount(this, profileName, connection, engine, journal);
    }

    private AccountJournal JournalFor(ChangeJournal journal, string? profileName, Connection? connection)
    {
        try
        {
            var endpoint = connection is null ? _cmdlet.SettingsOf(profileName).FindEndpoint()?.Value : connection.Endpoint;
            // Only an input that names its profile can be for an account of its own.
            return journal.For(
                new JournalAccount(profileName, connection?.AccountId, endpoint?.ToString()), _cmdlet.IsOfRecord(profileName));
        }
        catch (JournalException problem)
        {
            SettleWhatIsUnderWay();
            _cmdlet.ThrowTerminatingError(EniError.Journal(problem));
            throw;
        }
    }

    private ChangeSettings NewSettings() => new()
    {
        ThrottleLimit = _cmdlet.ThrottleLimit,
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = _cmdlet.MaxAttempts ?? int.MaxValue,
            Budget = TimeSpan.FromSeconds(_cmdlet.RetryTimeoutSec),
            WaitForState = TimeSpan.FromSeconds(_cmdlet.StateTimeoutSec),
        },
        Room = _room,
        Cap = _cap,
        OnRetry = _cmdlet.WriteRetry,
        ReadLag = TimeSpan.FromSeconds(_cmdlet.ReadLagSec),
        WaitUntilShown = _cmdlet.Wait ? TimeSpan.FromSeconds(_cmdlet.RetryTimeoutSec) : TimeSpan.Zero,
        Errors = Guard.Errors,
        IsNothingToDoAnError = _change.IsNothingToDoAnError,
        Stopping = _sendNoMore.Token,
        GivingUp = _cmdlet.GiveUpToken,
    };

    // Hands a batch to the engine when it is confirmed and there is room.
    private void Send(ChangeAccount account, TargetBatch batch)
    {
        if ((Guard.Errors.Refusal() ?? account.Engine?.Refusal) is { } refusal)
        {
            _progress.Expect(batch.Size);
            foreach (var target in batch.Targets)
                Report(new ChangeOutcome { Target = target, Status = ChangeStatus.NotSent, Failure = refusal });
            return;
        }

        if (!MayChange(account, batch) || account.Engine is not { } engine)
            return;
        _cmdlet.Await(engine.WhenRoomAsync());
        _progress.Expect(batch.Size);
        engine.Begin(_change.Action, batch, _change.Release);
    }

    private bool MayChange(ChangeAccount account, TargetBatch batch)
    {
        // -Force answers the question that would be asked; -WhatIf and a given -Confirm come first.
        if (_cmdlet.Force && !_isWhatIf && !_cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm"))
            return true;
        var what = account.ProfileName is { } profile ? Localized.Text("{0} (profile {1})", batch, profile) : batch.ToString();
        var isYes = Ask(what, _change.NameFor(batch.Targets[0].IsPrefix));
        if (!isYes && !_isWhatIf)
            account.Journal?.Decline(batch.Targets);
        return isYes;
    }

    private bool Ask(string what, string action)
    {
        try
        {
            return _cmdlet.ShouldProcess(what, action);
        }
        catch (PSInvalidOperationException nobody)
        {
            _cmdlet.ThrowTerminatingError(EniError.NobodyToAsk(nobody.Message, nobody));
            throw;
        }
        catch (NullReferenceException nobody)
        {
            // PowerShell's console host, where the input has ended.
            _cmdlet.ThrowTerminatingError(EniError.NobodyToAsk("The input has ended.", nobody));
            throw;
        }
    }

    // Thread-safe. The engine counts an error as soon as it is known.
    private void Report(ChangeOutcome outcome, bool isCounted = false)
    {
        var output = _change.ToOutput(outcome);
        var (size, isError) = (outcome.Target.Size, output is ErrorRecord);
        if (isError && !isCounted)
            Guard.Errors.Count(size);
        if (outcome.Status == ChangeStatus.Unknown && _cmdlet.StopToken.IsCancellationRequested)
            Interlocked.Add(ref _unknownAtEnd, size);
        _progress.Settle(size, isError);
        _cmdlet.Queue.Post(new OutcomeItem(this, output, outcome.ToString()));
    }

    private void Write(object told)
    {
        var error = told as ErrorRecord;
        if (error is null)
        {
            _billed.Written(told);
            _cmdlet.WriteObject(told);
        }

        if (_progress.Next(Engines) is { } record)
            _cmdlet.WriteProgress(record);
        if (error is not null)
            WriteInOrder(error);
    }

    private void WriteInOrder(ErrorRecord error)
    {
        if (_isEnding)
        {
            _cmdlet.Lost.Add(error.ToString(), KindOf(error));
            return;
        }

        // The error ends the pipeline: what is already known, or on its way, is written before it.
        if (Engines.Any() && IsStop)
        {
            _isEnding = true;
            SettleWhatIsUnderWay();
        }

        _cmdlet.WriteError(error);
    }

    private static string KindOf(object told) => told switch
    {
        ErrorRecord { FullyQualifiedErrorId: var id } => $"errors {id.Split(',')[0]}",
        EniIpv6Change change => change.Status,
        EniIpv6BandwidthChange change => change.Status,
        _ => $"{told}",
    };

    private void SettleWhatIsUnderWay()
    {
        _sendNoMore.Cancel();
        _cmdlet.GiveUpSoon();
        _cmdlet.Await(WhenSettledAsync());
    }

    private bool IsStop => _cmdlet.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var bound)
        ? bound is ActionPreference.Stop
        : LanguagePrimitives.TryConvertTo<ActionPreference>(
            _cmdlet.GetVariableValue("ErrorActionPreference"), out var preference) && preference == ActionPreference.Stop;

    /// <summary>What is collected and sent for one account; without an engine nothing is sent.</summary>
    private sealed class ChangeAccount(
        ChangeRun run, string? profileName, Connection? connection, ChangeEngine? engine, AccountJournal? journal)
        : TargetAccount(connection)
    {
        private readonly TargetBatcher _batcher = new();

        public string? ProfileName { get; } = profileName;

        public ChangeEngine? Engine { get; } = engine;

        public AccountJournal? Journal { get; } = journal;

        public override void Take(Ipv6Target target)
        {
            if (!_batcher.Remember(target))
            {
                run._cmdlet.WriteVerbose($"{target} was given before and is taken once.");
                return;
            }

            var open = target;
            if (Journal is not null)
            {
                open = Journal.TakeIn(target, out var done);
                foreach (var known in done)
                    Tell(known.ToOutcome(ProfileName));
            }

            if (open is not null && _batcher.Add(open) is { } ready)
                run.Send(this, ready);
        }

        public override void TakeRest()
        {
            while (_batcher.TryTakeRest(out var rest))
                run.Send(this, rest);
        }

        private void Tell(ChangeOutcome doneBefore)
        {
            run._cmdlet.WriteVerbose(FormattableString.Invariant(
                $"{doneBefore.Target} was done before: {doneBefore.Status} at {doneBefore.Time:u} by run {doneBefore.DoneByRun}."));
            if (run._isWhatIf)
                return;
            run._progress.Expect(1);
            run.Report(doneBefore);
        }
    }

    /// <summary>The result or error of a target.</summary>
    private sealed record OutcomeItem(ChangeRun Run, object Output, string Text) : PipelineItem
    {
        public override string? ForHost => Text;

        public override string Kind => KindOf(Output);

        public override void Write(EniCmdlet cmdlet) => Run.Write(Output);
    }
}
