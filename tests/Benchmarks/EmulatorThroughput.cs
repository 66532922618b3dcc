using System.Diagnostics;
using EniTools.Api.Calls;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>How many calls a second the emulator answers, beside a listener that answers a constant of the same length and checks nothing.</summary>
internal static class EmulatorThroughput
{
    private const int Clients = 16;
    private const int WarmUpRounds = 12;
    private const int Rounds = 25;

    // Short, since some machines change their speed within seconds.
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(0.5);

    public static async Task RunAsync()
    {
        using var transport = new HttpTransport("benchmarks");
        using var emulator = EniEmulator.Start();
        using var floor = new ConstantListener(await AnswerOfAsync(emulator));

        // Both in turn, so that whatever else the machine does meets both.
        var ratios = new List<double>();
        var watchedRatios = new List<double>();
        for (var round = 1 - WarmUpRounds; round <= Rounds; round++)
        {
            var bare = await MeasureAsync(transport, floor.Endpoint);
            var real = await MeasureAsync(transport, emulator.Endpoint);
            Speed watched;
            using (new WatchingPage(emulator.Endpoint))
                watched = await MeasureAsync(transport, emulator.Endpoint);
            if (round > 0)
            {
                ratios.Add(real.PerSecond / bare.PerSecond);
                watchedRatios.Add(watched.PerSecond / real.PerSecond);
            }

            Console.WriteLine(
                $"{(round > 0 ? "round " + round : "warm-up")}: bare listener {bare}, emulator {real}, ratio "
                    + $"{real.PerSecond / bare.PerSecond:0.00}, with a page watching {watched.PerSecond / real.PerSecond:0.00} of that");
        }

        Console.WriteLine($"Emulator throughput is {ratios.Order().ElementAt(Rounds / 2):0.00} of a bare listener's (median, goal 0.80).");
        Console.WriteLine(
            $"With a page that watches it is {watchedRatios.Order().ElementAt(Rounds / 2):0.00} of that without (median, goal 0.90).");
    }

    // Client and service are one process, so that its garbage and what it computes are those of both.
    private static async Task<Speed> MeasureAsync(HttpTransport transport, Uri endpoint)
    {
        using var process = Process.GetCurrentProcess();
        var (allocated, paused, cpu) = (GC.GetTotalAllocatedBytes(), GC.GetTotalPauseDuration(), process.TotalProcessorTime);
        var client = new ApiClient(endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), transport);
        var stopwatch = Stopwatch.StartNew();
        var calls = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            for (; stopwatch.Elapsed < Round; count++)
                await client.SendAsync(
                    DescribeNetworkInterfaces.Call(
                        EniEmulator.DefaultRegionId, new NetworkInterfaceFilter { NetworkInterfaceIds = ["eni-bp1web02a"] }),
                    CancellationToken.None);
            return count;
        })));
        var seconds = stopwatch.Elapsed.TotalSeconds;
        process.Refresh();
        return new(
            calls.Sum() / seconds,
            (process.TotalProcessorTime - cpu).TotalSeconds / seconds,
            (GC.GetTotalPauseDuration() - paused).TotalSeconds / seconds,
            (GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / calls.Sum());
    }

    private static async Task<string> AnswerOfAsync(EniEmulator emulator)
    {
        using var recorder = new RecordingTransport();
        var client = new ApiClient(emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), recorder);
        await client.SendAsync(
            DescribeNetworkInterfaces.Call(
                EniEmulator.DefaultRegionId, new NetworkInterfaceFilter { NetworkInterfaceIds = ["eni-bp1web02a"] }),
            CancellationToken.None);
        return recorder.Body;
    }

    private sealed record Speed(double PerSecond, double Cores, double Paused, double KilobytesEach)
    {
        public override string ToString() =>
            $"{PerSecond,5:0} calls/s ({Cores:0.00} cores, {Paused:0%} in the collector, {KilobytesEach:0} KB a call)";
    }
}
