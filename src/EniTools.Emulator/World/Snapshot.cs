namespace EniTools.Emulator.World;

/// <summary>A world as it was at one moment, kept in the emulator's memory under a name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TakenAt">When it was taken, by the emulator's clock.</param>
/// <param name="NetworkInterfaceCount">How many ENIs it has.</param>
public sealed record Snapshot(string Name, DateTimeOffset TakenAt, int NetworkInterfaceCount)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
