using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Host;
using EniTools.Api.Changes;
using EniTools.Api.Pacing;
using EniTools.Errors;
using EniTools.Session;

namespace EniTools.Pipeline;

/// <summary>A cmdlet that changes what is on ENIs: in batches, after confirmation, with one result or error for each target.</summary>
public abstract class EniChangeCmdlet : EniTargetCmdlet
{
    // One for each profile: no call is for targets of two accounts.
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Outcome> _unwritten = new();
    private readonly CancellationTokenSource _sendNoMore = new();
    private readonly List<ErrorRecord> _lastErrors = [];
    private ChangeProgress? _progress;
    private CallCap? _cap;
    private bool _isEnding;

    /// <summary>How many calls may be under way at a time, from 1 to 256; never more than one for an ENI. Where the input names several profiles, it counts for each. The default is 16.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = ChangeSettings.DefaultThrottleLimit;

    /// <summary>How many calls may leave in a second at most, above 0 and up to 10,000; it may be a fraction. Without it, the pace that the account's flow control allows is found.</summary>
    [Parameter]
    [ValidateRange(0.001, 10_000.0)]
    public double MaxCallsPerSecond { get; set; }

    /// <summary>How many times a call is sent at most when it fails for a reason that passes by itself, from 1 to 1000. The default is 10.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int MaxAttempts { get; set; } = 10;

    /// <summary>For how many seconds such a call is sent again, from 0 to 86,400. The default is 300.</summary>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public int RetryTimeoutSec { get; set; } = 300;

    /// <summary>For how many seconds a call is sent again that finds the ENI or its instance in a passing state, such as Attaching, from 0 to 86,400. The default is 0: such a target is an error at once.</summary>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public int StateTimeoutSec { get; set; }

    /// <summary>How many seconds what the service shows may be behind what it did, from 0 to 600. What a look shows earlier is not taken for the outcome of a call without an answer. The default is 2.</summary>
    [Parameter]
    [ValidateRange(0, 600)]
    public int ReadLagSec { get; set; } = 2;

    /// <summary>Gives a result only when the service shows the change, or after RetryTimeoutSec.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Does not ask for confirmation. It never overrides -WhatIf or a given -Confirm.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What is done, such as "Remove", for prompts and progress.</summary>
    private protected abstract string Verb { get; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        // Who only asks what would happen needs no credential.
        if (IsWhatIf)
            return;
        _progress = new ChangeProgress($"{Verb} IPv6 addresses");
        _cap = MaxCallsPerSecond > 0 ? new CallCap(SteadyClock.Instance, MaxCallsPerSecond) : null;
        StopToken.Register(_sendNoMore.Cancel);
        ConnectEarly();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        Queue.WriteAvailable();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var account in _accounts.Values)
        {
            while (account.Batcher.TryTakeRest(out var batch))
                Send(account, batch);
        }

