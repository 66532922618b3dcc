using EniTools.Emulator.Faults;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.World;

namespace EniTools.Emulator.Control;

/// <summary>An emulator as the control address shows and changes it.</summary>
internal interface IControlled
{
    Uri Endpoint { get; }

    DateTimeOffset StartedAt { get; }

    DateTimeOffset Now { get; }

    string? SaveProblem { get; }

    RequestLog Log { get; }

    /// <summary>Rings after each request, each change of the world and each change of a setting.</summary>
    Bell Bell { get; }

    /// <summary>A number that differs after each change of the world.</summary>
    long Version { get; }

    /// <summary>The time until the world changes by itself; null if it does not.</summary>
    TimeSpan? UntilTransitionEnd { get; }

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
