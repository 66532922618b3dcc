using System.Diagnostics;
using System.Globalization;

namespace EniTools.Benchmarks;

/// <summary>A part of a benchmark in a process of its own, so that time and memory are its own too.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, string firstLine)
    {
        _process = process;
        FirstLine = firstLine;
    }

    /// <summary>The first line that the process wrote.</summary>
    public string FirstLine { get; }

    /// <summary>Reads the next line that the process writes.</summary>
    public string NextLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The process ended too soon.");

    /// <summary>Starts this program with other arguments, and waits for its first line.</summary>
    public static ChildProcess Start(params string[] arguments) => StartCommand(Environment.ProcessPath!, null, arguments);

    /// <summary>Starts another program, and waits for its first line.</summary>
    public static ChildProcess StartCommand(string command, string? folder, params string[] arguments)
    {
        var process = Process.Start(
            new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, WorkingDirectory = folder ?? "" })!;
        return new ChildProcess(
            process,
            process.StandardOutput.ReadLine() ?? throw new InvalidOperationException(
                $"{command} {string.Join(' ', arguments)} ended without a word."));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}

/// <summary>What a contestant needed for the measured part of its work.</summary>
internal sealed record Cost(double WallSeconds, double CpuSeconds, double PeakMegabytes, double AllocatedKilobytes)
{
    /// <summary>Measures work in this process and writes the cost as the one line that the parent reads.</summary>
    public static async Task WriteAsync(Func<Task> work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (cpu, allocated, stopwatch) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true), Stopwatch.StartNew());
        await work();
        stopwatch.Stop();
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{stopwatch.Elapsed.TotalSeconds} {(process.TotalProcessorTime - cpu).TotalSeconds} {process.PeakWorkingSet64 / 1048576.0} "
                + $"{(GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1024.0}"));
    }

    public static Cost Read(string line)
    {
        var parts = line.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new Cost(parts[0], parts[1], parts[2], parts[3]);
    }

    public static Cost Median(IReadOnlyCollection<Cost> costs) => new(
        Middle(costs.Select(cost => cost.WallSeconds)), Middle(costs.Select(cost => cost.CpuSeconds)),
        Middle(costs.Select(cost => cost.PeakMegabytes)), Middle(costs.Select(cost => cost.AllocatedKilobytes)));

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
