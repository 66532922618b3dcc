using System.Management.Automation;
using EniTools.Api.Model;
using EniTools.Binding;
using EniTools.Changing;
using EniTools.Output;
using EniTools.Parameters;
using EniTools.Pipeline;

namespace EniTools.Commands;

/// <summary>Says what Remove-EniIpv6Address would do with the same input, one object for each address or prefix; what a guard rail protects is an error. It asks the service and changes nothing.</summary>
/// <remarks>
/// <para>It looks at the ENIs, and for primary ENIs at their instances, and applies the rules of the service. Each object says whether the address would be removed, in which call, and if not, with which code the service would refuse it and why. It can be looked at, kept as CSV or JSON, and piped to Remove-EniIpv6Address.</para>
/// <para>It also says which Internet bandwidth a removal would leave billed, for which VPC is asked: the bandwidth belongs to the address, and Remove-EniIpv6Bandwidth ends it. A key that lacks the permission gets the plan without it, and one warning.</para>
/// <para>Unlike Remove-EniIpv6Address -WhatIf, which asks the service for guard rails at most, it looks at the ENIs.</para>
/// </remarks>
/// <note>It is true for the moment at which it looks. It does not know who may change the ENI: Get-EniRamPolicy says what permission is needed.</note>
/// <example>
/// <para>See what would become of all that some ENIs have</para>
/// <code>
/// Get-EniIpv6Address eni-bp1web01a, eni-bp1service01 | Get-EniIpv6RemovalPlan
/// </code>
/// <output>
///    NetworkInterfaceId: eni-bp1web01a
///
/// Call Address or prefix                       What happens
/// ---- -----------------                       ------------
///    1 2001:db8:1234:1a00::1:1                 is removed
///    1 2001:db8:1234:1a00::1:2                 is removed
///
///    NetworkInterfaceId: eni-bp1service01
///
/// Call Address or prefix                       What happens
/// ---- -----------------                       ------------
///    2 2001:db8:1234:1a00::b:1                 InvalidOperation.EniServiceManaged
/// </output>
/// </example>
/// <example>
/// <para>Remove only what the service would not refuse</para>
/// <code>
/// $plan = Get-EniIpv6Address -InstanceId i-bp1web02 | Get-EniIpv6RemovalPlan
/// $plan | Where-Object WouldRemove | Remove-EniIpv6Address -Force
/// </code>
/// </example>
/// <example>
/// <para>See what a removal would leave billed, and end it first</para>
/// <code>
/// $plan = Get-EniIpv6Address eni-bp1web01b | Get-EniIpv6RemovalPlan
/// $plan | Where-Object LeavesBilled | Remove-EniIpv6Bandwidth -WhatIf
/// </code>
/// <para>Without -WhatIf it is done.</para>
/// </example>
/// <seealso>Remove-EniIpv6Address</seealso>
/// <seealso>Remove-EniIpv6Bandwidth</seealso>
[Cmdlet(VerbsCommon.Get, "EniIpv6RemovalPlan", HelpUri = HelpPage.Uri)]
[OutputType(typeof(EniIpv6PlannedRemoval))]
public sealed class GetEniIpv6RemovalPlanCommand : TargetingCmdlet
{
    /// <inheritdoc cref="SearchingCmdlet.Shard"/>
    [Parameter]
    [ShardText]
    public Shard? Shard { get; set; }

    private protected override IRun NewRun() => new PlanRun(this, new TargetReader(this, shard: Shard));
}
