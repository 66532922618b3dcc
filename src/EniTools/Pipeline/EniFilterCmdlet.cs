using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Completion;
using EniTools.Errors;

namespace EniTools.Pipeline;

/// <summary>A cmdlet that takes filters for ENIs.</summary>
public abstract class EniFilterCmdlet : EniServiceCmdlet
{
    /// <summary>Only ENIs that have one of these addresses. A text with a slash is a prefix. The service finds the owner of an address at once; for a prefix, all ENIs are looked through.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Ipv6Address { get; set; }

    /// <summary>Only ENIs that have one of these prefixes, or of the addresses given with -Ipv6Address. All ENIs are looked through.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Ipv6Prefix { get; set; }

    /// <summary>Only ENIs that are attached to this instance.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? InstanceId { get; set; }

    /// <summary>Only ENIs in this VPC.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? VpcId { get; set; }

    /// <summary>Only ENIs in this vSwitch.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? VSwitchId { get; set; }

    /// <summary>Only ENIs in this security group. The service can filter secondary ENIs only: with -Type Secondary it does, otherwise all ENIs are looked through.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? SecurityGroupId { get; set; }

    /// <summary>Only ENIs in this resource group.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? ResourceGroupId { get; set; }

    /// <summary>Only ENIs that have one of these private IPv4 addresses, as primary or secondary one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? PrivateIpAddress { get; set; }

    /// <summary>Only ENIs with this name. With a wildcard, case does not matter and the names are compared here; without one, the service compares, case included.</summary>
    [Parameter]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string? NetworkInterfaceName { get; set; }

    /// <summary>Only ENIs in one of these statuses: Available, Attaching, InUse, Detaching, Deleting.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string[]? Status { get; set; }

    /// <summary>Only ENIs of one of these types: Primary, Secondary, Trunk, Member.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string[]? Type { get; set; }

    /// <summary>Only ENIs that a cloud service owns; with -ServiceManaged:$false, only those that none owns.</summary>
    [Parameter]
    public SwitchParameter ServiceManaged { get; set; }

    /// <summary>Only ENIs that have all of these tags, such as @{ env = 'prod'; team = $null }. $null fits any value.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Tag { get; set; }

    /// <summary>What the filters ask for; null when one of them cannot be understood and nothing fits.</summary>
    private protected NetworkInterfaceQuery? ReadQuery()
    {
        var items = ReadItems();
        var privateAddresses = ReadPrivateAddresses();
        var statuses = Whole(nameof(Status), Status);
        var types = Whole(nameof(Type), Type);
        if ((items.Count == 0 && (Ipv6Address ?? Ipv6Prefix) is not null)
            || (privateAddresses.Count == 0 && PrivateIpAddress is not null)
            || (statuses.Count == 0 && Status is not null)
            || (types.Count == 0 && Type is not null)
            || !AreWhole(
                (nameof(InstanceId), InstanceId),
                (nameof(VpcId), VpcId),
                (nameof(VSwitchId), VSwitchId),
                (nameof(SecurityGroupId), SecurityGroupId),
                (nameof(ResourceGroupId), ResourceGroupId)))
        {
            return null;
        }

        var hasWildcard = WildcardPattern.ContainsWildcardCharacters(NetworkInterfaceName ?? "");
        return new NetworkInterfaceQuery
        {
            Items = items,
            PrivateIpAddresses = privateAddresses,
            InstanceId = InstanceId,
            VpcId = VpcId,
            VSwitchId = VSwitchId,
            SecurityGroupId = SecurityGroupId,
            ResourceGroupId = ResourceGroupId,
            NetworkInterfaceName = hasWildcard || NetworkInterfaceName is null ? null : WildcardPattern.Unescape(NetworkInterfaceName),
            NameFits = hasWildcard ? new WildcardPattern(NetworkInterfaceName, WildcardOptions.IgnoreCase).IsMatch : null,
            Statuses = statuses,
            Types = types,
            ServiceManaged = MyInvocation.BoundParameters.ContainsKey(nameof(ServiceManaged)) ? ServiceManaged.IsPresent : null,
            Tags = [.. (Tag ?? []).Cast<DictionaryEntry>().Select(tag => new KeyValuePair<string, string?>(tag.Key.ToString(), tag.Value?.ToString()))],
        };
    }

    private bool AreWhole(params (string Parameter, string? Text)[] ids)
    {
        var areWhole = true;
        foreach (var (parameter, text) in ids)
            areWhole &= text is null || Whole(parameter, [text]).Count > 0;
        return areWhole;
    }

    // The service compares whole values: with a wildcard, nothing would ever fit.
    private List<string> Whole(string parameter, string[]? texts)
    {
        var withWildcard = (texts ?? []).ToLookup(WildcardPattern.ContainsWildcardCharacters);
        foreach (var text in withWildcard[true])
            WriteError(EniError.WildcardNotTaken(parameter, text));
        return [.. withWildcard[false]];
    }

    // A text that is no address is an error of its own, and the others go on.
    private HashSet<Ipv6Item> ReadItems()
    {
        var items = new HashSet<Ipv6Item>();
        foreach (var text in (Ipv6Address ?? []).Select(text => (Text: text.Trim(), IsPrefix: text.IndexOf('/') >= 0))
            .Concat((Ipv6Prefix ?? []).Select(text => (Text: text.Trim(), IsPrefix: true))))
        {
            if (TargetReader.ReadItem(text.Text, text.IsPrefix, text.Text, out var item) is { } error)
                WriteError(error);
            else
                items.Add(item);
        }

        return items;
    }

    private HashSet<string> ReadPrivateAddresses()
    {
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in PrivateIpAddress ?? [])
        {
            if (IsIpv4(text.Trim()))
                addresses.Add(text.Trim());
            else
                WriteError(EniError.BadPrivateIpAddress(text, IsIpv4));
        }

        return addresses;
    }

    private static bool IsIpv4(string text) => IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text;
}
