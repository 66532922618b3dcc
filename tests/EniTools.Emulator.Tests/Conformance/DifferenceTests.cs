using EniTools.Conformance;
using EniTools.Conformance.Facts;
using EniTools.Conformance.Recordings;

namespace EniTools.Emulator.Tests.Conformance;

/// <summary>Differences are found, and nothing else, in live answers and in recorded ones.</summary>
public sealed class DifferenceTests : IDisposable
{
    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly EniEmulator _other = EniEmulator.Start();
    private readonly RewritingProxy _proxy;

    // Another code, another status, and a member that is missing.
    public DifferenceTests() => _proxy = new RewritingProxy(_other.Endpoint, (action, query, answer) => (action, query) switch
    {
        ("UnassignIpv6Addresses", _) when answer.Body.Contains("IpPrefixNotStrict", StringComparison.Ordinal) =>
            (answer.Status, answer.Body.Replace("InvalidIp.IpPrefixNotStrict", "InvalidIp.IpPrefixIllegal", StringComparison.Ordinal)),
        ("AssignIpv6Addresses", _) when answer.Body.Contains("MaxEniIpv6IpsCountExceeded", StringComparison.Ordinal) => (400, answer.Body),
        ("DescribeNetworkInterfaces", _) when query.Contains("PageSize=20", StringComparison.Ordinal) =>
            (answer.Status, answer.Body.Replace("\"TotalCount\":1,", "", StringComparison.Ordinal)),
        _ => answer,
    });

    private static readonly (string, string?)[] Expected =
    [
        ("unassign.strict", "UnassignIpv6Addresses: 403 InvalidIp.IpPrefixIllegal, not 403 InvalidIp.IpPrefixNotStrict"),
        ("assign.limit", "AssignIpv6Addresses: 400 MaxEniIpv6IpsCountExceeded, not 403 MaxEniIpv6IpsCountExceeded"),
        ("describe.number-pages", "TotalCount, PageNumber, PageSize:  1 20, not 1 1 20"),
    ];

    [Fact]
    public async Task A_service_that_differs_in_three_places_is_told_in_exactly_three()
    {
        using var asked = new AskedEmulator(_other, _proxy.Endpoint);

        var (results, runner) = await asked.AskAsync(Catalog.Facts);

        Assert.Equal(Expected, results.Where(result => result.Outcome == Outcome.Different).Select(result => (result.Fact.Id, result.Why)));
        Assert.All(results.Where(result => result.Outcome == Outcome.NotAsked), result => Assert.Null(result.Fact.Check));
        Assert.Empty(runner.Left);
    }

    [Fact]
    public async Task Its_recording_holds_the_same_three_against_the_emulator()
    {
        using var file = new TemporaryFile();
        using (var asked = new AskedEmulator(_other, _proxy.Endpoint))
        {
            var (results, runner) = await asked.AskAsync(Catalog.Facts);
            Recording.Of("another service", "cn-hangzhou", results, runner.CleanupExchanges, new Redaction()).Write(file.Path);
        }

        var compared = await CompareAsync(Recording.Read(file.Path));

        Assert.Equal(Catalog.Facts.Count(fact => fact.Check is not null), compared.Count);
        Assert.Equal(
            Expected.Select(expected => expected.Item1),
            compared.Where(result => result.Outcome != Outcome.Same).Select(result => result.Fact.Id));
        Assert.Equal(
            "UnassignIpv6Addresses: recorded 403 InvalidIp.IpPrefixIllegal, emulator 403 InvalidIp.IpPrefixNotStrict",
            compared.Single(result => result.Fact.Id == "unassign.strict").Why);
    }

    [Theory]
    [InlineData(
        "\"QueuePairNumber\": 0,", "\"QueuePairNumber\": \"0\",",
        "QueuePairNumber is a text in the recorded answer and a number in the emulator's")]
    [InlineData(
        "\"QueuePairNumber\": 0,", "\"QueuePairNumber\": 0, \"New\": 1,",
        "New is a number in the recorded answer and missing in the emulator's")]
    [InlineData("\"QueuePairNumber\": 0,", "\"QueuePairNumber\": 0, \"QoSConfig\": 1,", null)]
    [InlineData("\"QueuePairNumber\": 0,", "", null)]
    public async Task A_member_that_the_emulator_has_not_is_a_difference_unless_the_page_says_why(
        string part, string other, string? difference)
    {
        using var file = new TemporaryFile();
        using var asked = new AskedEmulator(_emulator);
        var (results, runner) = await asked.AskAsync(Catalog.Facts.Where(fact => fact.Id == "unassign.addresses"));
        Recording.Of("another service", "cn-hangzhou", results, runner.CleanupExchanges, new Redaction()).Write(file.Path);
        var text = await File.ReadAllTextAsync(file.Path, TestContext.Current.CancellationToken);
        Assert.Contains(part, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file.Path, text.Replace(part, other, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var compared = Assert.Single(await CompareAsync(Recording.Read(file.Path)));

        if (difference is null)
            Assert.Equal((Outcome.Same, null), (compared.Outcome, compared.Why));
        else
            Assert.Contains(difference, compared.Why, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _proxy.Dispose();
        _other.Dispose();
        _emulator.Dispose();
    }

    private async Task<IReadOnlyList<FactResult>> CompareAsync(Recording recording)
    {
        using var asked = new AskedEmulator(_emulator);
        return await Comparison.CompareAsync(recording, async facts => (await asked.AskAsync(facts)).Results);
    }
}
