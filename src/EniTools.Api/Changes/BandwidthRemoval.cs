using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Vpc;

namespace EniTools.Api.Changes;

/// <summary>Ends the Internet bandwidth of one address.</summary>
internal sealed class BandwidthRemoval(ChangeContext context, Ipv6Target target) : BandwidthChange(context, target)
{
    protected override ChangeStatus Done => ChangeStatus.Removed;

    protected override ChangeStatus NothingToDo => ChangeStatus.NotAssigned;

    protected override async Task<bool> PrepareAsync()
    {
        var look = await Context.Addresses.FindPublicAsync(Target.RegionId, Target.Item).ConfigureAwait(false);
        if (look.Failure is { } failure)
            return RuleOut(failure);
        Address = look.Found;
        if (Address?.Bandwidth is not { } bandwidth)
            return RuleOut(RuledOutException.NoBandwidth(Target), isNothingToDo: true);
        if (await FindMisplacementAsync().ConfigureAwait(false) is { } misplaced)
            return RuleOut(misplaced);
        if (Address.ServiceManaged)
            return RuleOut(RuledOutException.ServiceManaged(Target));
        if (bandwidth.IsSubscription)
            return RuleOut(RuledOutException.Subscription(Target, bandwidth));
        Context.Settings.Journal?.Found(Target, Had!);
        return true;
    }

    protected override ApiCall<string> NewCall(IReadOnlyList<Ipv6Target> targets) =>
        DeleteIpv6InternetBandwidth.Call(Target.RegionId, Address!.Bandwidth!.Id, Token);

    // What was bought since is not what was to be ended.
    protected override bool IsDone(VpcIpv6Address? found) => found?.Bandwidth?.Id != Address!.Bandwidth!.Id;
}
