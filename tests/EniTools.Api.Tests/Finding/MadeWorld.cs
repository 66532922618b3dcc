using System.Text.Json;
using EniTools.Emulator;

namespace EniTools.Api.Tests.Finding;

/// <summary>An ENI as a test wants it.</summary>
internal sealed record MadeEni(string NetworkInterfaceId)
{
    public string NetworkInterfaceName { get; init; } = "";

    public string Status { get; init; } = "InUse";

    public string Type { get; init; } = "Secondary";

    public string InstanceId { get; init; } = "";

    public string VSwitchId { get; init; } = "vsw-1";

    public string[] SecurityGroupIds { get; init; } = ["sg-1"];

    public string PrivateIpAddress { get; init; } = "10.0.0.1";

    public string[] SecondaryPrivateIpAddresses { get; init; } = [];

    public string ResourceGroupId { get; init; } = "";

    public bool ServiceManaged { get; init; }

    public (string Key, string Value)[] Tags { get; init; } = [];

    public string[] Items { get; init; } = [];
}

/// <summary>A world of one region with the ENIs that a test wants, in a file that an emulator starts with.</summary>
internal sealed class MadeWorld : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"EniTools-{Guid.NewGuid():N}.json");

    public MadeWorld(IEnumerable<MadeEni> enis) => File.WriteAllText(_path, JsonSerializer.Serialize(new
    {
        Regions = new[]
        {
            new
            {
                RegionId = "cn-hangzhou",
                SupportsPrefixes = true,
                VSwitches = new[]
                {
                    new { VSwitchId = "vsw-1", VpcId = "vpc-1", ZoneId = "a" },
                    new { VSwitchId = "vsw-2", VpcId = "vpc-1", ZoneId = "b" },
                    new { VSwitchId = "vsw-3", VpcId = "vpc-2", ZoneId = "a" },
                },
                NetworkInterfaces = enis.Select(eni => new
                {
                    eni.NetworkInterfaceId,
                    eni.NetworkInterfaceName,
                    eni.Status,
                    eni.Type,
                    eni.InstanceId,
                    eni.VSwitchId,
                    eni.SecurityGroupIds,
                    eni.PrivateIpAddress,
                    eni.SecondaryPrivateIpAddresses,
                    eni.ResourceGroupId,
                    eni.ServiceManaged,
                    Tags = eni.Tags.Select(tag => new { tag.Key, tag.Value }),
                    eni.Items,
                }),
            },
        },
    }));

    public EniEmulatorOptions Options => new() { StatePath = _path };

    public static string VpcOf(string vSwitchId) => vSwitchId == "vsw-3" ? "vpc-2" : "vpc-1";

    public void Dispose() => File.Delete(_path);
}
