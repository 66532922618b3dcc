using System.Diagnostics;
using EniTools.Api.Calls;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>What 100,000 ENIs with a million addresses cost the emulator, beside a thousand ENIs where that says more.</summary>
internal static class LargeWorld
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int Pages = 101;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("EniTools");
        try
        {
            var path = Path.Combine(folder.FullName, "world.json");
            using var transport = new HttpTransport("benchmarks");
            using var few = EniEmulator.Start(new EniEmulatorOptions { NetworkInterfaceCount = Few });

            var before = GC.GetTotalMemory(forceFullCollection: true);
            var stopwatch = Stopwatch.StartNew();
            using (var many = EniEmulator.Start(new EniEmulatorOptions { NetworkInterfaceCount = Many, StatePath = path }))
            {
                Console.WriteLine(
                    $"{Many:N0} ENIs with {Many * 10:N0} addresses are made in {stopwatch.Elapsed.TotalSeconds:0.0} "
                        + $"s and take {(GC.GetTotalMemory(forceFullCollection: true) - before) >> 20} MB.");
                await ComparePagesAsync(ClientOf(few, transport), ClientOf(many, transport));
                await MeasureSaveAsync(ClientOf(many, transport), path);
            }

            stopwatch.Restart();
            using var loaded = EniEmulator.Start(new EniEmulatorOptions { StatePath = path });
            Console.WriteLine($"The file of {new FileInfo(path).Length >> 20} MB is loaded in {stopwatch.Elapsed.TotalSeconds:0.0} s.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task ComparePagesAsync(ApiClient few, ApiClient many)
    {
        var (small, large) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var i = -Pages; i < Pages; i++)
        {
            var (a, b) = (await PageAsync(few), await PageAsync(many));
            if (i < 0)
                continue;
            small.Add(a);
            large.Add(b);
        }

        Console.WriteLine(
            $"A page of 500 ENIs takes {Median(large) / Median(small):0.00} times what it takes of {Few:N0} "
                + $"ENIs ({Median(large).TotalMilliseconds:0.0} ms, median).");
    }

    // Small calls one after the other while the world is saved, beside as many when it is not.
    private static async Task MeasureSaveAsync(ApiClient client, string path)
    {
        var quiet = new List<TimeSpan>();
        for (var i = 0; i < 1_000; i++)
            quiet.Add(await LookAsync(client));

        await client.SendAsync(UnassignIpv6Addresses.Call(
            EniEmulator.DefaultRegionId, "eni-bulk000001",
            [new Ipv6Item(Ipv6Address.Parse("2001:db8:1234:1aa0::1:1"))]), CancellationToken.None);
        var busy = new List<TimeSpan>();
        var stopwatch = Stopwatch.StartNew();
        while (!File.Exists(path))
            busy.Add(await LookAsync(client));
        Console.WriteLine(
            $"A save takes {stopwatch.Elapsed.TotalSeconds:0.0} s; calls meanwhile take {Median(busy) / Median(quiet):0.0} "
                + "times what they take else (median), " +
            $"the longest {busy.Max().TotalMilliseconds:0} ms (else {quiet.Max().TotalMilliseconds:0} ms).");
    }

    private static async Task<TimeSpan> PageAsync(ApiClient client)
    {
        var stopwatch = Stopwatch.StartNew();
        await client.SendAsync(
            DescribeNetworkInterfaces.Call(EniEmulator.DefaultRegionId, new NetworkInterfaceFilter()), CancellationToken.None);
        return stopwatch.Elapsed;
    }

    private static async Task<TimeSpan> LookAsync(ApiClient client)
    {
        var stopwatch = Stopwatch.StartNew();
        await client.SendAsync(
            DescribeNetworkInterfaces.Call(
                EniEmulator.DefaultRegionId, new NetworkInterfaceFilter { NetworkInterfaceIds = ["eni-bp1web02a"] }),
            CancellationToken.None);
        return stopwatch.Elapsed;
    }

    private static ApiClient ClientOf(EniEmulator emulator, HttpTransport transport) =>
        new(emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), transport);

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
