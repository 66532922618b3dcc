using EniTools.Emulator.Faults;
using EniTools.Emulator.Gateway;

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

    string State();

    void Reset();
}
