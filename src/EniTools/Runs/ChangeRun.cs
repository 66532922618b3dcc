using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Guards;
using EniTools.Api.Journal;
using EniTools.Api.Pacing;
using EniTools.Errors;
using EniTools.Localization;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Runs;

/// <summary>A run of changes to what is on ENIs: in batches, after confirmation, with one result or error for each target.</summary>
internal sealed class ChangeRun : ITargetSink
{
    private readonly EniServiceCmdlet _cmdlet;
    private readonly ChangingCmdlet _parameters;
    private readonly Change _change;
    private readonly ChangeJournal? _journal;
    private readonly RunAccounts<ChangeAccount> _accounts;
    private readonly RunGuard _guard;
    private readonly TargetIntake<ChangeAccount> _intake;
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
    /// <param name="parameters">What was asked for.</param>
    /// <param name="change">What is done.</param>
    /// <param name="journal">Where note is taken of it; null for nowhere. The run closes it.</param>
    public ChangeRun(EniServiceCmdlet cmdlet, ChangingCmdlet parameters, Change change, ChangeJournal? journal)
    {
        _cmdlet = cmdlet;
        _parameters = parameters;
        _change = change;
        _journal = journal;
        _isWhatIf = cmdlet.IsWhatIf;
        _billed = new BilledTargets(cmdlet, change.Action);
        _progress = new ChangeProgress(change.NameFor(prefixes: false));
        _sendNoMore = CancellationTokenSource.CreateLinkedTokenSource(cmdlet.StopToken);
        cmdlet.Lost.JournalPath = journal?.Path;
        cmdlet.CompleteAtEnd(CloseAsync, () => Volatile.Read(ref _unknownAtEnd));
        _guard = new RunGuard(parameters, change.Action, isRecorded: journal is not null && !_isWhatIf);
        string[] questions = _isWhatIf ? [.. _guard.Questions] : [];
        foreach (var question in questions)
            cmdlet.WriteWarning($"-WhatIf asks the service {question}. It changes nothing.");
        _cap = parameters.MaxCallsPerSecond > 0 ? new CallCap(SteadyClock.Instance, parameters.MaxCallsPerSecond) : null;
        _accounts = new RunAccounts<ChangeAccount>(cmdlet, _guard, isConnected: !_isWhatIf || questions.Length > 0, Open);
        _intake = new TargetIntake<ChangeAccount>(cmdlet, _guard, _accounts, WriteRefused);
    }

    /// <inheritdoc/>
    public void Take(Ipv6Target target)
    {
        _billed.Take(target);
        _intake.Take(target);
        _cmdlet.Queue.WriteAvailable();
    }

    /// <summary>Asks the service for addresses or prefixes of its own choice.</summary>
    /// <param name="requests">How many, and where.</param>
    /// <param name="input">What an error about the account is about.</param>
    public void Take(IReadOnlyList<CountRequest> requests, object input)
    {
        _intake.Admit(CandidateOf(requests), () => input, account =>
        {
            foreach (var request in requests)
                account.Take(request);
        });
        _cmdlet.Queue.WriteAvailable();
    }

    /// <summary>Takes what the journal shows as not done.</summary>
    public void Take(JournalTarget unfinished)
    {
        if (unfinished.Missing is not { } missing)
        {
            Take(unfinished.Target!);
            return;
        }

        var profileName = _cmdlet.EffectiveProfile;
        _intake.Admit(CandidateOf([missing]), () => EniError.Pipeable(missing, profileName), account => account.Take(unfinished));
        _cmdlet.Queue.WriteAvailable();
    }

    /// <inheritdoc/>
    public void Refuse(ErrorRecord error) => _intake.Refuse(error);

    private void WriteRefused(ErrorRecord error)
    {
        // Counted as a target, so that the sum at the end is that of the input.
        _progress.Expect(1);
        _progress.Settle(1, isError: true);
        WriteInOrder(error);
    }

    /// <inheritdoc/>
    public void Finish() => Finish(inputEnded: _isWhatIf ? null : _journal is { } journal ? journal.EndInput : null);

