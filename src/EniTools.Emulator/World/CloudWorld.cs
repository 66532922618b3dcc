namespace EniTools.Emulator.World;

/// <summary>All that the emulated account has. Not for several threads: whoever uses it holds the lock on it.</summary>
internal sealed class CloudWorld(int seed = 0)
{
    private readonly Dictionary<string, Region> _regions = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset At, Action Change)> _underWay = new();

    public IReadOnlyCollection<Region> Regions => _regions.Values;

    /// <summary>Where the ids and addresses of what is created come from.</summary>
    public IdSource Ids { get; } = new(seed);

    /// <summary>The time that the operation under way sees.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>How long attaching, detaching, deleting, starting and stopping take.</summary>
    public TimeSpan TransitionTime { get; init; }

    /// <summary>How long lists go on showing the addresses of an ENI as they were before a change.</summary>
    public TimeSpan ReadLag { get; init; }

    /// <summary>All that there is, as it is now: for a save, which takes longer than requests should wait.</summary>
    public IReadOnlyList<RegionCopy> Copy() => [.. Regions.Select(region => new RegionCopy(
        region,
        [.. region.VSwitches],
        [.. region.Instances.Select(instance => instance.Copy())],
        [.. region.InOrder.OfType<NetworkInterface>().Select(networkInterface => networkInterface.Copy())]))];

    public Region Add(Region region)
    {
        _regions.Add(region.Id, region);
        return region;
    }

    public Region? Find(string regionId) => _regions.TryGetValue(regionId, out var region) ? region : null;

    /// <summary>Lets time pass: what was to be done by then is done.</summary>
    public void AdvanceTo(DateTimeOffset now)
    {
        Now = now;
        while (_underWay.Count > 0 && _underWay.Peek().At <= now)
            _underWay.Dequeue().Change();
    }

    /// <summary>Does something when the time of a transition has passed; at once when it takes none.</summary>
    public void Later(Action change)
    {
        _underWay.Enqueue((Now + TransitionTime, change));
        AdvanceTo(Now);
    }
}
