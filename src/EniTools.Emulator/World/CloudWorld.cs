namespace EniTools.Emulator.World;

/// <summary>All that the emulated account has. Not thread-safe: its users hold the lock on it.</summary>
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

    /// <summary>How long reads go on showing the addresses of an ENI as they were before a change.</summary>
    public TimeSpan ReadLag { get; init; }

    /// <summary>Whether an address with Internet bandwidth cannot be taken off its ENI.</summary>
    public bool BandwidthBlocksUnassign { get; init; }

    /// <summary>When the first of the transitions under way ends by itself; null when none is under way.</summary>
    public DateTimeOffset? NextEnd => _underWay.Count > 0 ? _underWay.First().Key.At : null;

    /// <summary>A copy of everything as it is now: for a save, which takes longer than requests should wait.</summary>
    public IReadOnlyList<RegionCopy> Copy() => [.. Regions.Select(region => new RegionCopy(
        region,
        [.. region.VSwitches],
        [.. region.Instances.Select(instance => instance.Copy())],
        [.. region.ByCreation.OfType<NetworkInterface>().Select(networkInterface => networkInterface.Copy())],
        region.Ipv6.Copy()))];

    public Region Add(Region region)
    {
        _regions.Add(region.Id, region);
        return region;
    }

    /// <summary>Adds what a copy holds. The copy stays as it is, and other worlds can be made from it.</summary>
    public void Add(RegionCopy copy)
    {
        var region = Add(new Region(copy.Region.Id, copy.Region.SupportsPrefixes)
        {
            IsRestricted = copy.Region.IsRestricted,
            Ipv6 = copy.Ipv6.Copy(),
        });
        foreach (var vSwitch in copy.VSwitches)
            region.Add(vSwitch);
        foreach (var instance in copy.Instances.Select(kept => kept.Copy()))
        {
            region.Add(instance);
            Follow(instance);
        }

        foreach (var networkInterface in copy.NetworkInterfaces.Select(kept => kept.Copy()))
        {
            region.Add(networkInterface);
            Follow(region, networkInterface);
        }
    }

    public Region? Find(string regionId) => _regions.TryGetValue(regionId, out var region) ? region : null;

    /// <summary>Lets time pass: does what was due by then.</summary>
    /// <returns>Whether anything was.</returns>
    public bool AdvanceTo(DateTimeOffset now)
    {
        Now = now;
        var hasChanged = false;
        while (NextEnd <= now)
        {
            var first = _underWay.First();
            _underWay.Remove(first.Key);
            first.Value();
            hasChanged = true;
        }

        return hasChanged;
    }

    /// <summary>Puts an ENI into a transition, which ends when its time has passed; at once when it takes no time.</summary>
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

    /// <summary>Makes sure that the transition of an ENI ends on time.</summary>
    public void Follow(Region region, NetworkInterface networkInterface) =>
        Follow(networkInterface.TransitionEnd, () => region.EndTransition(networkInterface));

    /// <summary>Makes sure that the transition of an instance ends on time.</summary>
    public void Follow(Instance instance) => Follow(instance.TransitionEnd, instance.EndTransition);

    // A transition without an end is stuck.
    private void Follow(DateTimeOffset? end, Action change)
    {
        if (end is { } at)
            _underWay.Add((at, _followed++), change);
    }
}
