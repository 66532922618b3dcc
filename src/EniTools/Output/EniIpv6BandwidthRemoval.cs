using EniTools.Api.Changes;

namespace EniTools.Output;

/// <summary>Internet bandwidth that is no more, with what it was: Add-EniIpv6Bandwidth takes it to buy the same again.</summary>
public sealed class EniIpv6BandwidthRemoval : EniIpv6BandwidthChange
{
    internal EniIpv6BandwidthRemoval(ChangeOutcome outcome)
        : base(outcome, StatusOf(outcome))
    {
        if (outcome.Had is not { } had)
            return;
        Bandwidth = had.Mbps;
        InternetChargeType = had.ChargeType;
        // Subscriptions are not ended.
        InstanceChargeType = "PostPaid";
    }

    private static string StatusOf(ChangeOutcome outcome) =>
        outcome.IsReleased ? "Released" : outcome.Status == ChangeStatus.Removed ? "Ended" : "NoBandwidth";
}
