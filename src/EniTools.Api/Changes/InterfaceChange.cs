using EniTools.Api.Model;

namespace EniTools.Api.Changes;

/// <summary>A change of what is on one ENI.</summary>
internal abstract class InterfaceChange(ChangeContext context, TargetBatch batch) : BatchChange(context, batch)
{
    /// <summary>Whether an ENI looks as the change would leave it.</summary>
    protected abstract bool IsDone(Ipv6Item item, NetworkInterface networkInterface);

    protected sealed override bool IsLastStep => true;

    protected sealed override async Task<Look> LookAsync(TimeSpan limit)
    {
        var look = await Context.LookAsync(Batch.RegionId, Batch.NetworkInterfaceId, limit).ConfigureAwait(false);
        return new Look(look.Found is { } found ? target => IsDone(target.Item, found) : null, look.Failure);
    }
}
