using EniTools.Tests.Hosting;

namespace EniTools.Tests.Help;

/// <summary>Each example of the help can be typed, and shows what it says that it shows.</summary>
[Trait("Needs", "Process")]
public sealed class HelpExampleTests(HelpExampleTests.Run run) : IClassFixture<HelpExampleTests.Run>
{
    // A session starts with nothing set, and with an emulator that a reader of the other topics has.
    private const string Before = """
        Stop-EniEmulator
        Clear-EniContext
        Start-EniEmulator | Set-EniContext
        """;

    private static readonly bool[] Languages = OperatingSystem.IsWindows() ? [false] : [false, true];

    public static TheoryData<string, int, bool> Examples =>
        [
            .. from inChinese in Languages
               from row in HelpTests.Cmdlets
               from number in Enumerable.Range(1, HelpTests.Examples(row.Data, inChinese).Count())
               select (row.Data, number, inChinese)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_shows_what_appears_and_makes_no_error(string cmdlet, int number, bool inChinese)
    {
        var (shown, appears) = run.Find((cmdlet, number, inChinese));
        TestContext.Current.TestOutputHelper?.WriteLine($"{shown.Code}\n{string.Join('\n', appears)}\n");

        Assert.DoesNotContain(
            appears,
            line => line.Contains("Recommendation:", StringComparison.Ordinal) || line.StartsWith(cmdlet + ':', StringComparison.Ordinal));
        // Get-Help trims the beginning of a paragraph.
        if (shown.Output is not null)
            Assert.Equal(Typing.Lines(shown.Output), appears.Select((line, index) => index == 0 ? line.TrimStart() : line));
    }

    [Fact]
    public void What_the_sources_say_that_appears_is_compared()
    {
        var said = Directory.EnumerateFiles(Path.Combine(BuiltModule.RepositoryRoot, "src", "EniTools", "Commands"), "*.cs")
            .Sum(path => File.ReadLines(path).Count(line => line == "/// <output>"));

        Assert.Equal(said, Examples.Count(row => !row.Data.Item3 && run.Find(row.Data).Shown.Output is not null));
    }

    [Fact]
    public void The_code_of_an_example_is_the_same_in_both_languages() => Assert.All(
        HelpTests.Cmdlets,
        row => Assert.Equal(
            HelpTests.Examples(row.Data).Select(shown => shown.Code),
            HelpTests.Examples(row.Data, inChinese: true).Select(shown => shown.Code)));

    /// <summary>All of a language in one process, as one costs a second.</summary>
    public sealed class Run : IAsyncLifetime
    {
        private readonly Dictionary<(string, int, bool), (Shown Shown, IReadOnlyList<string> Appears)> _all = [];

        internal (Shown Shown, IReadOnlyList<string> Appears) Find((string Cmdlet, int Number, bool InChinese) example) => _all[example];

        public async ValueTask InitializeAsync()
        {
            foreach (var language in Examples.Select(row => row.Data).GroupBy(example => example.Item3))
            {
                var examples = language
                    .Select(key => (Key: key, Shown: HelpTests.Examples(key.Item1, language.Key).ElementAt(key.Item2 - 1))).ToList();
                using var shell = RealShell.WithPackage(language.Key ? RealShell.Chinese : null);
                var appeared = await Typing.RunAsync(shell, Before, examples.Select(example => example.Shown.Statements));
                foreach (var (example, lines) in examples.Zip(appeared))
                    _all[example.Key] = (example.Shown, lines);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
