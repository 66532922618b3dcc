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

    public static TheoryData<string, int> Examples =>
        [
            .. HelpTests.Cmdlets.SelectMany(
                row => Enumerable.Range(1, HelpTests.Examples(row.Data).Count()).Select(number => (row.Data, number)))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_shows_what_appears_and_makes_no_error(string cmdlet, int number)
    {
        var (shown, appears) = run.Find(cmdlet, number);
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

        Assert.Equal(said, Examples.Count(row => run.Find(row.Data.Item1, row.Data.Item2).Shown.Output is not null));
    }

    /// <summary>All of them in one process, as one costs a second.</summary>
    public sealed class Run : IAsyncLifetime
    {
        private readonly Dictionary<(string, int), (Shown Shown, IReadOnlyList<string> Appears)> _all = [];

        internal (Shown Shown, IReadOnlyList<string> Appears) Find(string cmdlet, int number) => _all[(cmdlet, number)];

        public async ValueTask InitializeAsync()
        {
            var examples = Examples.Select(row => (Key: row.Data, Shown: HelpTests.Examples(row.Data.Item1).ElementAt(row.Data.Item2 - 1)))
                .ToList();
            using var shell = RealShell.WithPackage();
            var appeared = await Typing.RunAsync(shell, Before, examples.Select(example => example.Shown.Statements));
            foreach (var (example, lines) in examples.Zip(appeared))
                _all[example.Key] = (example.Shown, lines);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
