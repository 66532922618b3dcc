using System.Collections;

namespace EniTools.Emulator.Faults;

/// <summary>The faults that have requests left. The first one that fits a request happens.</summary>
/// <param name="seed">The seed of the random numbers.</param>
public sealed class FaultList(int seed = 0) : IReadOnlyList<Fault>
{
    // Each with the number of its requests left.
    private readonly List<Fault> _faults = [];
    private Random _random = new(seed);

    /// <summary>Adds a fault after the others.</summary>
    /// <exception cref="FormatException">A member of the fault is out of its range.</exception>
    public void Add(Fault fault)
    {
        FaultMember.Check(fault);
        lock (_faults)
            _faults.Add(fault);
    }

    /// <summary>Removes the first fault that is equal, except for its number of requests left.</summary>
    /// <returns>True if there was one.</returns>
    public bool Remove(Fault fault)
    {
        var same = fault with { Count = 1 };
        lock (_faults)
            return _faults.FindIndex(other => other with { Count = 1 } == same) is >= 0 and var index && RemoveAt(index);
    }

    /// <summary>Removes all faults, and begins the random numbers again, so that a run can be repeated.</summary>
    public void Clear()
    {
        lock (_faults)
        {
            _faults.Clear();
            _random = new Random(seed);
        }
    }

    /// <summary>A copy of the list, in which each fault has the number of its requests left.</summary>
    public IReadOnlyList<Fault> Current
    {
        get
        {
            lock (_faults)
                return [.. _faults];
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
        lock (_faults)
        {
            var index = _faults.FindIndex(fault => (fault.Action is null || fault.Action == action)
                && (fault.NetworkInterfaceId is null || fault.NetworkInterfaceId == networkInterfaceId));
            if (index < 0)
                return null;
            var found = _faults[index];
            if (found.Count > 1)
                _faults[index] = found with { Count = found.Count - 1 };
            else
                RemoveAt(index);
            return _random.NextDouble() < found.Probability ? found : null;
        }
    }

    private bool RemoveAt(int index)
    {
        _faults.RemoveAt(index);
        return true;
    }
}
