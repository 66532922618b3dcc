using EniTools.Conformance;
using EniTools.Conformance.Facts;

namespace EniTools.Emulator.Tests.Conformance;

/// <summary>The emulator does what its list of facts says, and the page tells the list.</summary>
public sealed class FactTests
{
    public static TheoryData<string> Checked => [.. Catalog.Facts.Where(fact => fact.Check is not null).Select(fact => fact.Id)];

    [Theory]
    [MemberData(nameof(Checked))]
    public async Task A_fact_is_true_of_the_emulator_and_its_check_leaves_nothing(string id)
    {
        using var emulator = EniEmulator.Start();
        using var asked = new AskedEmulator(emulator);
        var before = AskedEmulator.WorldOf(emulator);

        var (results, runner) = await asked.AskAsync(Catalog.Facts.Single(fact => fact.Id == id));

        Assert.Equal((Outcome.Same, null), (results[0].Outcome, results[0].Why));
        Assert.NotEmpty(results[0].Observations);
        Assert.Empty(runner.Left);
        Assert.Equal(before, AskedEmulator.WorldOf(emulator));
    }

    [Fact]
    public void A_fact_has_an_id_of_its_own_a_sentence_and_a_check_or_a_reason_for_none() => Assert.All(
        Catalog.Facts.GroupBy(fact => fact.Id),
        group =>
        {
            var fact = Assert.Single(group);
            Assert.Matches("^[a-z0-9]+([.-][a-z0-9]+)*$", fact.Id);
            Assert.EndsWith(".", fact.Sentence, StringComparison.Ordinal);
            Assert.True(fact.Check is null != fact.WhyNone is null);
            Assert.Equal(fact.Standing == Standing.Documented, fact.Page is not null);
        });

    [Fact]
    public void The_page_has_the_list() =>
        Assert.True(FactsPage.Renew(Page) == Page, "Make it anew: dotnet run --project tests/Conformance -- --write-page docs/emulator.md");

    private static string Page => Repository.Read("docs/emulator.md");
}
