using System.Collections;

namespace EniTools.Emulator.Faults;

/// <summary>The faults that have calls left. The first that fits a call happens.</summary>
/// <param name="seed">The seed of the random numbers.</param>
public sealed class FaultList(int seed = 0) : IReadOnlyList<Fault>
{
    private readonly List<Pending> _pending = [];
    private Random _random = new(seed);

    /// <summary>Adds a fault after the others.</summary>
    /// <exception cref="FormatException">A member of the fault is out of its range.</exception>
    public void Add(Fault fault)
    {
        FaultMember.Check(fault);
        lock (_pending)
            _pending.Add(new Pending(fault) { Left = fault.Count });
    }

    /// <summary>Takes back the first fault that is the same, however many calls it has left.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(Fault fault)
    {
        var same = fault with { Count = 1 };
        lock (_pending)
            return _pending.Find(pending => pending.Fault with { Count = 1 } == same) is { } found && _pending.Remove(found);
    }

    /// <summary>Takes all faults back. Those added next meet the same chances as the first ones, so that a run can be repeated.</summary>
    public void Clear()
    {
        lock (_pending)
        {
            _pending.Clear();
            _random = new Random(seed);
        }
    }

    /// <summary>The faults as they are now, each with its number of calls left.</summary>
    public IReadOnlyList<Fault> Current
    {
        get
        {
            lock (_pending)
                return [.. _pending.Select(pending => pending.Fault with { Count = pending.Left })];
        }
    }

    /// <inheritdoc/>
    public int Count => Current.Count;

    /// <inheritdoc/>
    public Fault this[int index] => Current[index];

    /// <inheritdoc/>
    public IEnumerator<Fault> GetEnumerator() => Current.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

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
