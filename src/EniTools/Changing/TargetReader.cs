using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Binding;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Reading;

namespace EniTools.Changing;

/// <summary>Turns what a user wrote or piped into targets, or says which rule each text breaks.</summary>
/// <param name="cmdlet">The cmdlet whose records they are.</param>
/// <param name="needsInterface">Whether a target must name its ENI.</param>
/// <param name="shard">The shard whose records are read; null for all.</param>
/// <param name="heedsPlan">Whether a record of a plan that says "not to be removed" is refused.</param>
internal sealed class TargetReader(
    TargetingCmdlet cmdlet, bool needsInterface = true, Shard? shard = null, bool heedsPlan = false) : ITargetSource
{
    /// <summary>The bandwidth that the current record buys, which errors carry too; null when it buys none.</summary>
    public BandwidthTerms? Purchase { get; set; }

    /// <summary>The ENI of the current record; null when there is none.</summary>
    public string? InterfaceId =>
        string.IsNullOrWhiteSpace(cmdlet.NetworkInterfaceId) ? null : cmdlet.NetworkInterfaceId!.Trim();

    /// <summary>Whether the current record names addresses or prefixes.</summary>
    public bool NamesItems => Named().Count > 0;

    /// <summary>Whether the current record is of the shard; one whose ENI is wrong or missing is of one shard too.</summary>
    public bool IsOfShard => shard is null || shard.Contains(InterfaceId ?? "");

    /// <summary>Reads the current record: one target or one error for each text, and none when it is of another shard.</summary>
    public IEnumerable<(Ipv6Target? Target, ErrorRecord? Error)> Read()
    {
        if (!IsOfShard)
            return [];
        if ((RecordCheck.ProblemOf(cmdlet) ?? RecordCheck.ItemsBeside(cmdlet) ?? OfBandwidth() ?? PlannedToStay()) is { } problem)
            return [(null, cmdlet.InRow(problem))];
        var named = Named();
        // An object with an empty list of addresses is an ENI without addresses, not a mistake.
        var isEmptyInterface = cmdlet.Ipv6Address is { Length: 0 } || cmdlet.Ipv6Prefix is { Length: 0 };
        return named.Count == 0 && !isEmptyInterface
            ? [(null, cmdlet.InRow(EniError.NothingGiven(
                cmdlet.InputObject, cmdlet.Record, cmdlet.InputObject ?? cmdlet.WholeInput())))]
            : named.Select(Read);
    }

    /// <summary>Says what is wrong with an ENI and its region; null when nothing is.</summary>
    /// <param name="networkInterfaceId">The ENI as given.</param>
    /// <param name="regionId">The region in force.</param>
    /// <param name="input">What the error is about.</param>
    /// <param name="needsInterface">Whether there must be an ENI.</param>
    /// <param name="record">The record that the input is from; null for none.</param>
    public static ErrorRecord? CheckPlace(
        string? networkInterfaceId, string? regionId, object input, bool needsInterface = true, PipedRecord? record = null)
    {
        if (needsInterface && networkInterfaceId is null && record?.Text(PipedRecord.InstanceNames) is { } instanceId)
            return EniError.InstanceWithoutInterface(instanceId, input);
        if ((needsInterface || networkInterfaceId is not null) && !ResourceId.IsNetworkInterfaceId(networkInterfaceId))
            return EniError.BadNetworkInterfaceId(networkInterfaceId, input);
        return ResourceId.IsRegionId(regionId) ? null : EniError.BadRegion(regionId, input);
    }

    // What a journal knows of bandwidth names an address that is to stay where it is.
    private ErrorRecord? OfBandwidth() =>
        needsInterface && cmdlet.Record is { } record && record.Has(nameof(EniChange.JournalPath))
            && Enum.TryParse<ChangeAction>(record.Text(nameof(EniChange.Action)), out var action) && action.IsBandwidthAlone()
            ? EniError.JournalOfBandwidth(record.Input)
            : null;

    private List<(string Text, bool IsPrefix)> Named()
    {
        var piped = PipedText.Of(cmdlet.InputObject);
        var addresses = Given(piped is null ? cmdlet.Ipv6Address : [piped, .. Given(cmdlet.Ipv6Address)]);
        return [.. addresses.Select(text => (text, text.IndexOf('/') >= 0)), .. Given(cmdlet.Ipv6Prefix).Select(text => (text, true))];
    }

    private (Ipv6Target? Target, ErrorRecord? Error) Read((string Text, bool IsPrefix) named)
    {
        var input = new EniIpv6Target
        {
            ProfileName = cmdlet.EffectiveProfile,
            RegionId = cmdlet.EffectiveRegionId,
            NetworkInterfaceId = InterfaceId,
            Ipv6Address = named.IsPrefix ? null : named.Text,
            Ipv6Prefix = named.IsPrefix ? named.Text : null,
            Bandwidth = Purchase?.Mbps,
            InternetChargeType = Purchase?.ChargeType,
        };
        var error = ItemReader.Read(named.Text, named.IsPrefix, input, out var item)
            ?? CheckPlace(input.NetworkInterfaceId, input.RegionId, input, needsInterface, cmdlet.Record);
        return error is null
            ? (new Ipv6Target(input.RegionId!, input.NetworkInterfaceId ?? "", item)
            {
                ProfileName = input.ProfileName,
                Purchase = Purchase,
            }, null)
            : (null, cmdlet.InRow(error));
    }

    // A table has the text "False", which is true to PowerShell.
    private ErrorRecord? PlannedToStay() =>
        heedsPlan && cmdlet.Record is { } record && record.Has(nameof(EniIpv6PlannedRemoval.WouldRemove))
            && !bool.TrueString.Equals(record.Text(nameof(EniIpv6PlannedRemoval.WouldRemove)), StringComparison.OrdinalIgnoreCase)
            ? EniError.PlannedToStay(record)
            : null;

    // A row of a table has an empty cell for what it does not give. In a list, an empty text was meant to be something.
    private static List<string> Given(string?[]? texts) => texts is { Length: 1 } && string.IsNullOrWhiteSpace(texts[0])
        ? []
        : [.. (texts ?? []).Select(text => text?.Trim() ?? "")];
}
