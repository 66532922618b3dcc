using EniTools.Emulator.Faults;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Control;

/// <summary>What the control address shows and changes about an emulator.</summary>
internal interface IControlled
{
    Uri Endpoint { get; }

    DateTimeOffset StartedAt { get; }

    string? SaveProblem { get; }

    IReadOnlyList<RequestRecord> Requests { get; }

    FaultList Faults { get; }

    FlowControl FlowControl { get; }

    IReadOnlyList<Snapshot> Snapshots { get; }

    string State();

    void Load(Stream state);

    Snapshot SaveSnapshot(string name);

    void RestoreSnapshot(string name);

    void RemoveSnapshot(string name);

    void Reset();
}
