namespace EniTools.Emulator.World;

/// <summary>A world that a file can keep.</summary>
internal interface IKeptWorld
{
    /// <summary>How long it is until it changes by itself; null when it does not.</summary>
    TimeSpan? UntilOwnChange { get; }

    /// <summary>All of it as it is now.</summary>
    IReadOnlyList<RegionCopy> Copy();
}
