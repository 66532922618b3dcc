using System.Globalization;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>A world of equal ENIs, as a state file for an emulator and as the targets that are in it.</summary>
internal sealed class BenchmarkWorld(int networkInterfaces, int addressesEach)
{
    public int NetworkInterfaces { get; } = networkInterfaces;

    public int AddressesEach { get; } = addressesEach;

    public static string IdOf(int networkInterface) => $"eni-bench{networkInterface.ToString("d6", CultureInfo.InvariantCulture)}";

    public static Ipv6Address AddressOf(int networkInterface, int address) => new(0x2001_0db8_0000_0000, ((ulong)networkInterface << 16) | (uint)address);

    public IEnumerable<Ipv6Target> Targets(int first, int count) =>
        from networkInterface in Enumerable.Range(first, count)
        from address in Enumerable.Range(1, AddressesEach)
        select new Ipv6Target(EniEmulator.DefaultRegionId, IdOf(networkInterface), new Ipv6Item(AddressOf(networkInterface, address)));

    public void Save(string path)
    {
        using var file = new StreamWriter(path);
        file.Write($"{{\"Regions\":[{{\"RegionId\":\"{EniEmulator.DefaultRegionId}\",\"SupportsPrefixes\":true,\"IsRestricted\":false,");
        file.Write("\"VSwitches\":[{\"VSwitchId\":\"vsw-bench\",\"VpcId\":\"vpc-bench\",\"ZoneId\":\"cn-hangzhou-h\",\"Ipv6Block\":\"2001:db8::/64\",\"PrefixBlock\":\"\"}],");
        file.Write("\"Instances\":[],\"NetworkInterfaces\":[");
        for (var i = 0; i < NetworkInterfaces; i++)
        {
            file.Write(i == 0 ? "" : ",");
            file.Write($"{{\"NetworkInterfaceId\":\"{IdOf(i)}\",\"Status\":\"Available\",\"Type\":\"Secondary\",\"VSwitchId\":\"vsw-bench\",\"SecurityGroupId\":\"sg-bench\",\"Items\":[");
            file.Write(string.Join(",", Enumerable.Range(1, AddressesEach).Select(address => $"\"{AddressOf(i, address)}\"")));
            file.Write("]}");
        }

        file.Write("]}]}");
    }
}
