using System.Management.Automation;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations;
using EniTools.Api.Pacing;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Commands;

/// <summary>Shows the IPv6 addresses and prefixes of ENIs, one object for each.</summary>
[Cmdlet(VerbsCommon.Get, "EniIpv6Address")]
[OutputType(typeof(EniIpv6Assignment))]
public sealed class GetEniIpv6AddressCommand : EniServiceCmdlet
{
    private readonly Dictionary<string, List<string>> _asked = new(StringComparer.Ordinal);
    private Connection? _connection;

    /// <summary>The ENIs to look at. Without it, all of the region.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("EniId")]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string[]? NetworkInterfaceId { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _connection = Connect();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var regionId = RegionInForce;
        if (!ResourceId.IsRegionId(regionId))
        {
            WriteError(EniError.BadRegion(regionId, (object?)NetworkInterfaceId ?? regionId));
            return;
        }

        if (!MyInvocation.BoundParameters.ContainsKey(nameof(NetworkInterfaceId)) && !MyInvocation.ExpectingInput)
        {
            Show(regionId!, []);
            return;
        }

        foreach (var id in NetworkInterfaceId ?? [])
            Ask(regionId!, id?.Trim() ?? "");
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var rest in _asked)
            Show(rest.Key, rest.Value);
    }

    // Many ids from the pipeline become few calls.
    private void Ask(string regionId, string networkInterfaceId)
    {
        if (!ResourceId.IsNetworkInterfaceId(networkInterfaceId))
        {
            WriteError(EniError.BadNetworkInterfaceId(networkInterfaceId, networkInterfaceId));
            return;
        }

        if (!_asked.TryGetValue(regionId, out var ids))
            _asked.Add(regionId, ids = []);
        if (!ids.Contains(networkInterfaceId))
            ids.Add(networkInterfaceId);
        if (ids.Count < DescribeNetworkInterfaces.MaxIds)
            return;
        _asked.Remove(regionId);
        Show(regionId, ids);
    }

    private void Show(string regionId, IReadOnlyCollection<string> networkInterfaceIds)
    {
        var missing = new HashSet<string>(networkInterfaceIds, StringComparer.Ordinal);
        string? requestId = null;
        string? nextToken = null;
        do
        {
            NetworkInterfacePage page;
            try
            {
                page = Await(Begun(ReadPageAsync(regionId, networkInterfaceIds, nextToken)));
            }
            catch (ApiException failure)
            {
                WriteFailure(regionId, networkInterfaceIds, failure);
                return;
            }

            foreach (var networkInterface in page.NetworkInterfaces)
            {
                missing.Remove(networkInterface.NetworkInterfaceId);
                foreach (var item in networkInterface.Items)
                    WriteObject(new EniIpv6Assignment(networkInterface, item));
            }

            (requestId, nextToken) = (page.RequestId, page.NextToken);
        }
        while (nextToken is not null);

        foreach (var networkInterfaceId in missing)
            WriteError(EniError.NotFound(networkInterfaceId, regionId, requestId));
    }

    private Task<NetworkInterfacePage> ReadPageAsync(string regionId, IReadOnlyCollection<string> networkInterfaceIds, string? nextToken)
    {
        var client = _connection!.ClientOf(regionId);
        return new RetryLoop(new RetryPolicy(), SystemClock.Instance, WriteRetry).RunAsync(
            () => client.DescribeNetworkInterfacesAsync(regionId, networkInterfaceIds, nextToken, StopToken), StopToken);
    }

    private void WriteFailure(string regionId, IReadOnlyCollection<string> networkInterfaceIds, ApiException failure)
    {
        if (networkInterfaceIds.Count == 0)
            WriteError(EniError.CallFailed(failure, regionId));
        foreach (var networkInterfaceId in networkInterfaceIds)
            WriteError(EniError.CallFailed(failure, networkInterfaceId));
    }
}