    /// <summary>Does what is left to do of targets that the journal itself gave.</summary>
    public void FinishJournaled() => Finish(inputEnded: null);

    private void Finish(Action? inputEnded)
    {
        _intake.Finish(inputEnded);
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

    private static Candidate CandidateOf(IReadOnlyList<CountRequest> requests) =>
        new(requests[0].RegionId, requests[0].NetworkInterfaceId, Item: null, requests.Sum(request => request.Count));

    private IEnumerable<ChangeEngine> Engines => _accounts?.All.Select(account => account.Engine).OfType<ChangeEngine>() ?? [];

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

    private ChangeAccount Open(string? profileName, Connection? connection)
    {
        var journal = _journal is null ? null : JournalFor(profileName, connection);
        var engine = connection is null || _isWhatIf ? null : NewEngine(profileName, connection, journal);
        return new(this, profileName, connection, engine, journal);
    }

    private AccountJournal JournalFor(string? profileName, Connection? connection)
    {
        try
        {
            var endpoint = connection is null ? _cmdlet.Settings.FindEndpoint()?.Value : connection.Endpoint;
            // Only an input that names its profile can be for an account of its own.
            return _journal!.For(
                new JournalAccount(profileName, connection?.AccountId, endpoint?.ToString()), _cmdlet.IsProfileOfRecord);
        }
        catch (JournalException problem)
        {
            SettleWhatIsUnderWay();
            _cmdlet.ThrowTerminatingError(EniError.Journal(problem));
            throw;
        }
    }

    private ChangeEngine NewEngine(string? profileName, Connection connection, AccountJournal? journal) => new(
        connection.ClientOf,
        outcome => Report(_change.ToOutput(outcome, profileName), 1, outcome.ToString(), isCounted: true),
        NewSettings() with { Journal = journal });

    private ChangeSettings NewSettings() => new()
    {
        ThrottleLimit = _parameters.ThrottleLimit,
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = _parameters.MaxAttempts ?? int.MaxValue,
            Budget = TimeSpan.FromSeconds(_parameters.RetryTimeoutSec),
            WaitForState = TimeSpan.FromSeconds(_parameters.StateTimeoutSec),
        },
        Room = _room,
        Cap = _cap,
        OnRetry = _cmdlet.WriteRetry,
        ReadLag = TimeSpan.FromSeconds(_parameters.ReadLagSec),
        WaitUntilShown = _parameters.Wait ? TimeSpan.FromSeconds(_parameters.RetryTimeoutSec) : TimeSpan.Zero,
        Errors = _guard.Errors,
        IsNothingToDoAnError = _change.IsNothingToDoAnError,
        Stopping = _sendNoMore.Token,
        GivingUp = _cmdlet.GiveUpToken,
    };

    // Hands work to the engine when it is confirmed and there is room.
    private void Send(Work work)
    {
        if ((_guard.Errors.Refusal() ?? work.Account.Engine?.Refusal) is { } refusal)
        {
            _progress.Expect(work.Targets);
            work.Refuse(refusal);
            return;
        }

        if (!MayChange(work) || work.Account.Engine is not { } engine)
            return;
        _cmdlet.Await(engine.WhenRoomAsync());
        _progress.Expect(work.Targets);
        work.Begin(engine);
    }

