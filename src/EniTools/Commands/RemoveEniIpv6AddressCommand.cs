using System.Management.Automation;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Binding;
using EniTools.Changing;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;

namespace EniTools.Commands;

/// <summary>Takes IPv6 addresses and prefixes off ENIs.</summary>
/// <remarks>
/// <para>The service takes up to 10 addresses, or up to 10 prefixes, off one ENI in a call, and refuses the whole call when one of them is not assigned. This cmdlet takes any number of addresses and prefixes of any ENIs, in any order: it puts them in as few calls as possible, runs the calls of different ENIs beside each other, finds out which address of a refused call is not there, and removes the others.</para>
/// <para>Each input becomes one result or one error. An error has the service's code as its id, says what to do, and has a TargetObject that can be piped back in. Addresses are compared by value: all spellings of one address are one target, and it is taken once.</para>
/// <para>Calls that fail for a reason that passes by itself are sent again. When the answer of a call is lost, the cmdlet looks at the ENI before it says or sends anything; what it cannot find out is the error OutcomeUnknown.</para>
/// <para>It asks before it removes, once for each call. -Force answers, -WhatIf asks no question and makes no call, except those that -AccountId, protected tags and, with -RemoveBandwidth, protected ENIs need.</para>
/// <para>Internet bandwidth belongs to an address and not to its ENI: it stays billed when the address is taken off. -RemoveBandwidth ends it first; it needs the permissions of Remove-EniIpv6Bandwidth too.</para>
/// <para>Guard rails limit a run: -MaxTargets, -MaxErrors, -AccountId, and what Set-EniContext or the file of a team protects. -Force overrides none of them.</para>
/// </remarks>
/// <note>The ENI must be Available or InUse. A primary ENI must be on an instance that is Running or Stopped. ENIs that a cloud service owns, trunk and member ENIs cannot be changed.</note>
/// <note>A prefix has the mask /80 and all bits after it zero.</note>
/// <note>The network settings inside the instance stay as they are.</note>
/// <example>
/// <para>See what would be done</para>
/// <code>
/// Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -WhatIf
/// </code>
/// <para>It says what would be removed, in which calls, and changes nothing.</para>
/// </example>
/// <example>
/// <para>Remove two addresses of one ENI</para>
/// <code>
/// Remove-EniIpv6Address 2001:db8:1234:1a00::2:1, 2001:db8:1234:1a00::2:2 eni-bp1web01b -Force
/// </code>
/// <output>
/// NetworkInterfaceId       Address or prefix                       Status
/// ------------------       -----------------                       ------
/// eni-bp1web01b            2001:db8:1234:1a00::2:1                 Removed
/// eni-bp1web01b            2001:db8:1234:1a00::2:2                 Removed
/// </output>
/// <para>Both go in one call.</para>
/// </example>
/// <example>
/// <para>Remove what a table lists</para>
/// <code>
/// @'
/// NetworkInterfaceId,Ipv6Address,Ipv6Prefix,RegionId
/// eni-bp1spare01,2001:db8:1234:1a00::7:1,,cn-hangzhou
/// eni-bp1spare01,,2001:db8:1234:1a01:71::/80,cn-hangzhou
/// eni-2zedb01a,2001:db8:2345:2b00::1:1,,cn-beijing
/// '@ | ConvertFrom-Csv | Remove-EniIpv6Address -Force
/// </code>
/// <para>Import-Csv reads the same from a file. Each row names its ENI and its region.</para>
/// </example>
/// <example>
/// <para>Run again without errors</para>
/// <code>
/// '2001:db8:1234:1a00::4:1' | Remove-EniIpv6Address -NetworkInterfaceId eni-bp1web02b -Force
/// '2001:db8:1234:1a00::4:1' | Remove-EniIpv6Address -NetworkInterfaceId eni-bp1web02b -Force -IgnoreUnassigned
/// </code>
/// <output>
/// NetworkInterfaceId       Address or prefix                       Status
/// ------------------       -----------------                       ------
/// eni-bp1web02b            2001:db8:1234:1a00::4:1                 Removed
///
/// NetworkInterfaceId       Address or prefix                       Status
/// ------------------       -----------------                       ------
/// eni-bp1web02b            2001:db8:1234:1a00::4:1                 NotAssigned
/// </output>
/// <para>The second result has the status NotAssigned.</para>
/// </example>
/// <example>
/// <para>Remove an address and end what it costs</para>
/// <code>
/// Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -RemoveBandwidth -Force | Select-Object Ipv6Address, Status, Bandwidth
/// </code>
/// <output>
/// Ipv6Address             Status  Bandwidth
/// -----------             ------  ---------
/// 2001:db8:1234:1a00::2:1 Removed       100
/// </output>
/// <para>Piped to Add-EniIpv6Address and then to Add-EniIpv6Bandwidth, the result puts both back.</para>
/// </example>
/// <seealso>Get-EniIpv6RemovalPlan</seealso>
/// <seealso>Remove-EniIpv6Bandwidth</seealso>
/// <seealso>Add-EniIpv6Address</seealso>
/// <seealso>Get-EniIpv6Address</seealso>
/// <seealso>Get-EniRamPolicy</seealso>
/// <seealso>about_EniTools_Runbooks</seealso>
/// <seealso>about_EniTools_Errors</seealso>
[Cmdlet(VerbsCommon.Remove, "EniIpv6Address", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPage.Uri)]
[OutputType(typeof(EniIpv6Removal))]
public sealed class RemoveEniIpv6AddressCommand : ChangingCmdlet
{
    /// <summary>Makes "is not assigned" a result with the status NotAssigned, for scripts that are run again. Leave these results out when you take the removal back with Add-EniIpv6Address.</summary>
    [Parameter]
    public SwitchParameter IgnoreUnassigned { get; set; }

    /// <summary>Ends the Internet bandwidth of each address first, which would stay billed. An address whose bandwidth cannot be ended stays where it is, as one with a subscription does. When the bandwidth has ended and the address cannot be taken off, the error says both, and its TargetObject finishes the job.</summary>
    [Parameter]
    public SwitchParameter RemoveBandwidth { get; set; }

    /// <inheritdoc cref="SearchingCmdlet.Shard"/>
    [Parameter]
    [ShardText]
    public Shard? Shard { get; set; }

    private protected override IRun NewRun()
    {
        var change = new Change(
            RemoveBandwidth ? ChangeAction.RemoveWithBandwidth : ChangeAction.Remove, IsNothingToDoAnError: !IgnoreUnassigned);
        return new ChangeRun(
            this, new TargetReader(this, shard: Shard, heedsPlan: true), change, RunJournal.Open(this, JournalPath, change.Action));
    }
}
