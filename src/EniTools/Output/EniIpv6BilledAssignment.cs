using EniTools.Api.Finding;
using EniTools.Api.Model;

namespace EniTools.Output;

/// <summary>An address or prefix that is assigned to an ENI, with its Internet bandwidth, which is billed until it is ended.</summary>
public sealed class EniIpv6BilledAssignment : EniIpv6Assignment
{
    internal EniIpv6BilledAssignment(NetworkInterface networkInterface, Ipv6Item item, KnownBandwidth sight, string? profileName)
        : base(networkInterface, item, profileName)
    {
        NetworkType = sight.NetworkType;
        Bandwidth = sight.Bandwidth?.Mbps;
        InternetChargeType = sight.Bandwidth?.ChargeType;
        InstanceChargeType = sight.Bandwidth?.InstanceChargeType;
    }

    /// <summary>Private, or Public with Internet bandwidth; null when it could not be seen.</summary>
    public string? NetworkType { get; }

    /// <summary>Mbit/s; null when it has no bandwidth, or it could not be seen.</summary>
    public int? Bandwidth { get; }

    /// <summary>How it is metered: PayByTraffic, PayByBandwidth or another value of the service; null without bandwidth.</summary>
    public string? InternetChargeType { get; }

    /// <summary>How it is paid: PostPaid, or PrePaid for a subscription; null without bandwidth.</summary>
    public string? InstanceChargeType { get; }
}