        if (_progress is null)
            return;
        _progress.IsInputComplete = true;
        Await(WhenSettledAsync());
        if (_progress.Last() is { } last)
            WriteProgress(last);
        var summary = _progress.Summary(Engines);
        WriteVerbose(summary);
        WriteInformation(summary, ["EniToolsSummary"]);
    }

    /// <summary>Hands a confirmed batch to the engine.</summary>
    private protected abstract void Begin(ChangeEngine engine, TargetBatch batch);

    /// <summary>Writes what became of a target, as a result that carries its profile; or gives the error to write.</summary>
    private protected abstract ErrorRecord? Write(ChangeOutcome outcome, string? profileName);

    /// <inheritdoc/>
    private protected override void Take(Ipv6Target target)
    {
        if (AccountInForce(() => EniError.Pipeable(target, ProfileInForce)) is not { } account)
            return;
        if (!account.Batcher.TryAdd(target, out var ready))
            WriteVerbose($"{target} was given before and is taken once.");
        if (ready is not null)
            Send(account, ready);
    }

    /// <summary>The account that the current record is for; null when it has no key, which was said.</summary>
    /// <param name="input">What the error is about.</param>
    private protected Account? AccountInForce(Func<object> input)
    {
        var profileName = ProfileInForce;
        if (_accounts.TryGetValue(profileName ?? "", out var account))
            return account;
        ChangeEngine? engine = null;
        // Who only asks what would happen needs no credential.
        if (_progress is not null)
        {
            if (!TryConnectRecord(input(), out var connection, out var error))
            {
                Refuse(error!);
                return null;
            }

            engine = NewEngine(connection!, profileName);
        }

        _accounts.Add(profileName ?? "", account = new Account(profileName, engine));
        return account;
    }

    /// <summary>Hands work to the engine, when it is confirmed and there is room.</summary>
    /// <param name="account">The account that it is for.</param>
    /// <param name="what">What is changed, as a prompt shows it.</param>
    /// <param name="isPrefixes">Whether it is about prefixes; otherwise about addresses.</param>
    /// <param name="targets">How many outcomes it has.</param>
    /// <param name="begin">Hands it over.</param>
    private protected void Send(Account account, string what, bool isPrefixes, int targets, Action<ChangeEngine> begin)
    {
        if (!MayChange(account.ProfileName is null ? what : $"{what} (profile {account.ProfileName})", isPrefixes) || account.Engine is null)
            return;
        Await(account.Engine.WhenRoomAsync());
        _progress!.Targets += targets;
        begin(account.Engine);
    }

    /// <summary>Leaves an outcome to be written. Callable from any thread.</summary>
    /// <param name="text">The outcome in a line, for the case that the pipeline takes nothing more.</param>
    /// <param name="targets">How many targets it is about.</param>
    /// <param name="write">Writes it as a result; or gives the error to write.</param>
    private protected void Report(string text, int targets, Func<ErrorRecord?> write)
    {
        _unwritten.Enqueue(new Outcome(text, targets, write));
        Queue.Post(WriteNext);
    }

    /// <inheritdoc/>
    private protected override void Refuse(ErrorRecord error)
    {
        // An input that is no target is counted as one, so that the sum at the end is that of the input.
        if (_progress is not null)
        {
            _progress.Targets++;
            _progress.Failed++;
        }

        WriteInOrder(error);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Begun(WhenSettledAsync());
        base.Dispose(disposing);
        if (disposing && !(_unwritten.IsEmpty && _lastErrors.Count == 0))
            TellHost();
    }

    private IEnumerable<ChangeEngine> Engines => _accounts.Values.Select(account => account.Engine).OfType<ChangeEngine>();

    private Task WhenSettledAsync() => Task.WhenAll(Engines.Select(engine => engine.WhenSettledAsync()));

    private ChangeEngine NewEngine(Connection connection, string? profileName) => new(connection.ClientOf, outcome => Reported(outcome, profileName), new ChangeSettings
    {
        ThrottleLimit = ThrottleLimit,
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = MaxAttempts,
            Budget = TimeSpan.FromSeconds(RetryTimeoutSec),
            WaitForState = TimeSpan.FromSeconds(StateTimeoutSec),
        },
        Cap = _cap,
        OnRetry = WriteRetry,
        ReadLag = TimeSpan.FromSeconds(ReadLagSec),
        WaitUntilShown = Wait ? TimeSpan.FromSeconds(RetryTimeoutSec) : TimeSpan.Zero,
        Stopping = _sendNoMore.Token,
        GivingUp = GiveUpToken,
    });

    private void Send(Account account, TargetBatch batch) =>
        Send(account, batch.ToString(), batch.Targets[0].Item.IsPrefix, batch.Targets.Count, engine => Begin(engine, batch));

    private bool MayChange(string what, bool isPrefixes)
    {
        // -Force answers the question that would be asked; what-if, and a -Confirm that was given, go before it.
        if (Force && !IsWhatIf && !MyInvocation.BoundParameters.ContainsKey("Confirm"))
            return true;
        return ShouldProcess(what, isPrefixes ? $"{Verb} IPv6 prefixes" : $"{Verb} IPv6 addresses");
    }

    private void Reported(ChangeOutcome outcome, string? profileName) => Report($"{outcome.Target}: {outcome.Status}", 1, () => Write(outcome, profileName));

    private void WriteNext()
    {
        if (!_unwritten.TryDequeue(out var outcome))
            return;
        var error = outcome.Write();
        if (error is null)
            _progress!.Succeeded += outcome.Targets;
        else
            _progress!.Failed += outcome.Targets;
        if (_progress.Next(Engines, _unwritten.Select(waiting => waiting.Targets)) is { } record)
            WriteProgress(record);
        if (error is not null)
            WriteInOrder(error);
    }

    private void WriteInOrder(ErrorRecord error)
    {
        if (_isEnding)
        {
            _lastErrors.Add(error);
            return;
        }

        // The error ends the pipeline: what is already known, or on its way, is written before it.
        if (Engines.Any() && IsStop)
        {
            _isEnding = true;
            _sendNoMore.Cancel();
            GiveUpSoon();
            Await(WhenSettledAsync());
        }

        WriteError(error);
    }

    // A stopped pipeline takes nothing more; the person or the log at the host can still be told.
    private void TellHost()
    {
        var lines = _unwritten.Select(outcome => outcome.Text).Concat(_lastErrors.Select(error => error.ToString()));
        try
        {
            Host?.UI?.WriteWarningLine("The pipeline ended before this could be written: " + string.Join("; ", lines));
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or InvalidOperationException)
        {
            // There is nobody to tell.
        }
    }

    private bool IsStop => MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var bound)
        ? bound is ActionPreference.Stop
        : LanguagePrimitives.TryConvertTo<ActionPreference>(GetVariableValue("ErrorActionPreference"), out var preference) && preference == ActionPreference.Stop;

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var bound)
        ? ((SwitchParameter)bound).IsPresent
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>What is collected and sent for one account.</summary>
    private protected sealed class Account(string? profileName, ChangeEngine? engine)
    {
        /// <summary>The profile that was asked for by name; null when none was.</summary>
        public string? ProfileName { get; } = profileName;

        /// <summary>Null when nothing is to be changed.</summary>
        public ChangeEngine? Engine { get; } = engine;

        public TargetBatcher Batcher { get; } = new();
    }

    private sealed record Outcome(string Text, int Targets, Func<ErrorRecord?> Write);
}
