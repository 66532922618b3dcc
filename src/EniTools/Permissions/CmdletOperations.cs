using EniTools.Api.Calls;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Operations.Vpc;

namespace EniTools.Permissions;

/// <summary>The operations that each cmdlet calls. Cmdlets without calls are not listed.</summary>
internal static class CmdletOperations
{
    private static readonly Dictionary<string, ApiOperation[]> ByCmdlet = new(StringComparer.OrdinalIgnoreCase)
    {
        // Reads the ENI for its tags if some are protected, and after a lost answer.
        ["Add-EniIpv6Address"] = [AssignIpv6Addresses.Operation, DescribeNetworkInterfaces.Operation],
        // Both read first the bandwidth, and the ENI of the address if ENIs are protected or the ENI is a primary one.
        ["Add-EniIpv6Bandwidth"] =
            [AllocateIpv6InternetBandwidth.Operation, DescribeIpv6Addresses.Operation, DescribeNetworkInterfaces.Operation],
        ["Get-Eni"] = [DescribeNetworkInterfaces.Operation],
        ["Get-EniIpv6Address"] = [DescribeNetworkInterfaces.Operation, DescribeIpv6Addresses.Operation],
        // Reads the addresses of an ENI or an instance that a record names.
        ["Get-EniIpv6Bandwidth"] = [DescribeIpv6Addresses.Operation, DescribeNetworkInterfaces.Operation],
        ["Get-EniIpv6RemovalPlan"] =
            [DescribeNetworkInterfaces.Operation, DescribeInstanceStatus.Operation, DescribeIpv6Addresses.Operation],
        ["Get-EniRegion"] = [DescribeRegions.Operation],
        // Reads for the same reasons as Add, and to find the addresses of a refused call that are not assigned.
        ["Remove-EniIpv6Address"] = [UnassignIpv6Addresses.Operation, DescribeNetworkInterfaces.Operation],
        ["Remove-EniIpv6Bandwidth"] =
            [
                DeleteIpv6InternetBandwidth.Operation, DescribeIpv6Addresses.Operation, ReleaseIpv6Address.Operation,
                DescribeNetworkInterfaces.Operation,
            ],
        // Both do what the journal says.
        ["Resume-EniChange"] = [.. AsTheJournalSays],
        ["Undo-EniChange"] = [.. AsTheJournalSays],
    };

    private static IEnumerable<ApiOperation> AsTheJournalSays =>
    [
        UnassignIpv6Addresses.Operation, AssignIpv6Addresses.Operation, DescribeNetworkInterfaces.Operation,
        DeleteIpv6InternetBandwidth.Operation, AllocateIpv6InternetBandwidth.Operation, DescribeIpv6Addresses.Operation,
    ];

    public static IReadOnlyDictionary<string, ApiOperation[]> All => ByCmdlet;
}
