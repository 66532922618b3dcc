namespace EniTools.Emulator.World;

/// <summary>All that the emulated account has. Not for several threads: whoever uses it holds the lock on it.</summary>
internal sealed class CloudWorld
{
    private readonly Dictionary<string, Region> _regions = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Region> Regions => _regions.Values;

    public Region Add(Region region)
    {
        _regions.Add(region.Id, region);
        return region;
    }

    public Region? Find(string regionId) => _regions.TryGetValue(regionId, out var region) ? region : null;
}