    private bool MayChange(Work work)
    {
        // -Force answers the question that would be asked; -WhatIf and a given -Confirm come first.
        if (_parameters.Force && !_isWhatIf && !_cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm"))
            return true;
        var what = work.Account.ProfileName is { } profile ? Localized.Text("{0} (profile {1})", work.What, profile) : work.What;
        var isYes = Ask(what, _change.NameFor(work.IsPrefixes));
        if (!isYes && !_isWhatIf)
            work.Decline();
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
    private void Report(object told, int targets, string text, bool isCounted = false)
    {
        if (told is ErrorRecord error)
        {
            if (!isCounted)
                _guard.Errors.Count(targets);
            if (error.FullyQualifiedErrorId == OwnError.OutcomeUnknown.Id && _cmdlet.StopToken.IsCancellationRequested)
                Interlocked.Add(ref _unknownAtEnd, targets);
        }

        _progress.Settle(targets, told is ErrorRecord);
        _cmdlet.Queue.Post(new OutcomeItem(this, told, text));
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

    /// <summary>What is asked about and sent as one.</summary>
    /// <param name="Account">Whose it is.</param>
    /// <param name="What">What is changed, as the question names it.</param>
    /// <param name="IsPrefixes">Whether it is about prefixes.</param>
    /// <param name="Targets">How many targets it is.</param>
    /// <param name="Begin">Hands it to the engine.</param>
    /// <param name="Refuse">Told why nothing more is sent.</param>
    /// <param name="Decline">Told that the answer was No.</param>
    private sealed record Work(
        ChangeAccount Account,
        string What,
        bool IsPrefixes,
        int Targets,
        Action<ChangeEngine> Begin,
        Action<ApiException> Refuse,
        Action Decline);

    /// <summary>What is collected and sent for one account; without an engine nothing is sent.</summary>
    private sealed class ChangeAccount(
        ChangeRun run, string? profileName, Connection? connection, ChangeEngine? engine, AccountJournal? journal) : ITargetAccount
    {
        private readonly TargetBatcher _batcher = new();

        public string? ProfileName { get; } = profileName;

        public Connection? Connection { get; } = connection;

        public ChangeEngine? Engine { get; } = engine;

        public bool TryAdd(Ipv6Target target)
        {
            if (!_batcher.Remember(target))
                return false;
            if (journal?.TakeIn(target) is { } done)
                TellDone(done);
            else if (_batcher.Add(target) is { } ready)
                Send(ready);
            return true;
        }

        public void TakeRest()
        {
            while (_batcher.TryTakeRest(out var rest))
                Send(rest);
        }

        public void Take(CountRequest request)
        {
            if (journal is null)
            {
                Send(request);
                return;
            }

            var missing = journal.TakeIn(request, out var given);
            foreach (var done in given)
                TellDone(done);
            if (missing is not null)
                Send(missing);
        }

        public void Take(JournalTarget unfinished) => Send(journal!.TakeIn(unfinished));

        private void TellDone(JournalTarget done)
        {
            var outcome = done.ToOutcome();
            run._cmdlet.WriteVerbose(FormattableString.Invariant(
                $"{outcome.Target} was done before: {outcome.Status} at {outcome.Time:u} by run {outcome.DoneByRun}."));
            if (run._isWhatIf)
                return;
            run._progress.Expect(1);
            Report(outcome);
        }

        private void Send(TargetBatch batch) => run.Send(new Work(
            this,
            batch.ToString(),
            batch.Targets[0].Item.IsPrefix,
            batch.Targets.Count,
            Begin: engine => engine.Begin(run._change.Action, batch, run._change.Release),
            Refuse: refusal =>
            {
                foreach (var target in batch.Targets)
                    Report(new ChangeOutcome { Target = target, Status = ChangeStatus.NotSent, Failure = refusal });
            },
            Decline: () => journal?.Decline(batch.Targets)));

        private void Send(CountRequest request)
        {
            run.Send(new Work(
                this,
                request.ToString(),
                request.AsPrefixes,
                request.Count,
                Begin: engine => engine.Assign(request, FallShort),
                Refuse: refusal =>
                    FallShort(new CountShortfall { Missing = request, Status = ChangeStatus.NotSent, Failure = refusal }),
                Decline: () => journal?.Decline(request)));

            void FallShort(CountShortfall shortfall) => run.Report(
                EniError.NotAssigned(shortfall, ProfileName),
                shortfall.Missing.Count,
                $"{shortfall.Missing}: {shortfall.Status}",
                isCounted: true);
        }

        private void Report(ChangeOutcome outcome) =>
            run.Report(run._change.ToOutput(outcome, ProfileName), 1, outcome.ToString());
    }

    /// <summary>What became of one target, or of several that were asked for by count.</summary>
    private sealed record OutcomeItem(ChangeRun Run, object Output, string Text) : PipelineItem
    {
        public override string? ForHost => Text;

        public override string Kind => KindOf(Output);

        public override void Write(EniCmdlet cmdlet) => Run.Write(Output);
    }
}
