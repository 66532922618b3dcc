using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>An address or prefix of the account.</summary>
/// <param name="Item">The address or prefix.</param>
/// <param name="NetworkInterface">The ENI to which it is assigned; null if it is unassociated.</param>
/// <param name="Unassociated">The facts of an unassociated address; null if it is assigned.</param>
internal readonly record struct HeldAddress(Ipv6Item Item, NetworkInterface? NetworkInterface, UnassociatedAddress? Unassociated)
{
    public string VSwitchId => NetworkInterface?.VSwitchId ?? Unassociated!.VSwitchId;

    /// <summary>True while its ENI is in a transition.</summary>
    public bool IsInBinding =>
        NetworkInterface is { Status: not (World.NetworkInterface.Available or World.NetworkInterface.InUse) };

    public bool IsServiceManaged => NetworkInterface is { ServiceManaged: true };
}

/// <summary>An address or prefix of the account that is on no ENI.</summary>
internal sealed record UnassociatedAddress(Ipv6Item Item, string VSwitchId)
{
    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    public string ResourceGroupId { get; init; } = "";

    public IReadOnlyList<Tag> Tags { get; init; } = [];

    public required string AllocationTime { get; init; }
}
