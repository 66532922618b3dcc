using System.Globalization;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Api.Transport;

namespace EniTools.Benchmarks;

/// <summary>What a journal costs: a removal with one beside a removal without, and how fast PowerShell reads one of a million targets.</summary>
internal static class JournalCost
{
    public const string Removal = "journal-removal";

    private const int Rounds = 5;
    private const int NetworkInterfaces = 1000;
    private const int WarmUpCalls = 500;
    private const int LatencyMilliseconds = 20;
    private const int Targets = 1_000_000;

    public static async Task RunAsync()
    {
        RunRemovals();
        await RunReadingAsync();
    }

    /// <summary>The process of a removal; without a path, without a journal.</summary>
    public static async Task PlayAsync(Uri endpoint, string path)
    {
        using var transport = new HttpTransport("benchmarks");
        var client = RemovalSpeed.NewClient(endpoint, transport);
        using var journal = path.Length == 0 ? null : ChangeJournal.Open(path, NewRun());
        var account = journal?.For(new JournalAccount(null, "1", endpoint.ToString()));
        await RemovalSpeed.RemoveAsync(client, [.. BenchmarkWorld.Targets(1, WarmUpCalls)], account);
        var targets = BenchmarkWorld.Targets(WarmUpCalls + 1, NetworkInterfaces).ToList();
        var before = journal?.Flushes ?? 0;
        await Cost.WriteAsync(() => RemovalSpeed.RemoveAsync(client, targets, account));
        Console.WriteLine((journal?.Flushes ?? 0) - before);
    }

    private static void RunRemovals()
    {
        var without = new List<Cost>();
        var with = new List<Cost>();
        var flushes = 0;
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(Play("").Cost);
            var path = Path.GetTempFileName();
            var (cost, count) = Play(path);
            File.Delete(path);
            with.Add(cost);
            flushes += count;
        }

        var (floor, journal) = (Cost.Median(without), Cost.Median(with));
        var addresses = NetworkInterfaces * BenchmarkWorld.AddressesEach;
        Console.WriteLine(
            $"A removal of {addresses:N0} addresses with a journal, {RemovalSpeed.Concurrency} calls at a time and "
                + $"{LatencyMilliseconds} ms of latency, medians of {Rounds} processes: wall {journal.WallSeconds:0.000} s "
                + $"(x {journal.WallSeconds / floor.WallSeconds:0.00} of one without), CPU {journal.CpuSeconds:0.000} s "
                + $"(x {journal.CpuSeconds / floor.CpuSeconds:0.00}), "
                + $"{flushes / (double)(Rounds * NetworkInterfaces):0.00} flushes a call.");
    }

    private static (Cost Cost, int Flushes) Play(string path)
    {
        using var emulator = EmulatorProcess.Start(WarmUpCalls + NetworkInterfaces, LatencyMilliseconds);
        using var process = ChildProcess.Start(Removal, emulator.Endpoint.ToString(), path);
        return (Cost.Read(process.FirstLine), int.Parse(process.NextLine(), CultureInfo.InvariantCulture));
    }

    private static async Task RunReadingAsync()
    {
        var path = Path.GetTempFileName();
        try
        {
            await WriteAsync(path);
            var numbers = PowerShellProcess.Run(
                $$"""
                Import-Module '{{PowerShellProcess.Module}}'
                Get-EniChange -Summary '{{path}}' | Out-Null
                $process = [Diagnostics.Process]::GetCurrentProcess()
                $time = [Diagnostics.Stopwatch]::StartNew()
                1..{{Targets}} | & { begin { $count = 0 } process { $count++ } end { if ($count -ne {{Targets}}) { throw $count } } }
                $floor = $time.Elapsed.TotalSeconds
                $time.Restart()
                Get-EniChange '{{path}}' | & { begin { $count = 0 } process { $count++ } end { if ($count -ne {{Targets}}) { throw $count } } }
                '{0} {1} {2}' -f $time.Elapsed.TotalSeconds, $floor, ([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)
                """);
            Console.WriteLine(
                $"Get-EniChange gives out {Targets:N0} targets in {numbers[0]:0.0} s ({Targets / numbers[0]:N0} a second, x "
                    + $"{numbers[0] / numbers[1]:0.0} of a pipeline of as many numbers) and {numbers[2]:0} MB at its peak; the journal has "
                    + $"{new FileInfo(path).Length / 1048576} MB.");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task WriteAsync(string path)
    {
        using var journal = ChangeJournal.Open(path, NewRun());
        var account = journal.For(new JournalAccount(null, "1", null));
        foreach (var batch in BenchmarkWorld.Targets(1, Targets / BenchmarkWorld.AddressesEach).Chunk(BenchmarkWorld.AddressesEach))
        {
            var intent = account.IntendAsync(batch, null, 1, DateTimeOffset.UtcNow);
            var settled = batch.Select(target => account.SettleAsync(new ChangeOutcome
            {
                Target = target,
                Status = ChangeStatus.Removed,
                RequestId = Guid.NewGuid().ToString().ToUpperInvariant(),
                Attempts = 1,
                Time = DateTimeOffset.UtcNow,
            })).ToList();
            // Now and then, so that it does not pile up.
            if (batch[0].NetworkInterfaceId.EndsWith("00", StringComparison.Ordinal))
                await Task.WhenAll([intent, .. settled]);
        }

        journal.EndInput();
        await journal.EndAsync(DateTimeOffset.UtcNow);
    }

    private static JournalRun NewRun() => new() { Action = ChangeAction.Remove, Time = DateTimeOffset.UtcNow };
}
