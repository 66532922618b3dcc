using System.Management.Automation;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;
using EniTools.Searching;

namespace EniTools.Commands;

/// <summary>Shows ENIs, one object for each, with all that is assigned to it. The object can be piped on to the cmdlets that change it.</summary>
/// <remarks>
/// <para>The service lists ENIs page by page and filters by some of their properties. This cmdlet reads all pages, stops when the pipeline has enough, and filters by what the service cannot. Filters are joined with and; the values of one filter with or.</para>
/// <para>An id that is not there is an error, and the others are shown.</para>
/// </remarks>
/// <example>
/// <para>Show an ENI</para>
/// <code>
/// Get-Eni eni-bp1web01b
/// </code>
/// <output>
///    Region and VPC: cn-hangzhou, vpc-bp1main
///
/// NetworkInterfaceId       Type      Status    Addresses Prefixes Name
/// ------------------       ----      ------    --------- -------- ----
/// eni-bp1web01b            Secondary InUse             5        3 web-01 data
/// </output>
/// </example>
/// <example>
/// <para>Find the ENI that has an address</para>
/// <code>
/// Get-Eni -Ipv6Address 2001:db8:1234:1a00::2:1
/// </code>
/// <output>
///    Region and VPC: cn-hangzhou, vpc-bp1main
///
/// NetworkInterfaceId       Type      Status    Addresses Prefixes Name
/// ------------------       ----      ------    --------- -------- ----
/// eni-bp1web01b            Secondary InUse             5        3 web-01 data
/// </output>
/// </example>
/// <example>
/// <para>Find ENIs by tag and name</para>
/// <code>
/// Get-Eni -Tag @{ env = 'prod' } -NetworkInterfaceName 'web-*' -Status InUse
/// </code>
/// <output>
///    Region and VPC: cn-hangzhou, vpc-bp1main
///
/// NetworkInterfaceId       Type      Status    Addresses Prefixes Name
/// ------------------       ----      ------    --------- -------- ----
/// eni-bp1web01a            Primary   InUse             2        0 web-01 primary
/// eni-bp1web01b            Secondary InUse             5        3 web-01 data
/// eni-bp1web02a            Primary   InUse             2        0 web-02 primary
/// eni-bp1web02b            Secondary InUse            25        0 web-02 data, ma…
/// eni-bp1web03a            Primary   InUse             2        0 web-03 primary,…
/// eni-bp1web03b            Secondary InUse             2        0 web-03 data
/// </output>
/// </example>
/// <example>
/// <para>Count the addresses of all ENIs</para>
/// <code>
/// Get-Eni | Sort-Object { $_.Ipv6Address.Count } -Descending | Select-Object NetworkInterfaceId, { $_.Ipv6Address.Count } -First 5
/// </code>
/// </example>
/// <seealso>Get-EniIpv6Address</seealso>
[Cmdlet(VerbsCommon.Get, "Eni", HelpUri = HelpPage.Uri)]
[OutputType(typeof(Eni))]
public sealed class GetEniCommand : SearchingCmdlet
{
    private protected override IRun NewRun() =>
        new InterfaceSearch(this, new QueryReader(this).Read(), found => WriteObject(new Eni(found.Interface, found.ProfileName)));
}
