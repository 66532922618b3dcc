using EniTools.Api.Errors;

namespace EniTools.Api.Pacing;

/// <summary>A failed attempt that another one follows, after a wait.</summary>
internal sealed record Retry(ApiException Failure, int Attempts, TimeSpan Delay)
{
    public override string ToString() => $"Attempt {Attempts} failed, the next one is in {Delay.TotalSeconds:0.0} s: {Failure.Message}";
}
