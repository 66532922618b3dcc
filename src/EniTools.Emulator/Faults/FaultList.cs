namespace EniTools.Emulator.Faults;

/// <summary>The faults in force. The first that fits a call is the one that happens.</summary>
public sealed class FaultList
{
    // Always the same numbers, so that a run can be repeated.
    private readonly Random _random = new(0);
    private readonly List<Pending> _pending = [];

    /// <summary>Adds a fault behind those that are there.</summary>
    public void Add(Fault fault)
    {
        lock (_pending)
            _pending.Add(new Pending(fault) { Left = fault.Count });
    }

    /// <summary>Takes all faults back.</summary>
    public void Clear()
    {
        lock (_pending)
            _pending.Clear();
    }

    /// <summary>The faults that have calls left.</summary>
    public IReadOnlyList<Fault> Current
    {
        get
        {
            lock (_pending)
                return [.. _pending.Select(pending => pending.Fault with { Count = pending.Left })];
        }
    }

    internal Fault? Take(string action, string networkInterfaceId)
    {
        lock (_pending)
        {
            var found = _pending.Find(pending =>
                (pending.Fault.Action is null || pending.Fault.Action == action)
                && (pending.Fault.NetworkInterfaceId is null || pending.Fault.NetworkInterfaceId == networkInterfaceId));
            if (found is null)
                return null;
            if (--found.Left <= 0)
                _pending.Remove(found);
            return _random.NextDouble() < found.Fault.Probability ? found.Fault : null;
        }
    }

    private sealed record Pending(Fault Fault)
    {
        public int Left { get; set; }
    }
}
