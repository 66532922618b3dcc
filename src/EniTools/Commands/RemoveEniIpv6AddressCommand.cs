using System.Diagnostics;
using System.Management.Automation;
using System.Net;
using EniTools.Api.Removal;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;

namespace EniTools.Commands;

/// <summary>Takes IPv6 addresses and prefixes off ENIs.</summary>
[Cmdlet(VerbsCommon.Remove, "EniIpv6Address", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EniIpv6Removal))]
public sealed class RemoveEniIpv6AddressCommand : EniServiceCmdlet
{
    // Input is pulled no faster than it is sent, so that memory stays flat and a prompt is not asked far ahead.
    private const int MaxBatchesAhead = 4;

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(300);

    private readonly RemovalBatcher _batcher = new();
    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();
    private readonly Queue<Task> _ahead = [];
    private RemovalRun? _run;
    private int _calls;
    private int _sent;
    private int _settled;
    private int _refused;

    /// <summary>What came through the pipeline: text, an IPAddress, or an object whose properties are bound to the parameters below.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Addresses to remove. A text with a slash is a prefix.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string[]? Ipv6Address { get; set; }

    /// <summary>The ENI that has them.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("EniId")]
    [AllowNull, AllowEmptyString]
    public string? NetworkInterfaceId { get; set; }

    /// <summary>Prefixes to remove, in CIDR form with all bits after the mask zero.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string[]? Ipv6Prefix { get; set; }

    /// <summary>Makes "is not assigned" a result with that status, for scripts that are run again.</summary>
    [Parameter]
    public SwitchParameter IgnoreUnassigned { get; set; }

    /// <summary>Does not ask for confirmation. It never overrides -WhatIf or a given -Confirm.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Who only asks what would happen needs no credential.
        if (IsWhatIf)
            return;
        var connection = Connect();
        var engine = new RemovalEngine(connection.ClientOf, outcome => Queue.Post(() => Write(outcome))) { OnRetry = WriteRetry };
        _run = new RemovalRun(engine, StopToken);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var piped = InputObject?.BaseObject is string or IPAddress ? InputObject.BaseObject.ToString() : null;
        var addresses = Given(piped is null ? Ipv6Address : [piped, .. Ipv6Address ?? []]);
        var prefixes = Given(Ipv6Prefix);
        if (addresses.Count + prefixes.Count == 0 && !IsEmptyInterface)
            WriteError(EniError.NothingToRemove(InputObject));

        foreach (var address in addresses)
            Take(address, asPrefix: false);
        foreach (var prefix in prefixes)
            Take(prefix, asPrefix: true);
        Queue.WriteAvailable();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        while (_batcher.TryTakeRest(out var batch))
            Send(batch);
        while (_ahead.Count > 0)
            Await(_ahead.Dequeue());
        EndProgress();
    }

    private void Take(string text, bool asPrefix)
    {
        if (!TargetReader.TryRead(text, asPrefix, Given(NetworkInterfaceId), RegionInForce, out var target, out var error))
        {
            WriteError(error);
            return;
        }

        if (!_batcher.TryAdd(target!, out var ready))
            WriteVerbose($"{target} was given before and is removed once.");
        if (ready is not null)
            Send(ready);
    }

    private void Send(RemovalBatch batch)
    {
        if (!MayRemove(batch) || _run is null)
            return;
        _calls++;
        _sent += batch.Targets.Count;
        _ahead.Enqueue(Begun(_run.Add(batch)));
        if (_ahead.Count > MaxBatchesAhead)
            Await(_ahead.Dequeue());
    }

    private bool MayRemove(RemovalBatch batch)
    {
        // -Force answers the question that would be asked; what-if, and a -Confirm that was given, go before it.
        if (Force && !IsWhatIf && !MyInvocation.BoundParameters.ContainsKey("Confirm"))
            return true;
        return ShouldProcess(batch.ToString(), batch.Targets[0].Item.IsPrefix ? "Remove IPv6 prefixes" : "Remove IPv6 addresses");
    }

    private void Write(RemovalOutcome outcome)
    {
        var isResult = outcome.Status == RemovalStatus.Removed || (outcome.Status == RemovalStatus.NotAssigned && IgnoreUnassigned);
        _settled++;
        _refused += isResult ? 0 : 1;
        ShowProgress();
        if (isResult)
            WriteObject(new EniIpv6Removal(outcome));
        else
            WriteError(EniError.NotRemoved(outcome));
    }

    private void ShowProgress()
    {
        if (_calls < 2 || _sinceProgress.Elapsed < ProgressInterval)
            return;
        _sinceProgress.Restart();
        WriteProgress(Progress(ProgressRecordType.Processing));
    }

    private void EndProgress()
    {
        if (_calls > 1)
            WriteProgress(Progress(ProgressRecordType.Completed));
    }

    private ProgressRecord Progress(ProgressRecordType type) =>
        new(0, "Removing IPv6 addresses", $"{_settled} of {_sent} sent are settled, {_refused} of them were not removed") { RecordType = type };

    // An object whose address list is there and empty is an ENI without addresses, not a mistake.
    private bool IsEmptyInterface => Ipv6Address is { Length: 0 } || Ipv6Prefix is { Length: 0 };

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var bound)
        ? ((SwitchParameter)bound).IsPresent
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    // A row of a table has an empty cell for what it does not give.
    private static List<string> Given(IEnumerable<string?>? texts) =>
        [.. (texts ?? []).Select(Given).OfType<string>()];

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
}
