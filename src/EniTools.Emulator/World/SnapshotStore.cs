namespace EniTools.Emulator.World;

/// <summary>The snapshots of an emulator by name.</summary>
internal sealed class SnapshotStore
{
    private const int MaxNameLength = 100;

    private readonly Dictionary<string, (Snapshot Snapshot, IReadOnlyList<RegionCopy> Regions)> _kept = new(StringComparer.Ordinal);

    /// <summary>The snapshots, the earliest first.</summary>
    public IReadOnlyList<Snapshot> All
    {
        get
        {
            lock (_kept)
                return [.. _kept.Values.Select(kept => kept.Snapshot).OrderBy(snapshot => snapshot.TakenAt)];
        }
    }

    /// <summary>Keeps a world, in place of an earlier snapshot of the name.</summary>
    /// <exception cref="FormatException">The name is empty or too long.</exception>
    public Snapshot Keep(string name, DateTimeOffset now, IReadOnlyList<RegionCopy> regions)
    {
        if (name.Length is 0 or > MaxNameLength)
            throw new FormatException($"A snapshot's name has 1 to {MaxNameLength} characters, and '{name}' has {name.Length}.");
        var snapshot = new Snapshot(name, now, regions.Sum(region => region.NetworkInterfaces.Count));
        lock (_kept)
            _kept[name] = (snapshot, regions);
        return snapshot;
    }

    /// <exception cref="KeyNotFoundException">There is no such snapshot.</exception>
    public IReadOnlyList<RegionCopy> Find(string name)
    {
        lock (_kept)
            return _kept.TryGetValue(name, out var kept) ? kept.Regions : throw NotFound(name);
    }

    /// <exception cref="KeyNotFoundException">There is no such snapshot.</exception>
    public void Remove(string name)
    {
        lock (_kept)
        {
            if (!_kept.Remove(name))
                throw NotFound(name);
        }
    }

    private static KeyNotFoundException NotFound(string name) => new($"There is no snapshot '{name}'.");
}
