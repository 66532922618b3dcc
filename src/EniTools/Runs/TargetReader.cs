using System.Collections;
using System.Management.Automation;
using System.Net;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Api.Model;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;

namespace EniTools.Runs;

/// <summary>Turns what a user wrote or piped into targets, or says which rule each text breaks.</summary>
/// <param name="cmdlet">The cmdlet whose records they are.</param>
/// <param name="parameters">What a record gives.</param>
/// <param name="needsInterface">Whether a target must name its ENI.</param>
/// <param name="shard">The shard whose records are read; null for all.</param>
internal sealed class TargetReader(
    EniServiceCmdlet cmdlet, ITargetParameters parameters, bool needsInterface = true, Shard? shard = null)
{
    // Properties of an object that must hold one text each, with the names that are bound.
    private static readonly string[] SingleTexts = ["ProfileName", "RegionId", "Region", "NetworkInterfaceId", "EniId"];

    /// <summary>The ENI of the current record; null when there is none.</summary>
    public string? InterfaceInForce =>
        string.IsNullOrWhiteSpace(parameters.NetworkInterfaceId) ? null : parameters.NetworkInterfaceId!.Trim();

    /// <summary>Whether the current record names addresses or prefixes.</summary>
    public bool NamesItems => Named().Count > 0;

    /// <summary>Whether the current record is of the shard; one whose ENI is wrong or missing is of one shard too.</summary>
    public bool IsOfShard => shard is null || shard.Contains(InterfaceInForce ?? "");

    /// <summary>What is wrong with the current record as a whole; null when nothing is.</summary>
    // The engine ignores a property that it cannot bind; the session's region or nothing would take its place.
    public ErrorRecord? Unbound => IsOfBandwidth
        ? EniError.JournalOfBandwidth(parameters.InputObject!)
        : parameters.InputObject?.Properties.FirstOrDefault(property =>
        SingleTexts.Contains(property.Name, StringComparer.OrdinalIgnoreCase)
        && !cmdlet.IsOnCommandLine(property.Name)
        && !(property.Name.Equals("Region", StringComparison.OrdinalIgnoreCase) && cmdlet.IsOnCommandLine(nameof(cmdlet.RegionId)))
        && !(property.Name.Equals("EniId", StringComparison.OrdinalIgnoreCase)
            && cmdlet.IsOnCommandLine(nameof(parameters.NetworkInterfaceId)))
        && (property.Value is PSObject wrapped ? wrapped.BaseObject : property.Value) is IEnumerable and not string) is { } unbound
        ? EniError.NotOneText(unbound.Name, parameters.InputObject!)
        : null;

    /// <summary>Reads the current record: one target or one error for each text, and none when it is of another shard.</summary>
    public IEnumerable<(Ipv6Target? Target, ErrorRecord? Error)> ReadRecord()
    {
        if (!IsOfShard)
            return [];
        if (Unbound is { } unbound)
            return [(null, unbound)];
        var named = Named();
        // An object with an empty list of addresses is an ENI without addresses, not a mistake.
        var isEmptyInterface = parameters.Ipv6Address is { Length: 0 } || parameters.Ipv6Prefix is { Length: 0 };
        return named.Count == 0 && !isEmptyInterface ? [(null, EniError.NothingGiven(parameters.InputObject))] : named.Select(Read);
    }

    /// <summary>Says what is wrong with an ENI and its region; null when nothing is.</summary>
    /// <param name="networkInterfaceId">The ENI as given.</param>
    /// <param name="regionId">The region in force.</param>
    /// <param name="input">What the error is about.</param>
    /// <param name="needsInterface">Whether there must be an ENI.</param>
    public static ErrorRecord? CheckPlace(string? networkInterfaceId, string? regionId, object input, bool needsInterface = true)
    {
        if ((needsInterface || networkInterfaceId is not null) && !ResourceId.IsNetworkInterfaceId(networkInterfaceId))
            return EniError.BadNetworkInterfaceId(networkInterfaceId, input);
        return ResourceId.IsRegionId(regionId) ? null : EniError.BadRegion(regionId, input);
    }

    /// <summary>Reads an address or prefix alone.</summary>
    /// <returns>What is wrong; null when there is an item.</returns>
    public static ErrorRecord? ReadItem(string text, bool isPrefix, object input, out Ipv6Item item)
    {
        item = default;
        if (isPrefix)
        {
            if (!Ipv6Prefix.TryParse(text, out var prefix, out var fault, out var problem))
                return EniError.BadPrefix(text, fault, problem, input);
            item = new Ipv6Item(prefix);
        }
        else
        {
            if (!Ipv6Address.TryParse(text, out var address, out var problem))
                return EniError.BadAddress(text, problem, input);
            item = new Ipv6Item(address);
        }

        return SpecialRange.ProblemOf(item) is { } rule ? EniError.NotForInterface(text, isPrefix, rule, input) : null;
    }

    // What a journal knows of bandwidth names an address that is to stay where it is.
    private bool IsOfBandwidth => needsInterface && parameters.InputObject is { } input && input.Properties["JournalPath"] is not null
        && Enum.TryParse<ChangeAction>($"{input.Properties["Action"]?.Value}", out var action) && action.IsBandwidthAlone();

    private List<(string Text, bool IsPrefix)> Named()
    {
        var piped = parameters.InputObject?.BaseObject is string or IPAddress ? parameters.InputObject.BaseObject.ToString() : null;
        var addresses = Given(piped is null ? parameters.Ipv6Address : [piped, .. Given(parameters.Ipv6Address)]);
        return [.. addresses.Select(text => (text, text.IndexOf('/') >= 0)), .. Given(parameters.Ipv6Prefix).Select(text => (text, true))];
    }

    private (Ipv6Target? Target, ErrorRecord? Error) Read((string Text, bool IsPrefix) named)
    {
        var input = new EniIpv6Target
        {
            ProfileName = cmdlet.ProfileInForce,
            RegionId = cmdlet.RegionInForce,
            NetworkInterfaceId = InterfaceInForce,
            Ipv6Address = named.IsPrefix ? null : named.Text,
            Ipv6Prefix = named.IsPrefix ? named.Text : null,
        };
        var error = ReadItem(named.Text, named.IsPrefix, input, out var item)
            ?? CheckPlace(input.NetworkInterfaceId, input.RegionId, input, needsInterface);
        return (error is null ? new Ipv6Target(input.RegionId!, input.NetworkInterfaceId ?? "", item) : null, error);
    }

    // A row of a table has an empty cell for what it does not give. In a list, an empty text was meant to be something.
    private static List<string> Given(string?[]? texts) => texts is { Length: 1 } && string.IsNullOrWhiteSpace(texts[0])
        ? []
        : [.. (texts ?? []).Select(text => text?.Trim() ?? "")];
}
