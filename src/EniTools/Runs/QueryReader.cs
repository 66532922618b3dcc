using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Errors;
using EniTools.Pipeline;

namespace EniTools.Runs;

/// <summary>Turns the filters that a user gave into a query, and writes an error for each value that cannot be understood.</summary>
internal sealed class QueryReader(EniServiceCmdlet cmdlet, ISearchParameters filters)
{
    /// <summary>What the filters ask for; null when one of them cannot be understood and nothing fits.</summary>
    public NetworkInterfaceQuery? Read()
    {
        var items = ReadItems();
        var privateAddresses = ReadPrivateAddresses();
        var statuses = Exact(nameof(filters.Status), filters.Status);
        var types = Exact(nameof(filters.Type), filters.Type);
        if ((items.Count == 0 && (filters.Ipv6Address ?? filters.Ipv6Prefix) is not null)
            || (privateAddresses.Count == 0 && filters.PrivateIpAddress is not null)
            || (statuses.Count == 0 && filters.Status is not null)
            || (types.Count == 0 && filters.Type is not null)
            || !AreExact(
                (nameof(filters.InstanceId), filters.InstanceId),
                (nameof(filters.VpcId), filters.VpcId),
                (nameof(filters.VSwitchId), filters.VSwitchId),
                (nameof(filters.SecurityGroupId), filters.SecurityGroupId),
                (nameof(filters.ResourceGroupId), filters.ResourceGroupId)))
        {
            return null;
        }

        var name = filters.NetworkInterfaceName;
        var hasWildcard = WildcardPattern.ContainsWildcardCharacters(name ?? "");
        return new NetworkInterfaceQuery
        {
            Shard = filters.Shard,
            Items = items,
            PrivateIpAddresses = privateAddresses,
            InstanceId = filters.InstanceId,
            VpcId = filters.VpcId,
            VSwitchId = filters.VSwitchId,
            SecurityGroupId = filters.SecurityGroupId,
            ResourceGroupId = filters.ResourceGroupId,
            NetworkInterfaceName = hasWildcard || name is null ? null : WildcardPattern.Unescape(name),
            NameFits = hasWildcard ? new WildcardPattern(name, WildcardOptions.IgnoreCase).IsMatch : null,
            Statuses = statuses,
            Types = types,
            ServiceManaged = cmdlet.IsOnCommandLine(nameof(filters.ServiceManaged)) ? filters.ServiceManaged.IsPresent : null,
            Tags =
            [
                .. (filters.Tag ?? []).Cast<DictionaryEntry>()
                    .Select(tag => new KeyValuePair<string, string?>(tag.Key.ToString(), tag.Value?.ToString())),
            ],
        };
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
        foreach (var text in (filters.Ipv6Address ?? []).Select(text => (Text: text.Trim(), IsPrefix: text.IndexOf('/') >= 0))
            .Concat((filters.Ipv6Prefix ?? []).Select(text => (Text: text.Trim(), IsPrefix: true))))
        {
            if (TargetReader.ReadItem(text.Text, text.IsPrefix, text.Text, out var item) is { } error)
                cmdlet.WriteError(error);
            else
                items.Add(item);
        }

        return items;
    }

    private HashSet<string> ReadPrivateAddresses()
    {
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in filters.PrivateIpAddress ?? [])
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
