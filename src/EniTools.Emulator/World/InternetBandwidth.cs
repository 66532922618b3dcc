namespace EniTools.Emulator.World;

/// <summary>The Internet bandwidth of an address or prefix. A change replaces the record.</summary>
/// <param name="Id">The id of the purchase.</param>
/// <param name="Mbps">The size in Mbit/s.</param>
/// <param name="ChargeType">The way of metering.</param>
/// <param name="InstanceChargeType">The way of payment: by use, or in advance for a term.</param>
internal sealed record InternetBandwidth(string Id, int Mbps, string ChargeType, string InstanceChargeType = InternetBandwidth.PostPaid)
{
    public const string PayByTraffic = "PayByTraffic";
    public const string PayByBandwidth = "PayByBandwidth";

    public const string PostPaid = "PostPaid";
    public const string PrePaid = "PrePaid";

    /// <summary>Returns the largest size for a way of metering.</summary>
    public static int MaxMbps(string chargeType) => chargeType == PayByTraffic ? 1000 : 2000;
}
