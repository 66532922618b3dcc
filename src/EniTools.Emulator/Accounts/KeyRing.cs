using System.Collections.Concurrent;

namespace EniTools.Emulator.Accounts;

/// <summary>The keys that are known. Temporary ones are added while it runs.</summary>
internal sealed class KeyRing
{
    private readonly ConcurrentDictionary<string, AcceptedKey> _keys = new(StringComparer.Ordinal);

    public KeyRing(IEnumerable<AcceptedKey> keys)
    {
        foreach (var key in keys)
            Add(key);
    }

    public void Add(AcceptedKey key) => _keys[key.Id] = key;

    public AcceptedKey? Find(string id) => _keys.TryGetValue(id, out var key) ? key : null;
}
