using System.Text.Json;
using System.Text.Json.Nodes;
using EniTools.Conformance.Facts;
using EniTools.Emulator.Tests.Conformance;

namespace EniTools.Emulator.Tests.VendorClients;

/// <summary>Every answer that the facts bring about has the members and types that the vendor's SDKs declare, and no others.</summary>
public sealed class ShapeTests
{
    [Fact]
    public async Task An_answer_has_the_shape_that_the_SDK_declares()
    {
        using var emulator = EniEmulator.Start();
        using var asked = new AskedEmulator(emulator);
        var (results, runner) = await asked.AskAsync(Catalog.Facts);
        // The packages have no STS. The answer to a creation tells more than the SDK reads.
        var answers = results.SelectMany(result => result.Exchanges).Concat(runner.CleanupExchanges)
            .Where(exchange => exchange.Answer is { IsSuccess: true, Json: not null }
                && exchange.Call.Service.Name != "sts" && exchange.Call.Action != "CreateNetworkInterface")
            .ToLookup(exchange => $"{exchange.Call.Service}:{exchange.Call.Action}", exchange => exchange.Answer.Json!);
        var declared = await VendorScript.RunAsync("shapes.js", [.. answers.Select(group => group.Key)]);

        var wrong = answers.SelectMany(group =>
        {
            var members = declared[group.Key.Split(':')[1]].GetProperty("members").Deserialize<Dictionary<string, string>>()!;
            return group.SelectMany(answer => MembersOf(answer, ""))
                .Where(member => members.GetValueOrDefault(member.Path) != member.Type)
                .Select(
                    member => $"{group.Key}: {member.Path} is a {member.Type}, not a {members.GetValueOrDefault(member.Path) ?? "member"}");
        });

        Assert.Empty(wrong.Distinct());
        Assert.Contains("ecs:DescribeNetworkInterfaces", answers.Select(group => group.Key));
        Assert.Contains("vpc:DescribeIpv6Addresses", answers.Select(group => group.Key));
        Assert.Contains("ecs:AssignIpv6Addresses", answers.Select(group => group.Key));
    }

    private static IEnumerable<(string Path, string Type)> MembersOf(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => MembersOf(member.Value, path.Length == 0 ? member.Key : $"{path}/{member.Key}")),
        JsonArray items => items.SelectMany(item => MembersOf(item, path)),
        JsonValue value => [(path, TypeOf(value))],
        _ => [],
    };

    private static string TypeOf(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "boolean",
    };
}
