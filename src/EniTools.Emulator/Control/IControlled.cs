using EniTools.Emulator.Faults;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Control;

/// <summary>What the control address shows and changes about an emulator.</summary>
internal interface IControlled
{
    Uri Endpoint { get; }

    DateTimeOffset StartedAt { get; }

    DateTimeOffset Now { get; }

    string? SaveProblem { get; }

    RequestLog Log { get; }

    /// <summary>Rings when a call came, the world changed, or something was set.</summary>
    Bell Bell { get; }

    /// <summary>Another number after each change of the world.</summary>
    long Version { get; }

    /// <summary>The time until the world changes by itself; null when it does not.</summary>
    TimeSpan? UntilOwnChange { get; }

    /// <summary>The operations of the API.</summary>
    IEnumerable<string> Actions { get; }

    FaultList Faults { get; }

    FlowControl FlowControl { get; }

    IReadOnlyList<Snapshot> Snapshots { get; }

    T Look<T>(Func<CloudWorld, T> look);

    string State();

    void Load(Stream state);

    Snapshot SaveSnapshot(string name);

    void RestoreSnapshot(string name);

    void RemoveSnapshot(string name);

    void Reset();
}
