using System.Text.RegularExpressions;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Help;

/// <summary>All links of all pages lead somewhere, and all pages can be found.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void A_link_leads_to_a_file_of_the_repository_and_to_a_heading_in_it()
    {
        var broken = ShownPage.All.SelectMany(page => LinksOf(page).Where(link => !IsThere(page, link)).Select(link => $"{page}: {link}"));

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_page_is_found_from_the_README_and_from_the_index_of_the_documentation()
    {
        Assert.Empty(ShownPage.All.Except(FoundFrom("README.md")));
        Assert.Empty(ShownPage.All.Where(page => page.StartsWith("docs/", StringComparison.Ordinal)).Except(FoundFrom("docs/README.md")));
    }

    [Fact]
    public void A_translation_and_its_page_lead_to_each_other()
    {
        var translations = ShownPage.All.Where(page => ShownPage.English(page) != page).ToList();

        Assert.Contains("README.zh-CN.md", translations);
        Assert.All(translations, translation =>
        {
            Assert.Contains(ShownPage.English(translation), PagesFrom(translation));
            Assert.Contains(translation, PagesFrom(ShownPage.English(translation)));
        });
    }

    [Fact]
    public void A_path_that_a_page_names_is_there() => Assert.Empty(
        from page in ShownPage.All
        from path in OwnPath().Matches(ShownPage.Text(page)).Select(match => match.Value)
        where !Path.Exists(Path.Combine(BuiltModule.RepositoryRoot, path)) && !NoPath().IsMatch(path)
        select $"{page}: {path}");

    private static HashSet<string> FoundFrom(string first)
    {
        HashSet<string> found = [first];
        var waiting = new Queue<string>(found);
        while (waiting.TryDequeue(out var page))
        {
            foreach (var next in PagesFrom(page).Where(found.Add))
                waiting.Enqueue(next);
        }

        return found;
    }

    private static IEnumerable<string> PagesFrom(string page) =>
        LinksOf(page).Where(link => !IsOutside(link)).Select(link => PathOf(page, link)).Where(ShownPage.All.Contains);

    private static bool IsThere(string page, string link)
    {
        if (IsOutside(link))
            return Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
        var path = PathOf(page, link);
        return link.Split('#') is [_, var heading]
            ? ShownPage.All.Contains(path) && HeadingsOf(path).Contains(heading)
            : Path.Exists(Path.Combine(BuiltModule.RepositoryRoot, path));
    }

    private static bool IsOutside(string link) => link.Contains("://", StringComparison.Ordinal);

    private static string PathOf(string page, string link)
    {
        var path = link.Split('#')[0];
        return path.Length == 0
            ? page
            : Path.GetRelativePath(
                BuiltModule.RepositoryRoot,
                Path.GetFullPath(Path.Combine(BuiltModule.RepositoryRoot, Path.GetDirectoryName(page)!, path))).Replace('\\', '/');
    }

    // As GitHub makes the anchor of a heading.
    private static IEnumerable<string> HeadingsOf(string page) => Heading().Matches(WithoutCode(page))
        .Select(match => NoPartOfAnAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private static IEnumerable<string> LinksOf(string page) => Link().Matches(WithoutCode(page)).Select(match => match.Groups[1].Value);

    private static string WithoutCode(string page) => Code().Replace(ShownPage.Text(page), "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoPartOfAnAnchor();

    [GeneratedRegex(@"(?<=^|[\s`'""(])(src|tests|examples|docs)/[\w./*-]*[\w*]", RegexOptions.Multiline)]
    private static partial Regex OwnPath();

    // The examples of a page that says how things are added.
    [GeneratedRegex(@"\*|Thing|NAME")]
    private static partial Regex NoPath();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();
}
