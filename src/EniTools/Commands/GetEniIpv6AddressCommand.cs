using System.Management.Automation;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;
using EniTools.Searching;

namespace EniTools.Commands;

/// <summary>Shows the IPv6 addresses and prefixes of ENIs, one object for each. With -Ipv6Address or -Ipv6Prefix, only those that are named.</summary>
/// <remarks>
/// <para>It finds ENIs as Get-Eni does and writes an object for each address and each prefix, in the shape in which Remove-EniIpv6Address, Get-EniIpv6RemovalPlan and Add-EniIpv6Address take it.</para>
/// </remarks>
/// <example>
/// <para>Show what an ENI has</para>
/// <code>
/// Get-EniIpv6Address eni-bp1web01b
/// </code>
/// <output>
///    NetworkInterfaceId: eni-bp1web01b, i-bp1web01, web-01 data
///
/// Address or prefix                           Type       Status     Managed
/// -----------------                           ----       ------     -------
/// 2001:db8:1234:1a00::2:1                     Secondary  InUse
/// 2001:db8:1234:1a00::2:2                     Secondary  InUse
/// 2001:db8:1234:1a00::2:3                     Secondary  InUse
/// 2001:db8:1234:1a00::2:4                     Secondary  InUse
/// 2001:db8:1234:1a00::2:5                     Secondary  InUse
/// 2001:db8:1234:1a01:21::/80                  Secondary  InUse
/// 2001:db8:1234:1a01:22::/80                  Secondary  InUse
/// 2001:db8:1234:1a01:23::/80                  Secondary  InUse
/// </output>
/// </example>
/// <example>
/// <para>Ask who has an address</para>
/// <code>
/// Get-EniIpv6Address -Ipv6Address 2001:db8:1234:1a00::2:1
/// </code>
/// <output>
///    NetworkInterfaceId: eni-bp1web01b, i-bp1web01, web-01 data
///
/// Address or prefix                           Type       Status     Managed
/// -----------------                           ----       ------     -------
/// 2001:db8:1234:1a00::2:1                     Secondary  InUse
/// </output>
/// <para>A prefix that the address lies in does not count: what is assigned is compared.</para>
/// </example>
/// <example>
/// <para>Keep what there is before a change</para>
/// <code>
/// Get-EniIpv6Address -InstanceId i-bp1web01 | ConvertTo-Csv
/// </code>
/// <para>Export-Csv writes the same to a file, and Import-Csv gives it to Add-EniIpv6Address to put it back.</para>
/// </example>
/// <example>
/// <para>See what an address costs</para>
/// <code>
/// Get-EniIpv6Address eni-bp1web01b -Ipv6Address 2001:db8:1234:1a00::2:1, 2001:db8:1234:1a00::2:3 -IncludeBandwidth
/// </code>
/// <output>
///    NetworkInterfaceId: eni-bp1web01b, i-bp1web01, web-01 data
///
/// Address or prefix                           Network  Mbit/s Charge
/// -----------------                           -------  ------ ------
/// 2001:db8:1234:1a00::2:1                     Public      100 PayByTraffic
/// 2001:db8:1234:1a00::2:3                     Private
/// </output>
/// <para>Taking the first off its ENI does not end its bandwidth: Remove-EniIpv6Bandwidth does.</para>
/// </example>
/// <seealso>Get-Eni</seealso>
/// <seealso>Get-EniIpv6Bandwidth</seealso>
/// <seealso>Remove-EniIpv6Address</seealso>
[Cmdlet(VerbsCommon.Get, "EniIpv6Address", HelpUri = HelpPage.Uri)]
[OutputType(typeof(EniIpv6Assignment), typeof(EniIpv6BilledAssignment))]
public sealed class GetEniIpv6AddressCommand : SearchingCmdlet
{
    /// <summary>Also shows the network type and the Internet bandwidth of each, which VPC is asked for: in as many calls as there are pages of what has bandwidth. A key that lacks the permission goes on without, with one warning.</summary>
    [Parameter]
    public SwitchParameter IncludeBandwidth { get; set; }

    private protected override IRun NewRun() => new InterfaceSearch(this, new QueryReader(this).Read(), Show, IncludeBandwidth);

    private void Show(FoundInterface found)
    {
        var (networkInterface, items, bandwidth, profileName) = found;
        foreach (var item in items.OrderBy(item => item))
        {
            WriteObject(bandwidth is null
                ? new EniIpv6Assignment(networkInterface, item, profileName)
                : new EniIpv6BilledAssignment(networkInterface, item, bandwidth.Of(networkInterface, item), profileName));
        }
    }
}
