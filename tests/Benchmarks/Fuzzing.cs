using System.Diagnostics;
using System.Globalization;
using EniTools.Api.Tests.Fuzzing;
using SharpFuzz;

namespace EniTools.Benchmarks;

/// <summary>The long forms of the fuzzing of the tests.</summary>
internal static class Fuzzing
{
    public const string Command = "fuzz";

    public const string Covered = "fuzz-covered";

    public const string Corpus = "fuzz-corpus";

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    /// <summary>Mutates texts for all readers in turn, with a new seed each time.</summary>
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

    /// <summary>Writes the right texts of each reader into a folder of its own, for afl-fuzz to begin with.</summary>
    public static void WriteCorpus(string folder)
    {
        using var readers = new Readers();
        foreach (var reader in readers.All)
        {
            var texts = Directory.CreateDirectory(Path.Combine(folder, reader.Name));
            for (var i = 0; i < reader.Corpus.Count; i++)
                File.WriteAllBytes(Path.Combine(texts.FullName, i.ToString(CultureInfo.InvariantCulture)), reader.Corpus[i]);
        }
    }

    /// <summary>Reads the texts that afl-fuzz makes, which prefers those that took a new branch; fuzz.sh starts it.</summary>
    public static void RunCovered(string name)
    {
        Readers? readers = null;
        Fuzzer.Run(stream =>
        {
            // Not earlier: instrumented code fails before the fuzzer has its memory.
            readers ??= new Readers();
            using var text = new MemoryStream();
            stream.CopyTo(text);
            readers.All.Single(reader => reader.Name == name).Read(text.ToArray());
        });
        readers?.Dispose();
    }
}
