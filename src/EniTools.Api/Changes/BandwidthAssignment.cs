using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Vpc;

namespace EniTools.Api.Changes;

/// <summary>Buys Internet bandwidth for one address.</summary>
internal sealed class BandwidthAssignment(ChangeContext context, Ipv6Target target) : BandwidthChange(context, target)
{
    private BandwidthTerms Purchase => Target.Purchase!;

    protected override ChangeStatus Done => ChangeStatus.Assigned;

    protected override ChangeStatus NothingToDo => ChangeStatus.AlreadyAssigned;

    protected override async Task<bool> PrepareAsync()
    {
        var look = await Context.Addresses.LookAsync(Target.RegionId, Target.Item, Context.Settings.RetryPolicy.Budget)
            .ConfigureAwait(false);
        if (look.Failure is { } failure)
            return RuleOut(failure);
        Address = look.Found;
        if (Address is null)
            return RuleOut(RuledOutException.NotFound(Target));
        if (await FindMisplacementAsync().ConfigureAwait(false) is { } misplaced)
            return RuleOut(misplaced);
        if (Address.Bandwidth is { } bandwidth)
            return RuleOut(RuledOutException.HasBandwidth(Target, bandwidth), isNothingToDo: IsWanted(bandwidth));
        if (Address.ServiceManaged)
            return RuleOut(RuledOutException.ServiceManaged(Target));
        return Address.Ipv6GatewayId.Length > 0 || RuleOut(RuledOutException.NoGateway(Target, Address.VpcId));
    }

    protected override ApiCall<string> NewCall(IReadOnlyList<Ipv6Target> targets) => AllocateIpv6InternetBandwidth.Call(
        Target.RegionId, Address!.Ipv6AddressId, Address.Ipv6GatewayId, Purchase.Mbps, Purchase.ChargeType, Token);

    protected override bool IsDone(VpcIpv6Address? found) => found?.Bandwidth is { } bandwidth && IsWanted(bandwidth);

    private bool IsWanted(Ipv6Bandwidth bandwidth) =>
        bandwidth.Mbps == Purchase.Mbps && bandwidth.ChargeType == Purchase.ChargeType && !bandwidth.IsSubscription;
}
