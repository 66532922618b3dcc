using EniTools.Emulator.World;

namespace EniTools.Output;

/// <summary>A world that an emulator keeps in memory under a name: pipe it to Restore-EniEmulator.</summary>
public sealed class EmulatorSnapshot
{
    internal EmulatorSnapshot(Uri endpoint, Snapshot snapshot)
    {
        Endpoint = endpoint;
        Name = snapshot.Name;
        TakenAt = snapshot.TakenAt;
        NetworkInterfaceCount = snapshot.NetworkInterfaceCount;
    }

    /// <summary>The emulator that has it.</summary>
    public Uri Endpoint { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>When it was taken, in UTC, by the emulator's clock.</summary>
    public DateTimeOffset TakenAt { get; }

    /// <summary>How many ENIs it has.</summary>
    public int NetworkInterfaceCount { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
