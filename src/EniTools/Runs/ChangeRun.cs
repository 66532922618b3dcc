using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Guards;
using EniTools.Api.Pacing;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Runs;

/// <summary>A run of changes to what is on ENIs: in batches, after confirmation, with one result or error for each target.</summary>
internal sealed class ChangeRun : IRun
{
    private readonly EniServiceCmdlet _cmdlet;
    private readonly IChangeParameters _parameters;
    private readonly Change _change;
    private readonly RunAccounts<ChangeAccount> _accounts;
    private readonly RunGuard _guard;
    private readonly TargetIntake<ChangeAccount> _intake;
    private readonly ChangeProgress _progress;
    private readonly CallCap? _cap;
    private readonly CancellationTokenSource _sendNoMore;
    private readonly bool _isWhatIf;
    private bool _isEnding;

    /// <summary>Begins a run, or ends the pipeline when no input can have a key.</summary>
    /// <param name="cmdlet">The cmdlet that it writes with.</param>
    /// <param name="parameters">What was asked for.</param>
    /// <param name="change">What is done.</param>
    public ChangeRun(EniServiceCmdlet cmdlet, IChangeParameters parameters, Change change)
    {
        _cmdlet = cmdlet;
        _parameters = parameters;
        _change = change;
        _isWhatIf = cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var bound)
            ? ((SwitchParameter)bound).IsPresent
            : LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));
        _guard = new RunGuard(cmdlet, parameters);
        string[] questions = _isWhatIf ? [.. _guard.Questions] : [];
        foreach (var question in questions)
            cmdlet.WriteWarning($"-WhatIf asks the service {question}. It changes nothing.");
        _accounts = new RunAccounts<ChangeAccount>(cmdlet, _guard, isConnected: !_isWhatIf || questions.Length > 0, Open);
        _intake = new TargetIntake<ChangeAccount>(cmdlet, parameters, _guard, _accounts, WriteRefused);
        _progress = new ChangeProgress($"{change.Verb} IPv6 addresses");
        _cap = parameters.MaxCallsPerSecond > 0 ? new CallCap(SteadyClock.Instance, parameters.MaxCallsPerSecond) : null;
        _sendNoMore = CancellationTokenSource.CreateLinkedTokenSource(cmdlet.StopToken);
        cmdlet.EndAfter(WhenSettledAsync);
    }

    /// <inheritdoc/>
    public void TakeRecord()
    {
        _intake.TakeRecord();
        _cmdlet.Queue.WriteAvailable();
    }

    /// <summary>Asks the service for addresses or prefixes of its own choice.</summary>
    /// <param name="requests">How many, and where.</param>
    /// <param name="input">What an error about the account is about.</param>
    public void Take(IReadOnlyList<CountRequest> requests, object input) => _intake.Admit(
        new Candidate(requests[0].RegionId, requests[0].NetworkInterfaceId, Item: null, requests.Sum(request => request.Count)),
        () => input,
        account => Send(account, requests));

    private void Send(ChangeAccount account, IReadOnlyList<CountRequest> requests)
    {
        foreach (var request in requests)
        {
            Send(account, request.ToString(), request.AsPrefixes, request.Count, engine => engine.Assign(request, FallShort), refusal =>
                FallShort(new CountShortfall { Missing = request, Status = ChangeStatus.Failed, Failure = refusal }));
        }

        void FallShort(CountShortfall shortfall) => Report(
            EniError.NotAssigned(shortfall, account.ProfileName), shortfall.Missing.Count, $"{shortfall.Missing}: {shortfall.Status}");
    }

    /// <summary>Refuses an input that is not a target.</summary>
    public void Refuse(ErrorRecord error) => _intake.Refuse(error);

    private void WriteRefused(ErrorRecord error)
    {
        // Counted as a target, so that the sum at the end is that of the input.
        _progress.Expect(1);
        _progress.Settle(1, isError: true);
        WriteInOrder(error);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        _intake.Finish();
        if (_isWhatIf)
        {
            _cmdlet.Queue.WriteAvailable();
            return;
        }

        _progress.IsInputComplete = true;
        _cmdlet.Await(WhenSettledAsync());
        if (_progress.Last() is { } last)
            _cmdlet.WriteProgress(last);
        var summary = _progress.Summary([.. Engines]);
        _cmdlet.WriteVerbose(summary);
        _cmdlet.WriteInformation(summary, ["EniToolsSummary"]);
    }

    private IEnumerable<ChangeEngine> Engines => _accounts.All.Select(account => account.Engine).OfType<ChangeEngine>();

    private Task WhenSettledAsync() => Task.WhenAll(Engines.Select(engine => engine.WhenSettledAsync()));

    private ChangeAccount Open(string? profileName, Connection? connection) => new(
        this, profileName, connection, connection is null || _isWhatIf ? null : NewEngine(profileName, connection));

    private ChangeEngine NewEngine(string? profileName, Connection connection) => new(
        connection.ClientOf,
        outcome => Report(_change.ToOutput(outcome, profileName), 1, $"{outcome.Target}: {outcome.Status}"),
        NewSettings());

    private ChangeSettings NewSettings() => new()
    {
        ThrottleLimit = _parameters.ThrottleLimit,
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = _parameters.MaxAttempts,
            Budget = TimeSpan.FromSeconds(_parameters.RetryTimeoutSec),
            WaitForState = TimeSpan.FromSeconds(_parameters.StateTimeoutSec),
        },
        Cap = _cap,
        OnRetry = _cmdlet.WriteRetry,
        ReadLag = TimeSpan.FromSeconds(_parameters.ReadLagSec),
        WaitUntilShown = _parameters.Wait ? TimeSpan.FromSeconds(_parameters.RetryTimeoutSec) : TimeSpan.Zero,
        Refusal = _guard.Errors.Refusal,
        Stopping = _sendNoMore.Token,
        GivingUp = _cmdlet.GiveUpToken,
    };

    // Hands work to the engine when it is confirmed and there is room.
    private void Send(
        ChangeAccount account, string what, bool isPrefixes, int targets, Action<ChangeEngine> begin, Action<ApiException> refuse)
    {
        if (_guard.Errors.Refusal() is { } refusal)
        {
            _progress.Expect(targets);
            refuse(refusal);
            return;
        }

        var shown = account.ProfileName is null ? what : $"{what} (profile {account.ProfileName})";
        if (!MayChange(shown, isPrefixes) || account.Engine is not { } engine)
            return;
        _cmdlet.Await(engine.WhenRoomAsync());
        _progress.Expect(targets);
        begin(engine);
    }

    private bool MayChange(string what, bool isPrefixes)
    {
        // -Force answers the question that would be asked; -WhatIf and a given -Confirm come first.
        if (_parameters.Force && !_isWhatIf && !_cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm"))
            return true;
        return _cmdlet.ShouldProcess(what, isPrefixes ? $"{_change.Verb} IPv6 prefixes" : $"{_change.Verb} IPv6 addresses");
    }

    // Thread-safe.
    private void Report(object told, int targets, string text)
    {
        if (told is ErrorRecord)
            _guard.Errors.Count(targets);
        _progress.Settle(targets, told is ErrorRecord);
        _cmdlet.Queue.Post(new OutcomeItem(this, told, text));
    }

    private void Write(object told)
    {
        var error = told as ErrorRecord;
        if (error is null)
            _cmdlet.WriteObject(told);
        if (_progress.Next(Engines) is { } record)
            _cmdlet.WriteProgress(record);
        if (error is not null)
            WriteInOrder(error);
    }

    private void WriteInOrder(ErrorRecord error)
    {
        if (_isEnding)
        {
            _cmdlet.TellHostLater(error.ToString());
            return;
        }

        // The error ends the pipeline: what is already known, or on its way, is written before it.
        if (Engines.Any() && IsStop)
        {
            _isEnding = true;
            _sendNoMore.Cancel();
            _cmdlet.GiveUpSoon();
            _cmdlet.Await(WhenSettledAsync());
        }

        _cmdlet.WriteError(error);
    }

    private bool IsStop => _cmdlet.MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var bound)
        ? bound is ActionPreference.Stop
        : LanguagePrimitives.TryConvertTo<ActionPreference>(
            _cmdlet.GetVariableValue("ErrorActionPreference"), out var preference) && preference == ActionPreference.Stop;

    /// <summary>What is collected and sent for one account; without an engine nothing is sent.</summary>
    private sealed class ChangeAccount(ChangeRun run, string? profileName, Connection? connection, ChangeEngine? engine) : ITargetAccount
    {
        private readonly TargetBatcher _batcher = new();

        public string? ProfileName { get; } = profileName;

        public Connection? Connection { get; } = connection;

        public ChangeEngine? Engine { get; } = engine;

        public bool TryAdd(Ipv6Target target)
        {
            var isNew = _batcher.TryAdd(target, out var ready);
            if (ready is not null)
                Send(ready);
            return isNew;
        }

        public void TakeRest()
        {
            while (_batcher.TryTakeRest(out var rest))
                Send(rest);
        }

        private void Send(TargetBatch batch) => run.Send(
            this,
            batch.ToString(),
            batch.Targets[0].Item.IsPrefix,
            batch.Targets.Count,
            engine => run._change.Begin(engine, batch),
            refusal =>
            {
                foreach (var target in batch.Targets)
                    Report(new ChangeOutcome { Target = target, Status = ChangeStatus.Failed, Failure = refusal });
            });

        public void Report(ChangeOutcome outcome) =>
            run.Report(run._change.ToOutput(outcome, ProfileName), 1, $"{outcome.Target}: {outcome.Status}");
    }

    /// <summary>What became of one target, or of several that were asked for by count.</summary>
    private sealed record OutcomeItem(ChangeRun Run, object Output, string Text) : PipelineItem
    {
        public override string? ForHost => Text;

        public override void Write(Cmdlet cmdlet) => Run.Write(Output);
    }
}

/// <summary>What a run does.</summary>
/// <param name="Verb">Its name for prompts and progress, such as "Remove".</param>
/// <param name="Begin">Hands a confirmed batch to the engine.</param>
/// <param name="ToOutput">Turns an outcome and its profile into the result to write, or the error (an <see cref="ErrorRecord"/>). Called on any thread.</param>
internal sealed record Change(string Verb, Action<ChangeEngine, TargetBatch> Begin, Func<ChangeOutcome, string?, object> ToOutput);
