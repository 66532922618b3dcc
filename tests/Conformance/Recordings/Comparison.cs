using System.Text.Json.Nodes;
using EniTools.Conformance.Asking;
using EniTools.Conformance.Facts;

namespace EniTools.Conformance.Recordings;

/// <summary>Compares recorded answers with those that the emulator gives to the same checks.</summary>
internal static class Comparison
{
    /// <summary>Compares each fact of a recording that was asked.</summary>
    /// <param name="recording">The recorded answers.</param>
    /// <param name="ask">Asks facts of the emulator.</param>
    public static async Task<IReadOnlyList<FactResult>> CompareAsync(
        Recording recording, Func<IReadOnlyList<Fact>, Task<IReadOnlyList<FactResult>>> ask)
    {
        var recorded = recording.Facts.Where(fact => fact.Exchanges.Count > 0).ToDictionary(fact => fact.Id);
        var facts = Catalog.Facts.Where(fact => recorded.ContainsKey(fact.Id)).ToList();
        var results = new List<FactResult>();
        foreach (var emulated in await ask(facts))
            results.Add(Compare(await ReplayAsync(recording, recorded[emulated.Fact.Id], emulated.Fact), emulated));
        foreach (var unknown in recorded.Keys.Except(facts.Select(fact => fact.Id)))
            results.Add(
                new FactResult(new Fact(unknown, "", Standing.Inferred), Outcome.NotAsked, "There is no fact with this id.", [], []));
        return results;
    }

    // The check reads the recorded answers as if the service gave them now.
    private static async Task<FactResult> ReplayAsync(Recording recording, RecordedFact recorded, Fact fact)
    {
        var area = new Area(recording.RegionId, ParameterOf("VSwitchId"), ParameterOf("SecurityGroupId"))
        {
            RunId = ParameterOf("Tag.1.Value"),
            InstanceId = ParameterOf("InstanceId"),
            MayBuy = true,
        };
        using var journal = MadeJournal.InMemory();
        var sender = new RecordedSender(recorded.Exchanges);
        var patience = Patience.Short with { Step = TimeSpan.Zero, HasMore = () => sender.Repeats };
        var gate = new Gate(area, sender, journal);
        return (await new FactRunner(gate, patience, cleanup: null).RunAsync([fact], CancellationToken.None))[0];

        string ParameterOf(string name) => recorded.Exchanges
            .Where(exchange => exchange.Action.StartsWith("Create", StringComparison.Ordinal)
                || exchange.Action.StartsWith("Attach", StringComparison.Ordinal) || name == "Tag.1.Value")
            .Select(exchange => exchange.Parameters.GetValueOrDefault(name))
            .FirstOrDefault(value => value is not null && value != Gate.NoSuchVSwitch && value != Gate.NoSuchInstance)
            ?? $"{name.ToLowerInvariant()}-recorded";
    }

    private static FactResult Compare(FactResult recorded, FactResult emulated)
    {
        if (recorded.Outcome == Outcome.NotAsked || emulated.Outcome == Outcome.NotAsked)
        {
            var why = recorded.Outcome == Outcome.NotAsked ? $"recorded: {recorded.Why}" : $"emulator: {emulated.Why}";
            return emulated with { Outcome = Outcome.NotAsked, Why = why };
        }

        List<string> differences = [.. DifferentObservations(recorded.Observations, emulated.Observations)];
        differences.AddRange(DifferentShapes(Shape(recorded.Exchanges), Shape(emulated.Exchanges)));
        return emulated with
        {
            Outcome = differences.Count == 0 ? Outcome.Same : Outcome.Different,
            Why = differences.Count == 0 ? null : string.Join("; ", differences),
        };
    }

    // Ids and addresses differ: two results that are both as expected are the same.
    private static IEnumerable<string> DifferentObservations(IReadOnlyList<Observation> recorded, IReadOnlyList<Observation> emulated)
    {
        for (var i = 0; i < Math.Max(recorded.Count, emulated.Count); i++)
        {
            var (there, here) = (recorded.ElementAtOrDefault(i), emulated.ElementAtOrDefault(i));
            if (there is { IsAsExpected: true } && here is { IsAsExpected: true })
                continue;
            if (there?.Found != here?.Found || there?.What != here?.What)
                yield return $"{(there ?? here)!.What}: recorded {there?.Found ?? "nothing"}, emulator {here?.Found ?? "nothing"}";
        }
    }

    private static IEnumerable<string> DifferentShapes(Dictionary<string, string> recorded, Dictionary<string, string> emulated)
    {
        foreach (var (path, kind) in recorded)
        {
            if (Catalog.MissingPaths.Contains(path) || path.Split('/').Any(Catalog.MissingMembers.ContainsKey))
                continue;
            if (!emulated.TryGetValue(path, out var here))
            {
                // An empty list shows no members.
                if (!emulated.Any(member => member.Value == "empty" && path.StartsWith(member.Key + "/", StringComparison.Ordinal)))
                    yield return $"{path} is {kind} in the recorded answer and missing in the emulator's";
            }
            else if (here != kind && here != "empty" && kind != "empty")
            {
                yield return $"{path} is {kind} in the recorded answer and {here} in the emulator's";
            }
        }
    }

    // The members of all answers, by operation and outcome, each with the kind of its value.
    private static Dictionary<string, string> Shape(IEnumerable<Exchange> exchanges)
    {
        var shape = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var exchange in exchanges)
        {
            if (exchange.Answer.Json is { } json)
                Add(shape, $"{exchange.Call.Action}{(exchange.Answer.IsSuccess ? "" : " refused")}", json);
        }

        return shape;
    }

    private static void Add(Dictionary<string, string> shape, string path, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members:
                foreach (var member in members)
                    Add(shape, $"{path}/{member.Key}", member.Value);
                break;
            case JsonArray { Count: > 0 } items:
                foreach (var item in items)
                    Add(shape, $"{path}", item);
                break;
            case JsonObject or JsonArray or null:
                shape.TryAdd(path, "empty");
                break;
            default:
                shape[path] = value.GetValueKind() switch
                {
                    System.Text.Json.JsonValueKind.String => "a text",
                    System.Text.Json.JsonValueKind.Number => "a number",
                    _ => "true or false",
                };
                break;
        }
    }
}
