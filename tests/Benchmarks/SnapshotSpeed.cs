using System.Diagnostics;
using System.Text;
using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>How long 10,000 ENIs take to be put back from a snapshot, beside the same world read from its document.</summary>
internal static class SnapshotSpeed
{
    private const int Enis = 10_000;
    private const int Times = 21;

    public static void Run()
    {
        using var emulator = EniEmulator.Start(
            new() { NetworkInterfaceCount = Enis, AddressesPerInterface = BenchmarkWorld.AddressesEach });
        var document = Encoding.UTF8.GetBytes(emulator.State());
        var taken = Median(() => emulator.SaveSnapshot("all"));
        var restored = Median(() => emulator.RestoreSnapshot("all"));
        var loaded = Median(() => emulator.Load(new MemoryStream(document)));
        Console.WriteLine(
            $"A snapshot of {Enis} ENIs with {BenchmarkWorld.AddressesEach} addresses each is taken in {taken:0.0} ms and back in "
                + $"{restored:0.0} ms (median, goal 50), {restored / loaded:0.00} of the {loaded:0.0} ms that the document takes.");
    }

    private static double Median(Action act)
    {
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var stopwatch = Stopwatch.StartNew();
            act();
            times.Add(stopwatch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(Times / 2);
    }
}
