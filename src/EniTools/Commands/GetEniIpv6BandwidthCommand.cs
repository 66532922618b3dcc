using System.Management.Automation;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;
using EniTools.Searching;

namespace EniTools.Commands;

/// <summary>Shows the IPv6 addresses and prefixes that have Internet bandwidth, with how it is charged: what stays billed when an address is taken off its ENI.</summary>
/// <remarks>
/// <para>Internet bandwidth belongs to an address, and not to the ENI that has it. It is bought and ended in the API of VPC, and an address that is on nothing can have it. With -Unassociated, only those are shown; Remove-EniIpv6Bandwidth -Release ends their bandwidth and gives them up.</para>
/// <para>The service is asked for what has bandwidth only, 50 in a call.</para>
/// </remarks>
/// <example>
/// <para>Show what has Internet bandwidth</para>
/// <code>
/// Get-EniIpv6Bandwidth
/// </code>
/// <output>
///    RegionId: cn-hangzhou
///
/// Address or prefix                On                       Mbit/s Charge
/// -----------------                --                       ------ ------
/// 2001:db8:1234:1a00::2:1          eni-bp1web01b               100 PayByTraffic
/// 2001:db8:1234:1a00::2:2          eni-bp1web01b                 5 PayByBandwidth
/// 2001:db8:1234:1a00::9:1          eni-bp1attach01              10 PayByTraffic
/// 2001:db8:1234:1a00::b:1          eni-bp1service01             50 PayByBandwidth
/// 2001:db8:1234:1a00::f0:1         (nothing)                    10 PayByBandwidth
/// 2001:db8:1234:1a01:21::/80       eni-bp1web01b                20 PayByTraffic
/// </output>
/// </example>
/// <example>
/// <para>Find addresses that are on nothing and still billed, in all regions</para>
/// <code>
/// Get-EniRegion | Get-EniIpv6Bandwidth -Unassociated
/// </code>
/// </example>
/// <example>
/// <para>End the bandwidth of all that an instance has</para>
/// <code>
/// Get-EniIpv6Address -InstanceId i-bp1web01 | Get-EniIpv6Bandwidth | Remove-EniIpv6Bandwidth -WhatIf
/// </code>
/// <para>Without -WhatIf it is done.</para>
/// </example>
/// <seealso>Remove-EniIpv6Bandwidth</seealso>
/// <seealso>Add-EniIpv6Bandwidth</seealso>
/// <seealso>Get-EniIpv6Address</seealso>
[Cmdlet(VerbsCommon.Get, "EniIpv6Bandwidth", HelpUri = HelpPage.Uri)]
[OutputType(typeof(EniIpv6Bandwidth))]
public sealed class GetEniIpv6BandwidthCommand : EniServiceCmdlet
{
    /// <summary>What came through the pipeline: addresses as text, or objects whose properties are bound to the parameters below. A record with NetworkInterfaceId or InstanceId and no address stands for what those ENIs have. An object of Get-EniRegion, or a record with RegionId and nothing else, stands for all of the region; a record without any of these names is an error.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public override PSObject? InputObject { get; set; }

    /// <summary>Only these addresses. A text with a slash is a prefix. What has no bandwidth is left out.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string[]? Ipv6Address { get; set; }

    /// <summary>Only these prefixes, or addresses given with -Ipv6Address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string[]? Ipv6Prefix { get; set; }

    /// <summary>Only addresses and prefixes that lie in one of these ranges, such as 2001:db8:1234:1a00::/64.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Range { get; set; }

    /// <summary>Only what is on nothing, and billed all the same.</summary>
    [Parameter]
    public SwitchParameter Unassociated { get; set; }

    /// <inheritdoc cref="SearchingCmdlet.RetryTimeoutSec"/>
    [Parameter]
    [ValidateRange(0, 86_400)]
    public override int RetryTimeoutSec { get; set; } = DefaultRetryTimeoutSec;

    private protected override IRun NewRun() =>
        new BandwidthSearch(this, () => [.. Ipv6Address ?? [], .. Ipv6Prefix ?? []], QueryReader.ReadRanges(this, Range), Unassociated);
}
