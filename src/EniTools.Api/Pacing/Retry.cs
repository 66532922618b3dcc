using EniTools.Api.Errors;

namespace EniTools.Api.Pacing;

/// <summary>A failed attempt that another one follows.</summary>
/// <param name="Failure">Why the attempt failed.</param>
/// <param name="Attempts">How many attempts were made so far.</param>
/// <param name="Delay">The wait before the next.</param>
internal sealed record Retry(ApiException Failure, int Attempts, TimeSpan Delay)
{
    /// <summary>What happened and what comes next, in a line.</summary>
    public override string ToString() => $"Attempt {Attempts} failed, the next one is in {Delay.TotalSeconds:0.0} s: {Failure.Message}";
}
