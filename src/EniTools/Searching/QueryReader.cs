using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Binding;
using EniTools.Errors;
using EniTools.Parameters;
using EniTools.Pipeline;
using EniTools.Reading;

namespace EniTools.Searching;

/// <summary>Reads the given filters into a query, and writes an error for each value that cannot be read.</summary>
internal sealed class QueryReader(SearchingCmdlet cmdlet)
{
    private const string AnyValue = "*";

    /// <summary>Gets the query; null if a filter cannot be read, so that nothing fits.</summary>
    public NetworkInterfaceQuery? Read()
    {
        var items = ReadItems();
        var privateAddresses = ReadPrivateAddresses();
        var ranges = ReadRanges(cmdlet, cmdlet.Range);
        var tags = ReadTags();
        var statuses = Exact(nameof(cmdlet.Status), cmdlet.Status);
        var types = Exact(nameof(cmdlet.Type), cmdlet.Type);
        if ((items.Count == 0 && (cmdlet.Ipv6Address ?? cmdlet.Ipv6Prefix) is not null)
            || (privateAddresses.Count == 0 && cmdlet.PrivateIpAddress is not null)
            || ranges is null
            || tags is null
            || (statuses.Count == 0 && cmdlet.Status is not null)
            || (types.Count == 0 && cmdlet.Type is not null)
            || !AreExact(
                (nameof(cmdlet.InstanceId), cmdlet.InstanceId),
                (nameof(cmdlet.VpcId), cmdlet.VpcId),
                (nameof(cmdlet.VSwitchId), cmdlet.VSwitchId),
                (nameof(cmdlet.SecurityGroupId), cmdlet.SecurityGroupId),
                (nameof(cmdlet.ResourceGroupId), cmdlet.ResourceGroupId)))
        {
            return null;
        }

        var name = cmdlet.NetworkInterfaceName;
        var hasWildcard = WildcardPattern.ContainsWildcardCharacters(name ?? "");
        return new NetworkInterfaceQuery
        {
            Shard = cmdlet.Shard,
            Items = items,
            Ranges = ranges,
            PrivateIpAddresses = privateAddresses,
            InstanceId = cmdlet.InstanceId,
            VpcId = cmdlet.VpcId,
            VSwitchId = cmdlet.VSwitchId,
            SecurityGroupId = cmdlet.SecurityGroupId,
            ResourceGroupId = cmdlet.ResourceGroupId,
            NetworkInterfaceName = hasWildcard || name is null ? null : WildcardPattern.Unescape(name),
            NameFits = hasWildcard ? new WildcardPattern(name, WildcardOptions.IgnoreCase).IsMatch : null,
            Statuses = statuses,
            Types = types,
            ServiceManaged = cmdlet.IsOnCommandLine(nameof(cmdlet.ServiceManaged)) ? cmdlet.ServiceManaged.IsPresent : null,
            Tags = tags,
        };
    }

    /// <summary>Reads ranges; null if one of them cannot be read, which is an error.</summary>
    public static IReadOnlyCollection<Ipv6Prefix>? ReadRanges(EniServiceCmdlet cmdlet, string[]? texts)
    {
        List<Ipv6Prefix> ranges = [];
        var areRanges = true;
        foreach (var text in texts ?? [])
        {
            if (Ipv6Prefix.TryParseRange(text.Trim(), out var range, out var problem))
                ranges.Add(range);
            else
                areRanges = false;
            if (problem is not null)
                cmdlet.WriteError(EniError.BadRange(text, problem));
        }

        return areRanges ? ranges : null;
    }

    // Empty ones come from variables that are not set. Null if there is one.
    private List<KeyValuePair<string, string?>>? ReadTags()
    {
        List<KeyValuePair<string, string?>> tags = [];
        var problem = cmdlet.Tag is { Count: 0 } ? "is an empty table" : null;
        foreach (DictionaryEntry tag in cmdlet.Tag ?? [])
        {
            var (key, value) = ($"{tag.Key}".Trim(), $"{tag.Value}");
            problem ??= key.Length == 0 ? "has a tag without a key"
                : PipedRecord.IsList(tag.Value) ? $"has a list of values for '{key}', and one text was expected"
                : value.Trim().Length == 0 ? $"has no value for '{key}'"
                : value != AnyValue && value.Contains(AnyValue) ? $"has '{value}' for '{key}', and a value is taken whole"
                : null;
            tags.Add(new(key, value == AnyValue ? null : value));
        }

        if (problem is null)
            return tags;
        cmdlet.WriteError(EniError.BadTag(problem, cmdlet.Tag!));
        return null;
    }

    private bool AreExact(params (string Parameter, string? Text)[] ids)
    {
        var areExact = true;
        foreach (var (parameter, text) in ids)
            areExact &= text is null || Exact(parameter, [text]).Count > 0;
        return areExact;
    }

    // The service compares whole values: with a wildcard, nothing would ever fit.
    private List<string> Exact(string parameter, string[]? texts)
    {
        var withWildcard = (texts ?? []).ToLookup(WildcardPattern.ContainsWildcardCharacters);
        foreach (var text in withWildcard[true])
            cmdlet.WriteError(EniError.WildcardNotTaken(parameter, text));
        return [.. withWildcard[false]];
    }

    // A text that is not an address is an error of its own, and the others go on.
    private HashSet<Ipv6Item> ReadItems()
    {
        var items = new HashSet<Ipv6Item>();
        foreach (var text in (cmdlet.Ipv6Address ?? []).Select(text => (Text: text.Trim(), IsPrefix: text.IndexOf('/') >= 0))
            .Concat((cmdlet.Ipv6Prefix ?? []).Select(text => (Text: text.Trim(), IsPrefix: true))))
        {
            if (ItemReader.Read(text.Text, text.IsPrefix, text.Text, out var item) is { } error)
                cmdlet.WriteError(error);
            else
                items.Add(item);
        }

        return items;
    }

    private HashSet<string> ReadPrivateAddresses()
    {
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in cmdlet.PrivateIpAddress ?? [])
        {
            if (IsIpv4(text.Trim()))
                addresses.Add(text.Trim());
            else
                cmdlet.WriteError(EniError.BadPrivateIpAddress(text, IsIpv4));
        }

        return addresses;
    }

    private static bool IsIpv4(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text;
}
