using System.Text.Json.Nodes;
using EniTools.Conformance.Asking;

namespace EniTools.Emulator.Tests.Conformance;

/// <summary>docs/conformance.md says what the tool needs.</summary>
public sealed class PageTests
{
    [Fact]
    public void The_policy_allows_what_the_gate_lets_through()
    {
        var page = Repository.Read("docs/conformance.md");
        var policy = JsonNode.Parse(page.Split("```json")[1].Split("```")[0])!;

        var allowed = policy["Statement"]!.AsArray().SelectMany(
            statement => statement!["Action"]!.AsArray()).Select(action => action!.ToString());

        Assert.Equal(Gate.Actions.Except(["sts:GetCallerIdentity"]).Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
    }
}
