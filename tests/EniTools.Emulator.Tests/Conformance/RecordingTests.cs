using EniTools.Conformance;
using EniTools.Conformance.Recordings;

namespace EniTools.Emulator.Tests.Conformance;

/// <summary>The emulator gives the answers that were recorded elsewhere or that the vendor's pages show.</summary>
public sealed class RecordingTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "recordings");

    /// <summary>Each file with each of its facts that was asked.</summary>
    public static TheoryData<string, string> Recorded
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var path in Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal))
            {
                foreach (var fact in Recording.Read(path).Facts.Where(fact => fact.Exchanges.Count > 0))
                    data.Add(Path.GetFileName(path), fact.Id);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task A_recorded_answer_is_that_of_the_emulator(string file, string id)
    {
        var recording = Recording.Read(Path.Combine(Folder, file));
        recording = recording with { Facts = [.. recording.Facts.Where(fact => fact.Id == id)] };
        using var emulator = EniEmulator.Start();
        using var asked = new AskedEmulator(emulator);

        var result = Assert.Single(await Comparison.CompareAsync(recording, async facts => (await asked.AskAsync(facts)).Results));

        Assert.Equal((Outcome.Same, null), (result.Outcome, result.Why));
    }
}
