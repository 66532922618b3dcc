namespace EniTools.Emulator.World;

/// <summary>A region with its instances and ENIs.</summary>
internal sealed class Region(string id, bool supportsPrefixes)
{
    private readonly Dictionary<string, NetworkInterface> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Instance> _instances = new(StringComparer.Ordinal);

    public string Id { get; } = id;

    /// <summary>Whether prefixes can be assigned here: the service has them in some regions only.</summary>
    public bool SupportsPrefixes { get; } = supportsPrefixes;

    /// <summary>Whether the region is for accounts of another kind: the finance and government clouds.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>The ENIs in the order they were created, which is the order of pages.</summary>
    public List<NetworkInterface> NetworkInterfaces { get; } = [];

    public void Add(Instance instance) => _instances.Add(instance.Id, instance);

    public void Add(NetworkInterface networkInterface)
    {
        _byId.Add(networkInterface.Id, networkInterface);
        NetworkInterfaces.Add(networkInterface);
    }

    public NetworkInterface? FindNetworkInterface(string id) => _byId.TryGetValue(id, out var found) ? found : null;

    public Instance? FindInstance(string id) => _instances.TryGetValue(id, out var found) ? found : null;
}
