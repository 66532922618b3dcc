namespace EniTools.Emulator.World;

/// <summary>The regions of the emulated account. Not thread-safe: callers hold a lock.</summary>
internal sealed class CloudWorld(int seed = 0)
{
    private readonly Dictionary<string, Region> _regions = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(DateTimeOffset At, long Number), Action> _transitions = [];
    private long _scheduled;

    public IReadOnlyCollection<Region> Regions => _regions.Values;

    /// <summary>The source of new ids and addresses.</summary>
    public IdSource Ids { get; } = new(seed);

    /// <summary>The time of the current operation.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The duration of attaching, detaching, deleting, starting and stopping.</summary>
    public TimeSpan TransitionTime { get; init; }

    /// <summary>The time for which reads show the addresses of an ENI as before a change.</summary>
    public TimeSpan ReadLag { get; init; }

    /// <summary>True if an address with Internet bandwidth cannot be unassigned.</summary>
    public bool BandwidthBlocksUnassign { get; init; }

    /// <summary>The time at which the first transition ends; null if there is none.</summary>
    public DateTimeOffset? NextEnd => _transitions.Count > 0 ? _transitions.First().Key.At : null;

    /// <summary>Returns a copy of the regions, for a save, which takes longer than requests should wait.</summary>
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

    /// <summary>Adds the region of a copy. The copy does not change, and other worlds can be made from it.</summary>
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
            Schedule(instance);
        }

        foreach (var networkInterface in copy.NetworkInterfaces.Select(kept => kept.Copy()))
        {
            region.Add(networkInterface);
            Schedule(region, networkInterface);
        }
    }

    public Region? Find(string regionId) => _regions.TryGetValue(regionId, out var region) ? region : null;

    /// <summary>Lets time pass, and ends the transitions that are due.</summary>
    /// <returns>True if there was one.</returns>
    public bool AdvanceTo(DateTimeOffset now)
    {
        Now = now;
        var hasChanged = false;
        while (NextEnd <= now)
        {
            var first = _transitions.First();
            _transitions.Remove(first.Key);
            first.Value();
            hasChanged = true;
        }

        return hasChanged;
    }

    /// <summary>Puts an ENI into a transition, which ends after <see cref="TransitionTime"/>.</summary>
    public void BeginTransition(Region region, NetworkInterface networkInterface, string status)
    {
        networkInterface.Status = status;
        networkInterface.TransitionEnd = Now + TransitionTime;
        Schedule(region, networkInterface);
        AdvanceTo(Now);
    }

    public void BeginTransition(Instance instance, string status)
    {
        instance.Status = status;
        instance.TransitionEnd = Now + TransitionTime;
        Schedule(instance);
        AdvanceTo(Now);
    }

    /// <summary>Ends the transition of an ENI or an instance on time.</summary>
    public void Schedule(Region region, NetworkInterface networkInterface) =>
        Schedule(networkInterface.TransitionEnd, () => region.EndTransition(networkInterface));

    public void Schedule(Instance instance) => Schedule(instance.TransitionEnd, instance.EndTransition);

    // A transition without an end is stuck.
    private void Schedule(DateTimeOffset? end, Action change)
    {
        if (end is { } at)
            _transitions.Add((at, _scheduled++), change);
    }
}
