using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>An address or prefix that the account has and that is on nothing.</summary>
internal sealed record UnassociatedAddress(Ipv6Item Item, string VSwitchId)
{
    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    public string ResourceGroupId { get; init; } = "";

    public IReadOnlyList<Tag> Tags { get; init; } = [];

    public required string AllocationTime { get; init; }
}
