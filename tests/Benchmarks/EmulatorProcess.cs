using System.Globalization;
using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>An emulator in a process of its own, so that it shares no time with those who call it.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    public const string Command = "serve";

    private readonly ChildProcess _process;

    private EmulatorProcess(ChildProcess process) => _process = process;

    public Uri Endpoint => new(_process.FirstLine);

    /// <summary>Starts one.</summary>
    /// <param name="networkInterfaces">How many ENIs it has.</param>
    /// <param name="latency">How many milliseconds longer an answer takes.</param>
    public static EmulatorProcess Start(int networkInterfaces, int latency = 0) =>
        new(ChildProcess.Start(
            Command, networkInterfaces.ToString(CultureInfo.InvariantCulture), latency.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The process itself: serves until it is ended.</summary>
    public static void Serve(int networkInterfaces, int latency)
    {
        using var emulator = EniEmulator.Start(new()
        {
            NetworkInterfaceCount = networkInterfaces,
            AddressesPerInterface = BenchmarkWorld.AddressesEach,
            Faults = latency > 0 ? [new() { LatencyMilliseconds = latency }] : [],
        });
        Console.WriteLine(emulator.Endpoint);
        Thread.Sleep(Timeout.Infinite);
    }

    public void Dispose() => _process.Dispose();
}
