using System.Management.Automation;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Pacing;
using EniTools.Api.Planning;
using EniTools.Errors;
using EniTools.Output;
using EniTools.Pipeline;

namespace EniTools.Commands;

/// <summary>Says what Remove-EniIpv6Address would do with the same input, one object for each address or prefix. It asks the service and changes nothing.</summary>
/// <remarks>
/// <para>It looks at the ENIs, and for primary ENIs at their instances, and applies the rules of the service. Each object says whether the address would be removed, in which call, and if not, with which code the service would refuse it and why. It can be looked at, kept as CSV or JSON, and piped to Remove-EniIpv6Address.</para>
/// <para>Unlike Remove-EniIpv6Address -WhatIf, which makes no call, it asks the service.</para>
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
/// <seealso>Remove-EniIpv6Address</seealso>
[Cmdlet(VerbsCommon.Get, "EniIpv6RemovalPlan")]
[OutputType(typeof(EniIpv6PlannedRemoval))]
public sealed class GetEniIpv6RemovalPlanCommand : EniTargetCmdlet
{
    // One for each profile: no call would be for targets of two accounts.
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        ConnectEarly();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var account in _accounts.Values)
        {
            while (account.Batcher.TryTakeRest(out var rest))
                Show(account, rest);
        }
    }

    private protected override void Take(Ipv6Target target)
    {
        if (AccountOf(target) is not { } account)
            return;
        if (!account.Batcher.TryAdd(target, out var ready))
            WriteVerbose($"{target} was given before and is taken once.");
        if (ready is not null)
            Show(account, ready);
    }

    private Account? AccountOf(Ipv6Target target)
    {
        var profileName = ProfileInForce;
        if (_accounts.TryGetValue(profileName ?? "", out var account))
            return account;
        if (TryConnectRecord(EniError.Pipeable(target, profileName), out var connection, out var error))
            _accounts.Add(profileName ?? "", account = new Account(
                profileName,
                new RemovalPlanner(regionId => connection!.ClientOf(regionId).Repeating(new RetryPolicy(), SystemClock.Instance, WriteRetry))));
        else
            Refuse(error!);
        return account;
    }

    private void Show(Account account, IReadOnlyList<PlannedCall> calls)
    {
        foreach (var planned in Await(Begun(account.Planner.PlanAsync(calls, StopToken))))
        {
            if (planned.Verdict is { } verdict)
                WriteObject(new EniIpv6PlannedRemoval(planned, verdict, account.ProfileName));
            else
                WriteError(EniError.NotPlanned(planned, account.ProfileName));
        }
    }

    private sealed record Account(string? ProfileName, RemovalPlanner Planner)
    {
        public PlanBatcher Batcher { get; } = new();
    }
}
