using System.Diagnostics;
using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>How long an emulator takes to start, beside a listener that does nothing else.</summary>
internal static class EmulatorStart
{
    private const int Times = 101;

    public static void Run()
    {
        var bare = Median(() => new ConstantListener(""));
        var real = Median(() => EniEmulator.Start());
        Console.WriteLine(
            $"Emulator starts in {real.TotalMilliseconds:0.00} ms, {real / bare:0.0} times a bare listener's {bare.TotalMilliseconds:0.00} "
                + "ms (median).");
    }

    private static TimeSpan Median(Func<IDisposable> start)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < Times; i++)
        {
            var stopwatch = Stopwatch.StartNew();
            var started = start();
            times.Add(stopwatch.Elapsed);
            started.Dispose();
        }

        return times.Order().ElementAt(Times / 2);
    }
}
