using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Pacing;
using EniTools.Completion;
using EniTools.Errors;
using EniTools.Session;

namespace EniTools.Pipeline;

/// <summary>A cmdlet that shows what there is on ENIs: by ids or by filters, page by page, until the pipeline has enough.</summary>
public abstract class EniFindCmdlet : EniFilterCmdlet
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
            place.Connection.ClientOf(place.RegionId).Repeating(new RetryPolicy(), SystemClock.Instance, WriteRetry),
            place.RegionId,
            _query! with { NetworkInterfaceIds = networkInterfaceIds });
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

    /// <summary>An account and a region of it.</summary>
    private sealed record Place(Connection Connection, string? ProfileName, string RegionId);
}
