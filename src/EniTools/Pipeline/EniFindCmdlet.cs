using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Api.Operations;
using EniTools.Api.Pacing;
using EniTools.Completion;
using EniTools.Errors;
using EniTools.Session;

namespace EniTools.Pipeline;

/// <summary>A cmdlet that shows what there is on ENIs: by ids or by filters, page by page, until the pipeline has enough.</summary>
public abstract class EniFindCmdlet : EniServiceCmdlet
{
    private static readonly string[] InterfaceProperties = ["NetworkInterfaceId", "EniId"];
    private static readonly string[] RegionProperties = ["RegionId", "Region"];

    private readonly Dictionary<Place, List<string>> _asked = [];
    private NetworkInterfaceQuery? _query;

    /// <summary>What came through the pipeline: ids, or objects whose properties are bound to the parameters below. An object with a region and without an ENI, such as that of Get-EniRegion, is for all ENIs of the region.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The ENIs to look at. Many ids from the pipeline become few calls. Without it, all ENIs of the region.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("EniId")]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    [ArgumentCompleter(typeof(EniCompleter))]
    public string[]? NetworkInterfaceId { get; set; }

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

    /// <summary>The addresses and prefixes that were asked for; empty when all are to be shown.</summary>
    private protected IReadOnlyCollection<Ipv6Item> ItemsAsked => _query!.Items;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _query = ReadQuery();
        ConnectEarly();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Filters were given, and none of them can be understood: nothing fits.
        if (_query is null)
            return;
        var ids = Ids();
        var regionId = RegionInForce;
        if (!ResourceId.IsRegionId(regionId))
        {
            WriteError(EniError.BadRegion(regionId, ids.Count > 0 ? ids.ToArray() : InputObject ?? (object?)regionId));
            return;
        }

        if (!TryConnectRecord(ids.Count > 0 ? ids.ToArray() : InputObject ?? (object)regionId!, out var connection, out var error))
        {
            WriteError(error);
            return;
        }

        var place = new Place(connection!, ProfileInForce, regionId!);
        if (ids.Count == 0 && IsWholeRegion)
            Show(place, []);
        foreach (var id in ids)
            Ask(place, id);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var rest in _asked)
            Show(rest.Key, rest.Value);
    }

    // An empty cell of a table for the ENI is a mistake, and not a wish for all of them.
    private bool IsWholeRegion => !IsOnCommandLine(nameof(NetworkInterfaceId))
        && (!MyInvocation.ExpectingInput || RegionProperties.Any(name => InputObject?.Properties[name] is not null));

    private List<string> Ids()
    {
        var piped = InputObject?.BaseObject switch
        {
            string text => [text],
            IEnumerable<object> texts => [.. texts.Select(text => $"{text}")],
            not null when NetworkInterfaceId is null && InterfaceProperties.Any(name => InputObject.Properties[name] is not null) => [""],
            not null when NetworkInterfaceId is null && !IsWholeRegion => [$"{InputObject}"],
            _ => Array.Empty<string>(),
        };
        return [.. (NetworkInterfaceId ?? []).Concat(piped).Select(id => id?.Trim() ?? "")];
    }

    /// <summary>Writes what the cmdlet has to show of an ENI, with the profile that it was found with.</summary>
    private protected abstract void Write(NetworkInterface networkInterface, string? profileName);

    private void Ask(Place place, string networkInterfaceId)
    {
        if (!ResourceId.IsNetworkInterfaceId(networkInterfaceId))
        {
            WriteError(EniError.BadNetworkInterfaceId(networkInterfaceId, networkInterfaceId));
            return;
        }

        if (!_asked.TryGetValue(place, out var ids))
            _asked.Add(place, ids = []);
        if (!ids.Contains(networkInterfaceId))
            ids.Add(networkInterfaceId);
        if (ids.Count < DescribeNetworkInterfaces.MaxIds)
            return;
        _asked.Remove(place);
        Show(place, ids);
    }

    private void Show(Place place, IReadOnlyCollection<string> networkInterfaceIds)
    {
        var search = new NetworkInterfaceSearch(
            place.Connection.ClientOf(place.RegionId),
            place.RegionId,
            _query! with { NetworkInterfaceIds = networkInterfaceIds },
            () => new RetryLoop(new RetryPolicy(), SystemClock.Instance, WriteRetry));
        try
        {
            for (var page = AskFor(search); page is not null;)
                page = ShowPage(place, search, Await(page));
        }
        catch (ApiException failure)
        {
            WriteFailure(place.RegionId, networkInterfaceIds, failure);
            return;
        }

        foreach (var networkInterfaceId in search.Missing)
            WriteError(EniError.NotFound(networkInterfaceId, place.RegionId, search.RequestId));
    }

    // The next page is asked for while the pipeline has this one, and not before the pipeline has taken an object: it may want no more.
    private Task<IReadOnlyList<NetworkInterface>>? ShowPage(Place place, NetworkInterfaceSearch search, IReadOnlyList<NetworkInterface> page)
    {
        Task<IReadOnlyList<NetworkInterface>>? next = null;
        for (var i = 0; i < page.Count; i++)
        {
            EniSession.Current.Seen.Add(page[i]);
            Write(page[i], place.ProfileName);
            if (i == 0)
                next = AskFor(search);
        }

        return page.Count > 0 ? next : AskFor(search);
    }

    private Task<IReadOnlyList<NetworkInterface>>? AskFor(NetworkInterfaceSearch search) =>
        search.HasMore ? Begun(search.ReadNextAsync(StopToken)) : null;

    private void WriteFailure(string regionId, IReadOnlyCollection<string> networkInterfaceIds, ApiException failure)
    {
        if (networkInterfaceIds.Count == 0)
            WriteError(EniError.CallFailed(failure, regionId));
        foreach (var networkInterfaceId in networkInterfaceIds)
            WriteError(EniError.CallFailed(failure, networkInterfaceId));
    }

    private NetworkInterfaceQuery? ReadQuery()
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
            if (IPAddress.TryParse(text.Trim(), out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text.Trim())
                addresses.Add(text.Trim());
            else
                WriteError(EniError.BadPrivateIpAddress(text));
        }

        return addresses;
    }

    /// <summary>An account and a region of it.</summary>
    private sealed record Place(Connection Connection, string? ProfileName, string RegionId);
}
