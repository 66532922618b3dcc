namespace EniTools.Emulator.World;

/// <summary>A world at one moment, kept in the memory of the emulator.</summary>
/// <param name="Name">The name of the snapshot.</param>
/// <param name="TakenAt">The time of the snapshot, by the clock of the emulator.</param>
/// <param name="NetworkInterfaceCount">The number of its ENIs.</param>
public sealed record Snapshot(string Name, DateTimeOffset TakenAt, int NetworkInterfaceCount)
{
    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;
}
