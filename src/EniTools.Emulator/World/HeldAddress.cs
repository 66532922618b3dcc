using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>An address or prefix that the account has: on an ENI, or on nothing.</summary>
/// <param name="Item">The address or prefix.</param>
/// <param name="NetworkInterface">The ENI that it is on; null when it is on nothing.</param>
/// <param name="Unassociated">What is known of it when it is on nothing; null otherwise.</param>
internal readonly record struct HeldAddress(Ipv6Item Item, NetworkInterface? NetworkInterface, UnassociatedAddress? Unassociated)
{
    public string VSwitchId => NetworkInterface?.VSwitchId ?? Unassociated!.VSwitchId;

    /// <summary>Whether what it is on is just getting it or losing it.</summary>
    public bool IsInBinding =>
        NetworkInterface is { Status: not (World.NetworkInterface.Available or World.NetworkInterface.InUse) };

    public bool IsServiceManaged => NetworkInterface is { ServiceManaged: true };
}
