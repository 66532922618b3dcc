namespace EniTools.Emulator.World;

/// <summary>All that the emulated account has. Not for several threads: whoever uses it holds the lock on it.</summary>
internal sealed class CloudWorld(int seed = 0)
{
    private readonly Dictionary<string, Region> _regions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(DateTimeOffset At, long Number), Action> _underWay = [];
    private long _followed;

    public IReadOnlyCollection<Region> Regions => _regions.Values;

    /// <summary>Where the ids and addresses of what is created come from.</summary>
    public IdSource Ids { get; } = new(seed);

    /// <summary>The time that the operation under way sees.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>How long attaching, detaching, deleting, starting and stopping take.</summary>
    public TimeSpan TransitionTime { get; init; }

    /// <summary>How long lists go on showing the addresses of an ENI as they were before a change.</summary>
    public TimeSpan ReadLag { get; init; }

    /// <summary>When the first of the transitions under way ends by itself; null when none is under way.</summary>
    public DateTimeOffset? NextEnd => _underWay.Count > 0 ? _underWay.First().Key.At : null;

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
        while (NextEnd <= now)
        {
            var first = _underWay.First();
            _underWay.Remove(first.Key);
            first.Value();
        }
    }

    /// <summary>Puts an ENI into a transition, which ends when its time has passed; at once when it takes none.</summary>
    public void Begin(Region region, NetworkInterface networkInterface, string status)
    {
        networkInterface.Status = status;
        networkInterface.TransitionEnd = Now + TransitionTime;
        Follow(region, networkInterface);
        AdvanceTo(Now);
    }

    /// <summary>Puts an instance into a transition.</summary>
    public void Begin(Instance instance, string status)
    {
        instance.Status = status;
        instance.TransitionEnd = Now + TransitionTime;
        Follow(instance);
        AdvanceTo(Now);
    }

    /// <summary>Sees to it that the transition that an ENI is in ends at its time.</summary>
    public void Follow(Region region, NetworkInterface networkInterface) =>
        Follow(networkInterface.TransitionEnd, () => region.EndTransition(networkInterface));

    /// <summary>Sees to it that the transition that an instance is in ends at its time.</summary>
    public void Follow(Instance instance) => Follow(instance.TransitionEnd, instance.EndTransition);

    // Whatever is in passage and has no end stays there.
    private void Follow(DateTimeOffset? end, Action change)
    {
        if (end is { } at)
            _underWay.Add((at, _followed++), change);
    }
}
