namespace EniTools.Emulator.World;

/// <summary>Internet bandwidth that was bought for an address or prefix. It never changes: a change replaces it.</summary>
/// <param name="Id">The id of the purchase.</param>
/// <param name="Mbps">Mbit/s.</param>
/// <param name="ChargeType">How it is metered.</param>
/// <param name="InstanceChargeType">How it is paid: as it is used, or in advance for a term.</param>
internal sealed record InternetBandwidth(string Id, int Mbps, string ChargeType, string InstanceChargeType = InternetBandwidth.PostPaid)
{
    public const string PayByTraffic = "PayByTraffic";
    public const string PayByBandwidth = "PayByBandwidth";

    public const string PostPaid = "PostPaid";
    public const string PrePaid = "PrePaid";

    /// <summary>How much a way of charging allows.</summary>
    public static int MaxMbps(string chargeType) => chargeType == PayByTraffic ? 1000 : 2000;
}
