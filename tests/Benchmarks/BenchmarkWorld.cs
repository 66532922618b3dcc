using System.Globalization;
using EniTools.Api.Changes;
using EniTools.Api.Model;
using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>The equal ENIs that an emulator makes by the number, as targets. The first has the number 1.</summary>
internal static class BenchmarkWorld
{
    public const int AddressesEach = 10;

    public static string IdOf(int networkInterface) => $"eni-bulk{networkInterface.ToString("d6", CultureInfo.InvariantCulture)}";

    public static Ipv6Address AddressOf(int networkInterface, int address) =>
        new(0x2001_0db8_1234_1aa0, ((ulong)networkInterface << 16) | (uint)address);

    public static IEnumerable<Ipv6Target> Targets(int first, int count) =>
        from networkInterface in Enumerable.Range(first, count)
        from address in Enumerable.Range(1, AddressesEach)
        select new Ipv6Target(EniEmulator.DefaultRegionId, IdOf(networkInterface), new Ipv6Item(AddressOf(networkInterface, address)));
}
