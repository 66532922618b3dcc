namespace EniTools.Searching;

/// <summary>Values that are collected by region until a call can ask for them.</summary>
/// <typeparam name="T">The values of one region.</typeparam>
internal sealed class ByRegion<T>(Func<T> none)
{
    private readonly Dictionary<string, T> _regions = new(StringComparer.Ordinal);

    /// <summary>True if nothing is collected.</summary>
    public bool IsEmpty => _regions.Count == 0;

    /// <summary>The values of a region, to add to.</summary>
    public T Of(string regionId)
    {
        if (!_regions.TryGetValue(regionId, out var values))
            _regions.Add(regionId, values = none());
        return values;
    }

    /// <summary>Removes the values of a region.</summary>
    public void Remove(string regionId) => _regions.Remove(regionId);

    /// <summary>Removes and returns all values.</summary>
    public IReadOnlyList<(string RegionId, T Values)> TakeAll()
    {
        List<(string RegionId, T Values)> all = [.. _regions.Select(region => (region.Key, region.Value))];
        _regions.Clear();
        return all;
    }
}
