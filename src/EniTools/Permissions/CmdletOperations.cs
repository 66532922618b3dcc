using EniTools.Api.Operations;

namespace EniTools.Permissions;

/// <summary>Which operations each cmdlet calls. Those that call nothing are not here.</summary>
internal static class CmdletOperations
{
    private static readonly Dictionary<string, string[]> ByCmdlet = new(StringComparer.OrdinalIgnoreCase)
    {
        // It looks at the ENI when an answer is lost.
        ["Add-EniIpv6Address"] = [AssignIpv6Addresses.Action, DescribeNetworkInterfaces.Action],
        ["Get-Eni"] = [DescribeNetworkInterfaces.Action],
        ["Get-EniIpv6Address"] = [DescribeNetworkInterfaces.Action],
        ["Get-EniIpv6RemovalPlan"] = [DescribeNetworkInterfaces.Action, DescribeInstanceStatus.Action],
        ["Get-EniRegion"] = [DescribeRegions.Action],
        // It looks at the ENI when an answer is lost, and to tell which address of a refused call is not there.
        ["Remove-EniIpv6Address"] = [UnassignIpv6Addresses.Action, DescribeNetworkInterfaces.Action],
    };

    public static IReadOnlyDictionary<string, string[]> All => ByCmdlet;
}
