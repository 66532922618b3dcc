using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using EniTools.Api.Changes;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Pacing;
using EniTools.Api.Transport;
using EniTools.Pipeline;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Help;

/// <summary>Names and numbers that pages and help state are those of the code.</summary>
public sealed partial class FactTests
{
    private static IEnumerable<Type> ServiceCmdlets => typeof(EniServiceCmdlet).Assembly.GetExportedTypes()
        .Where(type => typeof(EniServiceCmdlet).IsAssignableFrom(type) && type.GetCustomAttribute<CmdletAttribute>() is not null);

    [Fact]
    public void The_variables_that_the_code_reads_and_those_that_the_page_of_credentials_names_are_the_same()
    {
        var read = Sources("src/EniTools.Api", "src/EniTools")
            .SelectMany(text => InQuotes().Matches(text)).Select(match => match.Groups[1].Value);
        var named = Variable().Matches(Page("docs/credentials.md")).Select(match => match.Value);

        // The page tells of three beginnings for the same names.
        Assert.Equal(
            read.Where(name => !FamilyOfKeys().IsMatch(name)).Distinct().Order(StringComparer.Ordinal),
            named.Where(name => !FamilyOfKeys().IsMatch(name)).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cmdlets_that_call_the_service_have_a_credential_and_the_help_says_which_have_no_profile()
    {
        Assert.All(ServiceCmdlets, cmdlet => Assert.True(IsParameter(cmdlet, "Credential"), cmdlet.Name));
        Assert.Equal(
            ["ResumeEniChangeCommand", "UndoEniChangeCommand"],
            ServiceCmdlets.Where(cmdlet => !IsParameter(cmdlet, "ProfileName")).Select(cmdlet => cmdlet.Name)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_time_for_which_a_call_is_sent_again_is_one_number_and_attempts_limit_nothing_by_default()
    {
        Assert.Equal(TimeSpan.FromSeconds(EniServiceCmdlet.DefaultRetryTimeoutSec), new RetryPolicy().Budget);
        Assert.Equal(int.MaxValue, new RetryPolicy().MaxAttempts);
        foreach (var cmdlet in ServiceCmdlets)
        {
            var instance = Activator.CreateInstance(cmdlet);
            if (cmdlet.GetProperty("RetryTimeoutSec") is { } budget)
                Assert.Equal((cmdlet.Name, EniServiceCmdlet.DefaultRetryTimeoutSec), (cmdlet.Name, budget.GetValue(instance)));
            if (cmdlet.GetProperty("MaxAttempts") is { } attempts)
                Assert.Equal((cmdlet.Name, null), (cmdlet.Name, attempts.GetValue(instance)));
        }

        var texts = Sources("src/EniTools/Parameters").SelectMany(text => text.Split('\n'))
            .Where(line => line.Contains("is sent again, from 0 to", StringComparison.Ordinal));
        Assert.Equal(2, texts.Count());
        Assert.All(texts, line => Assert.Contains(
            $"the default is {EniServiceCmdlet.DefaultRetryTimeoutSec}", line, StringComparison.Ordinal));
        Assert.All(texts, line => Assert.Contains(
            $"is given up after {new RetryPolicy().BriefBudget.TotalSeconds} seconds", line, StringComparison.Ordinal));
        Assert.Contains("five minutes by default", Page("docs/errors.md"), StringComparison.Ordinal);
        Assert.Contains("300 seconds by default", Words("src/EniTools/en-US/about_EniTools_Runbooks.help.txt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docs/large-runs.md")]
    [InlineData("docs/runbooks.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("src/EniTools/en-US/about_EniTools_Runbooks.help.txt")]
    public void The_time_that_calls_under_way_have_at_the_end_is_one_number(string page)
    {
        Assert.Equal(1, EniCmdlet.SecondsForLastAnswers);
        Assert.Contains("have one second to answer", Words(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_the_numbers_of_the_code()
    {
        AssertSays(
            "SECURITY.md",
            $"| {ReadLimits.MaxBytes >> 20} MiB, {ReadLimits.MaxDepth} levels and {Number(ReadLimits.MaxValues)} values;",
            $"| {Number(ReadLimits.MaxProgramCharacters)} characters of it are kept");
        AssertSays(
            "docs/large-runs.md",
            $"when {Number(ChangeRoom.DefaultBatches)} calls' worth of input waits",
            $"looked up for {DescribeNetworkInterfaces.MaxIds} ENIs a call");
        AssertSays("docs/limits.md", $"more than {Number(TargetBatcher.MaxRemembered)} others is sent again");
        AssertSays(
            "src/EniTools/en-US/about_EniTools_Runbooks.help.txt",
            $"up to {Number(ChangeRoom.DefaultBatches)} calls' worth of input",
            $"in one call for {DescribeNetworkInterfaces.MaxIds} ENIs");
    }

    /// <summary>What holds a sentence with each, every, never, always or all is named beside it.</summary>
    [Theory]
    [InlineData("README.md", 1)]
    [InlineData("docs/first-hour.md", 3)]
    [InlineData("docs/large-runs.md", 3)]
    [InlineData("docs/errors.md", 4)]
    [InlineData("SECURITY.md", 3)]
    public void The_tests_that_a_page_names_in_its_comments_are_there(string page, int least)
    {
        var there = Directory
            .EnumerateFiles(Path.Combine(BuiltModule.RepositoryRoot, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        var comments = Comment().Matches(Page(page)).Select(match => match.Value).ToList();

        Assert.InRange(comments.Count, least, int.MaxValue);
        Assert.All(comments, comment => Assert.NotEmpty(TestClass().Matches(comment)));
        Assert.All(comments.SelectMany(comment => TestClass().Matches(comment)), name => Assert.Contains(name.Value, there));
    }

    [Fact]
    public void A_journal_is_made_with_the_rights_that_its_page_names()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no mode.");
        var named = Convert.ToInt32(Mode().Match(Page("docs/journal.md")).Groups[1].Value, 8);
        using var folder = new ScratchFolder();
        using var session = PowerShellSession.WithEmulator();

        session.Run(
            "Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force -JournalPath $path", ("path", folder.Combine("run.jsonl")))
            .ShouldSucceed();

        if (!OperatingSystem.IsWindows())
            Assert.Equal((UnixFileMode)named, File.GetUnixFileMode(folder.Combine("run.jsonl")));
    }

    private static void AssertSays(string page, params string[] sentences) => Assert.All(
        sentences, sentence => Assert.Contains(sentence, Words(page), StringComparison.Ordinal));

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static bool IsParameter(Type cmdlet, string name) =>
        cmdlet.GetProperty(name)!.GetCustomAttribute<ParameterAttribute>(inherit: false) is not null;

    private static string Page(string path) => File.ReadAllText(Path.Combine(BuiltModule.RepositoryRoot, path));

    private static string Words(string path) => Blanks().Replace(Page(path), " ");

    private static IEnumerable<string> Sources(params string[] folders) => folders
        .Select(folder => Path.Combine(BuiltModule.RepositoryRoot, folder))
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        .Select(File.ReadAllText);

    [GeneratedRegex(@"""((?:ALIBABA_CLOUD|ALIBABACLOUD|ALICLOUD)_[A-Z_0-9]+|REGION|REGION_ID|[a-z]+_proxy|[A-Z]+_PROXY)""")]
    private static partial Regex InQuotes();

    [GeneratedRegex(
        "(?<=`)(?:(?:ALIBABA_CLOUD|ALIBABACLOUD|ALICLOUD)_[A-Z_0-9]*[A-Z]|REGION|REGION_ID|(?!NO_)[a-zA-Z]+_(?:proxy|PROXY))(?=[`=])")]
    private static partial Regex Variable();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b[A-Za-z0-9]+Tests\b")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"\((0[0-7]{3});")]
    private static partial Regex Mode();

    [GeneratedRegex("ACCESS_KEY|SECRET_KEY|SECURITY_TOKEN")]
    private static partial Regex FamilyOfKeys();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
