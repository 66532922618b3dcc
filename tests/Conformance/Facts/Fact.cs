using EniTools.Conformance.Asking;

namespace EniTools.Conformance.Facts;

/// <summary>A behaviour of the emulator, with a check that asks whether the service does the same.</summary>
/// <param name="Id">The name in results and recordings, which stays.</param>
/// <param name="Sentence">The behaviour as docs/emulator.md tells it.</param>
/// <param name="Standing">The reason to believe that the service does the same.</param>
internal sealed record Fact(string Id, string Sentence, Standing Standing)
{
    /// <summary>The vendor's page that documents the behaviour, or null for none.</summary>
    public string? Page { get; init; }

    /// <summary>The requests with the expected answers, or null if the service cannot be asked.</summary>
    public Func<Asked, Task>? Check { get; init; }

    /// <summary>The reason that there is no check.</summary>
    public string? WhyNone { get; init; }

    /// <summary>The requirement of the check besides a vSwitch and a security group.</summary>
    public Needs Needs { get; init; }
}

/// <summary>The reason to believe that the service does the same.</summary>
internal enum Standing
{
    /// <summary>A page of the vendor says so.</summary>
    Documented,

    /// <summary>No page says so.</summary>
    Inferred,

    /// <summary>The service does otherwise, and the emulator does not follow.</summary>
    Different,
}

/// <summary>A requirement that only an option meets.</summary>
internal enum Needs
{
    Nothing,

    /// <summary>An instance to attach ENIs to.</summary>
    Instance,

    /// <summary>The permission to buy Internet bandwidth.</summary>
    Money,
}
