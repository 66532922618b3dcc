namespace EniTools.Conformance;

/// <summary>The table that a run ends with.</summary>
internal static class Report
{
    /// <summary>Formats one line of the table.</summary>
    public static string Line(FactResult result) =>
        $"{Name(result.Outcome),-10}  {result.Fact.Id}{(result.Why is null ? "" : $"\n            {result.Why}")}";

    /// <summary>Formats the last line.</summary>
    public static string Summary(IReadOnlyCollection<FactResult> results) =>
        $"{Count(results, Outcome.Same)} the same, {Count(results, Outcome.Different)} different, "
            + $"{Count(results, Outcome.NotAsked)} not asked (--list says why)";

    private static int Count(IEnumerable<FactResult> results, Outcome outcome) => results.Count(result => result.Outcome == outcome);

    private static string Name(Outcome outcome) => outcome switch
    {
        Outcome.Same => "same",
        Outcome.Different => "DIFFERENT",
        _ => "not asked",
    };
}
