using System.Diagnostics;
using EniTools.Api.Tests.Fuzzing;

namespace EniTools.Benchmarks;

/// <summary>The long form of the fuzzing of the tests: all readers in turn, with a new seed each time.</summary>
internal static class Fuzzing
{
    public const string Command = "fuzz";

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    public static void Run(int seconds)
    {
        using var readers = new Readers();
        var counts = readers.All.ToDictionary(reader => reader.Name, _ => 0);
        var time = Stopwatch.StartNew();
        for (var seed = Environment.TickCount; time.Elapsed.TotalSeconds < seconds; seed++)
        {
            foreach (var reader in readers.All)
            {
                var turn = Stopwatch.StartNew();
                counts[reader.Name] += Fuzz.Run(reader, seed, _ => turn.Elapsed < Turn && time.Elapsed.TotalSeconds < seconds);
            }

            Console.WriteLine(
                $"{time.Elapsed.TotalMinutes:0.0} minutes: {string.Join(", ", counts.Select(count => $"{count.Value} of {count.Key}"))}");
        }
    }
}
