using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>A region with its vSwitches, instances, ENIs and addresses.</summary>
internal sealed class Region(string id, bool supportsPrefixes)
{
    private readonly Dictionary<string, NetworkInterface> _networkInterfaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    private readonly Dictionary<string, VSwitch> _vSwitches = new(StringComparer.Ordinal);
    private readonly Dictionary<Ipv6Item, NetworkInterface> _owners = [];
    private readonly List<NetworkInterface?> _inOrder = [];

    public string Id { get; } = id;

    /// <summary>True if prefixes can be assigned: the service has them in some regions only.</summary>
    public bool SupportsPrefixes { get; } = supportsPrefixes;

    /// <summary>True if the region is for other kinds of account: the finance and government clouds.</summary>
    public bool IsRestricted { get; init; }

    public IReadOnlyCollection<VSwitch> VSwitches => _vSwitches.Values;

    public IReadOnlyCollection<Instance> Instances => _instances.Values;

    public IReadOnlyCollection<NetworkInterface> NetworkInterfaces => _networkInterfaces.Values;

    public Ipv6Ledger Ipv6 { get; init; } = new();

    /// <summary>The ENIs in the order of their creation, which is the order of pages. A deleted one leaves a gap, so that pages do not shift.</summary>
    public IReadOnlyList<NetworkInterface?> ByCreation => _inOrder;

    public void Add(VSwitch vSwitch) => _vSwitches.Add(vSwitch.Id, vSwitch);

    public void Add(Instance instance) => _instances.Add(instance.Id, instance);

    public void Add(NetworkInterface networkInterface)
    {
        _networkInterfaces.Add(networkInterface.Id, networkInterface);
        networkInterface.Place = _inOrder.Count;
        _inOrder.Add(networkInterface);
        foreach (var item in networkInterface.Items)
            _owners.Add(item, networkInterface);
    }

    private void Delete(NetworkInterface networkInterface)
    {
        foreach (var item in networkInterface.Items)
            Leave(item, networkInterface);
        _networkInterfaces.Remove(networkInterface.Id);
        _inOrder[networkInterface.Place] = null;
    }

    public void EndTransition(NetworkInterface networkInterface)
    {
        networkInterface.TransitionEnd = null;
        switch (networkInterface.Status)
        {
            case NetworkInterface.Attaching:
                networkInterface.Status = NetworkInterface.InUse;
                break;
            case NetworkInterface.Detaching:
                networkInterface.Status = NetworkInterface.Available;
                networkInterface.InstanceId = "";
                networkInterface.NetworkCardIndex = "";
                break;
            case NetworkInterface.Deleting:
                Delete(networkInterface);
                break;
        }
    }

    public NetworkInterface? FindNetworkInterface(string id) => _networkInterfaces.TryGetValue(id, out var found) ? found : null;

    public Instance? FindInstance(string id) => _instances.TryGetValue(id, out var found) ? found : null;

    public VSwitch? FindVSwitch(string id) => _vSwitches.TryGetValue(id, out var found) ? found : null;

    /// <summary>Returns the ENI to which an address or prefix is assigned; null if there is none.</summary>
    public NetworkInterface? OwnerOf(Ipv6Item item) => _owners.TryGetValue(item, out var found) ? found : null;

    public void Assign(NetworkInterface networkInterface, IReadOnlyList<Ipv6Item> items, DateTimeOffset now)
    {
        networkInterface.Change([.. networkInterface.Items, .. items], now);
        foreach (var item in items)
        {
            _owners.Add(item, networkInterface);
            Ipv6.Assign(item);
        }
    }

    public void Unassign(NetworkInterface networkInterface, IReadOnlyList<Ipv6Item> items, DateTimeOffset now)
    {
        networkInterface.Change([.. networkInterface.Items.Where(item => !items.Contains(item))], now);
        foreach (var item in items)
            Leave(item, networkInterface);
    }

    /// <summary>True if the account has an address or prefix, assigned or unassociated.</summary>
    public bool Holds(Ipv6Item item) => OwnerOf(item) is not null || Ipv6.FindUnassociated(item) is not null;

    public HeldAddress? FindHeld(Ipv6Item item) =>
        Holds(item) ? new HeldAddress(item, OwnerOf(item), Ipv6.FindUnassociated(item)) : null;

    /// <summary>The addresses and prefixes of the account: the assigned ones in the order of their ENIs, then the unassociated ones.</summary>
    public IEnumerable<HeldAddress> AllHeld => ByCreation.OfType<NetworkInterface>()
        .SelectMany(networkInterface => networkInterface.Items.Select(item => new HeldAddress(item, networkInterface, null)))
        .Concat(Ipv6.Unassociated.Select(address => new HeldAddress(address.Item, null, address)));

    private void Leave(Ipv6Item item, NetworkInterface networkInterface)
    {
        _owners.Remove(item);
        Ipv6.Unassign(item, networkInterface);
    }
}

/// <summary>A region at one moment, which can be read while the region changes. ENIs are in the order of pages.</summary>
/// <param name="Region">The region, of which only facts that never change are read.</param>
/// <param name="VSwitches">The vSwitches.</param>
/// <param name="Instances">The instances.</param>
/// <param name="NetworkInterfaces">The ENIs.</param>
/// <param name="Ipv6">The facts of VPC about the addresses.</param>
internal sealed record RegionCopy(
    Region Region,
    IReadOnlyList<VSwitch> VSwitches,
    IReadOnlyList<Instance> Instances,
    IReadOnlyList<NetworkInterface> NetworkInterfaces,
    Ipv6Ledger Ipv6);
