namespace EniTools.Emulator.World;

/// <summary>A world that a file can keep.</summary>
internal interface IKeptWorld
{
    /// <summary>The time until it changes by itself; null when it does not.</summary>
    TimeSpan? UntilOwnChange { get; }

    /// <summary>A copy of all of it as it is now.</summary>
    IReadOnlyList<RegionCopy> Copy();
}
