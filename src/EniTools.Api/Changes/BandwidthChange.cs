using EniTools.Api.Errors;
using EniTools.Api.Model;

namespace EniTools.Api.Changes;

/// <summary>A change of one address as VPC has it. No two of them are under way for one address.</summary>
/// <param name="context">The run.</param>
/// <param name="target">The address.</param>
internal abstract class BandwidthChange(ChangeContext context, Ipv6Target target)
    : BatchChange(context, new TargetBatch(target.RegionId, target.NetworkInterfaceId, [target]))
{
    // One for all attempts: the service repeats its first answer.
    protected string Token { get; } = Guid.NewGuid().ToString();

    protected Ipv6Target Target { get; } = target;

    /// <summary>The address as it was found before the change; null until then, and when it was not found.</summary>
    protected VpcIpv6Address? Address { get; set; }

    /// <summary>Whether an address looks as the change would leave it; null stands for one that is not shown.</summary>
    protected abstract bool IsDone(VpcIpv6Address? found);

    protected sealed override bool IsLastStep => false;

    protected sealed override async Task<Look> LookAsync(TimeSpan limit)
    {
        var look = await Context.Addresses.LookAsync(Target.RegionId, Target.Item, limit).ConfigureAwait(false);
        return new Look(look.Failure is null ? _ => IsDone(look.Found) : null, look.Failure);
    }

    // The pages do not say how most refusals are named: a look tells whether there was nothing to do.
    protected override bool IsRefusalOfSome(ApiException failure) =>
        failure.Kind is ErrorKind.NotFound or ErrorKind.AlreadyAssigned or ErrorKind.Other && failure is ServiceException;

    protected sealed override ChangeOutcome Complete(ChangeOutcome outcome) => outcome with { Address = Address, Had = Had };

    /// <summary>What it had before the change.</summary>
    protected BandwidthTerms? Had => Address?.Bandwidth is { } bandwidth ? new BandwidthTerms(bandwidth.Mbps, bandwidth.ChargeType) : null;

    /// <summary>Finds out whether the address that was found is on another ENI than the one that was named.</summary>
    /// <returns>Why nothing is sent; null when it is on that ENI or on nothing, or when none was named.</returns>
    protected async Task<ApiException?> FindMisplacementAsync()
    {
        if (Target.NetworkInterfaceId.Length == 0 || Address is not { IsUnassociated: false } address
            || address.AssociatedInstanceId == Target.NetworkInterfaceId)
            return null;
        if (address.AssociatedInstanceType == "NetworkInterface")
            return RuledOutException.OnAnotherInterface(Target, address.AssociatedInstanceId);
        // Of a primary ENI, VPC names the instance.
        var look = await Context.LookAsync(Target.RegionId, Target.NetworkInterfaceId, Context.Settings.RetryPolicy.Budget)
            .ConfigureAwait(false);
        return look.Failure ?? (look.Found?.Items.Contains(Target.Item) == true
            ? null
            : RuledOutException.OnAnotherInterface(Target, address.AssociatedInstanceId));
    }

    /// <summary>Completes the target with what a look showed: nothing is sent.</summary>
    protected bool RuleOut(ApiException reason, bool isNothingToDo = false)
    {
        // An earlier call that had no answer may be why there is nothing left to do.
        if (isNothingToDo)
            TakeAsDone(Target, reason);
        else
            GiveUp([Target], IsUnanswered(Target) ? ChangeStatus.Unknown : ChangeStatus.Failed, reason);
        return false;
    }
}
