using EniTools.Conformance.Facts;

namespace EniTools.Conformance;

/// <summary>The part of docs/emulator.md that is made of the facts.</summary>
internal static class FactsPage
{
    private const string Beginning = "<!-- facts: made by `dotnet run --project tests/Conformance -- --write-page docs/emulator.md` -->";
    private const string End = "<!-- end of facts -->";

    /// <summary>Returns the page with its generated part renewed.</summary>
    /// <exception cref="FormatException">The page does not mark the part.</exception>
    public static string Renew(string page)
    {
        var (first, last) = (page.IndexOf(Beginning, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return first >= 0 && last > first
            ? page[..(first + Beginning.Length)] + "\n\n" + Text() + "\n" + page[last..]
            : throw new FormatException($"The page has no part between '{Beginning}' and '{End}'.");
    }

    private static string Text() => string.Concat(
        Section("Documented by the vendor", Standing.Documented),
        Section("Inferred, because no page says it", Standing.Inferred),
        Section("Different on purpose", Standing.Different),
        "### Members that are not there\n\nEach member that the vendor's SDK declares for an ENI in the answers of "
            + "`CreateNetworkInterface`, `DescribeNetworkInterfaces` and `DescribeNetworkInterfaceAttribute` is there, and a test "
            + "compares them, but for these:\n\n| member that is not there | why |\n|---|---|\n",
        string.Concat(Catalog.MissingMembers.GroupBy(member => member.Value, member => $"`{member.Key}`")
            .Select(group => $"| {string.Join(", ", group)} | {group.Key} |\n")));

    private static string Section(string title, Standing standing) =>
        $"### {title}\n\n" + string.Concat(Catalog.Facts.Where(fact => fact.Standing == standing).Select(Line)) + "\n";

    private static string Line(Fact fact)
    {
        var source = fact.Page is null ? "" : $" ([page]({fact.Page}))";
        var left = fact switch
        {
            { Check: null, Standing: Standing.Different } => "",
            { Check: null } => $" *Not asked: {char.ToLowerInvariant(fact.WhyNone![0])}{fact.WhyNone[1..].TrimEnd('.')}.*",
            { Needs: Needs.Instance } => " *Asked with `--instance`.*",
            { Needs: Needs.Money } => " *Asked with `--bandwidth`.*",
            _ => "",
        };
        return $"- `{fact.Id}`: {fact.Sentence}{source}{left}\n";
    }
}
