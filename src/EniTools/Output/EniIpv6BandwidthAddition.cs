using EniTools.Api.Changes;

namespace EniTools.Output;

/// <summary>Internet bandwidth that an address has.</summary>
public sealed class EniIpv6BandwidthAddition : EniIpv6BandwidthChange
{
    internal EniIpv6BandwidthAddition(ChangeOutcome outcome)
        : base(outcome, outcome.Status == ChangeStatus.Assigned ? "Bought" : "HasBandwidth")
    {
        Bandwidth = outcome.Target.Purchase!.Mbps;
        InternetChargeType = outcome.Target.Purchase.ChargeType;
        InstanceChargeType = "PostPaid";
    }
}
