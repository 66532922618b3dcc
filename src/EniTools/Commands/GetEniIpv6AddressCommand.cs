using System.Management.Automation;
using EniTools.Api.Model;
using EniTools.Output;
using EniTools.Pipeline;

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
/// <seealso>Get-Eni</seealso>
/// <seealso>Remove-EniIpv6Address</seealso>
[Cmdlet(VerbsCommon.Get, "EniIpv6Address")]
[OutputType(typeof(EniIpv6Assignment))]
public sealed class GetEniIpv6AddressCommand : EniFindCmdlet
{
    private protected override void Write(NetworkInterface networkInterface, string? profileName)
    {
        foreach (var item in networkInterface.Items)
        {
            if (ItemsAsked.Count == 0 || ItemsAsked.Contains(item))
                WriteObject(new EniIpv6Assignment(networkInterface, item, profileName));
        }
    }
}
