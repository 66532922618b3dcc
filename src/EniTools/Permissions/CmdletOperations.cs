using EniTools.Api.Calls;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Operations.Vpc;

namespace EniTools.Permissions;

/// <summary>Which operations each cmdlet calls. Those that call nothing are not here.</summary>
internal static class CmdletOperations
{
    private static readonly Dictionary<string, ApiOperation[]> ByCmdlet = new(StringComparer.OrdinalIgnoreCase)
    {
        // It looks at the ENI for its tags where some are protected, and when an answer is lost.
        ["Add-EniIpv6Address"] = [AssignIpv6Addresses.Operation, DescribeNetworkInterfaces.Operation],
        // They look first what there is, and which ENI has it where ENIs are protected or the address is on a primary one.
        ["Add-EniIpv6Bandwidth"] =
            [AllocateIpv6InternetBandwidth.Operation, DescribeIpv6Addresses.Operation, DescribeNetworkInterfaces.Operation],
        ["Get-Eni"] = [DescribeNetworkInterfaces.Operation],
        ["Get-EniIpv6Address"] = [DescribeNetworkInterfaces.Operation, DescribeIpv6Addresses.Operation],
        // It looks up what is on an ENI or an instance that a record names.
        ["Get-EniIpv6Bandwidth"] = [DescribeIpv6Addresses.Operation, DescribeNetworkInterfaces.Operation],
        ["Get-EniIpv6RemovalPlan"] =
            [DescribeNetworkInterfaces.Operation, DescribeInstanceStatus.Operation, DescribeIpv6Addresses.Operation],
        ["Get-EniRegion"] = [DescribeRegions.Operation],
        // It looks for the same reasons, and to find out which address of a refused call is not there.
        ["Remove-EniIpv6Address"] = [UnassignIpv6Addresses.Operation, DescribeNetworkInterfaces.Operation],
        ["Remove-EniIpv6Bandwidth"] =
            [
                DeleteIpv6InternetBandwidth.Operation, DescribeIpv6Addresses.Operation, ReleaseIpv6Address.Operation,
                DescribeNetworkInterfaces.Operation,
            ],
        // They do or take back what the journal says.
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
