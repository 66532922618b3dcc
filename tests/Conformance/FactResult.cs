using EniTools.Conformance.Asking;
using EniTools.Conformance.Facts;

namespace EniTools.Conformance;

/// <summary>The result of asking one fact.</summary>
internal sealed record FactResult(
    Fact Fact, Outcome Outcome, string? Why, IReadOnlyList<Observation> Observations, IReadOnlyList<Exchange> Exchanges);

/// <summary>The outcome of a check.</summary>
internal enum Outcome
{
    /// <summary>Everything was as expected.</summary>
    Same,

    /// <summary>Something was not.</summary>
    Different,

    /// <summary>The fact could not be asked.</summary>
    NotAsked,
}
