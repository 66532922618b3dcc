using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Binding;
using EniTools.Changing;
using EniTools.Completion;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;

namespace EniTools.Commands;

/// <summary>Ends the Internet bandwidth of IPv6 addresses and prefixes, so that it is no longer billed. The addresses stay where they are.</summary>
/// <remarks>
/// <para>The service ends the bandwidth of one address in a call, and no two calls for one address may overlap. This cmdlet looks first what there is, in few calls, and then runs the calls of different addresses beside each other. Each input becomes one result or one error; the result has what was ended, and Add-EniIpv6Bandwidth takes it to buy the same again.</para>
/// <para>With -Release, an address that is on nothing is given up when its bandwidth has ended. What was ended stays so when that fails: the error says so, and its TargetObject, piped back in, gives the address up.</para>
/// <para>A subscription is not ended: it is paid in advance, and the same cannot be bought back. Addresses that a cloud service owns are not changed either.</para>
/// <para>It asks before it ends anything; -Force answers, -WhatIf asks no question and makes no call. Guard rails and lost answers are as for Remove-EniIpv6Address.</para>
/// </remarks>
/// <note>An address is recognised by itself, not by its id: the service gives it another one when it is assigned again.</note>
/// <note>An ENI that is protected keeps the bandwidth of its addresses, however they are named. The addresses of protected ENIs are read first (ecs:DescribeNetworkInterfaces), also with -WhatIf; where they cannot be read, nothing is touched.</note>
/// <example>
/// <para>End the bandwidth of two addresses</para>
/// <code>
/// '2001:db8:1234:1a00::2:1', '2001:db8:1234:1a00::2:2' | Remove-EniIpv6Bandwidth -Force | Sort-Object
/// </code>
/// <output>
/// Address or prefix                       Mbit/s Charge         Status
/// -----------------                       ------ ------         ------
/// 2001:db8:1234:1a00::2:1                    100 PayByTraffic   Ended
/// 2001:db8:1234:1a00::2:2                      5 PayByBandwidth Ended
/// </output>
/// </example>
/// <example>
/// <para>Give up what is on nothing and still billed</para>
/// <code>
/// Get-EniIpv6Bandwidth -Unassociated | Remove-EniIpv6Bandwidth -Release -Force
/// </code>
/// <output>
/// Address or prefix                       Mbit/s Charge         Status
/// -----------------                       ------ ------         ------
/// 2001:db8:1234:1a00::f0:1                    10 PayByBandwidth Released
/// </output>
/// </example>
/// <seealso>Get-EniIpv6Bandwidth</seealso>
/// <seealso>Add-EniIpv6Bandwidth</seealso>
/// <seealso>about_EniTools_Errors</seealso>
[Cmdlet(VerbsCommon.Remove, "EniIpv6Bandwidth", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPage.Uri)]
[OutputType(typeof(EniIpv6BandwidthRemoval))]
public sealed class RemoveEniIpv6BandwidthCommand : ChangingCmdlet
{
    /// <summary>Also gives up an address that is on nothing, when its bandwidth has ended or it has none. It does not come back.</summary>
    [Parameter]
    public SwitchParameter Release { get; set; }

    /// <summary>Makes "has no bandwidth" a result with the status NoBandwidth, for scripts that are run again.</summary>
    [Parameter]
    public SwitchParameter IgnoreMissing { get; set; }

    /// <summary>The ENI that they are on; it need not be named. An address that is on another one is left as it is.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("EniId")]
    [AllowNull, AllowEmptyString, OneText]
    [ArgumentCompleter(typeof(EniCompleter))]
    public override string? NetworkInterfaceId { get; set; }

    private protected override IRun NewRun() => new ChangeRun(
        this,
        new TargetReader(this, needsInterface: false),
        new Change(ChangeAction.RemoveBandwidth, IsNothingToDoAnError: !IgnoreMissing, Release),
        RunJournal.Open(this, JournalPath, ChangeAction.RemoveBandwidth));
}
