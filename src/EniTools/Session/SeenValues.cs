using EniTools.Api.Model;

namespace EniTools.Session;

/// <summary>Values that the cmdlets of a session have shown, by the parameter that takes them, so that completion needs no call.</summary>
internal sealed class SeenValues
{
    // Longer than any list that is read, and short enough for flat memory.
    private const int MaxForOneParameter = 500;

    private readonly Dictionary<string, Dictionary<string, string>> _byParameter = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The values that were seen for a parameter, each with a note.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> For(string parameterName)
    {
        lock (_byParameter)
            return _byParameter.TryGetValue(parameterName, out var values) ? [.. values] : [];
    }

    /// <summary>Remembers the values of an ENI.</summary>
    public void Add(NetworkInterface seen)
    {
        lock (_byParameter)
        {
            Add(
                "NetworkInterfaceId",
                seen.NetworkInterfaceId,
                $"{seen.NetworkInterfaceName} ({seen.Type}, {seen.Status}, {seen.RegionId})".TrimStart());
            Add("NetworkInterfaceName", seen.NetworkInterfaceName, seen.NetworkInterfaceId);
            Add("InstanceId", seen.InstanceId, $"has {seen.NetworkInterfaceId}");
            Add("VpcId", seen.VpcId, seen.RegionId);
            Add("VSwitchId", seen.VSwitchId, seen.ZoneId);
            Add("ResourceGroupId", seen.ResourceGroupId, seen.RegionId);
            Add("Status", seen.Status, "status of an ENI");
            Add("Type", seen.Type, "type of an ENI");
            foreach (var group in seen.SecurityGroupIds)
                Add("SecurityGroupId", group, seen.VpcId);
        }
    }

    /// <summary>Replaces the known regions with those of the account.</summary>
    public void SetRegions(IEnumerable<EcsRegion> regions)
    {
        lock (_byParameter)
            _byParameter["RegionId"] = regions.ToDictionary(region => region.RegionId, region => region.LocalName);
    }

    private void Add(string parameterName, string value, string note)
    {
        if (value.Length == 0)
            return;
        if (!_byParameter.TryGetValue(parameterName, out var values))
            _byParameter.Add(parameterName, values = new Dictionary<string, string>(StringComparer.Ordinal));
        if (values.Count < MaxForOneParameter || values.ContainsKey(value))
            values[value] = note;
    }
}
