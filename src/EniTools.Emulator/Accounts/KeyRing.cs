using System.Collections.Concurrent;

namespace EniTools.Emulator.Accounts;

/// <summary>The known keys. A temporary key is added when an operation gives it to a caller.</summary>
internal sealed class KeyRing(IEnumerable<AcceptedKey> keys)
{
    private readonly ConcurrentDictionary<string, AcceptedKey> _keys =
        new(keys.Select(key => new KeyValuePair<string, AcceptedKey>(key.Id, key)), StringComparer.Ordinal);

    public void Add(AcceptedKey key) => _keys[key.Id] = key;

    public AcceptedKey? Find(string id) => _keys.TryGetValue(id, out var key) ? key : null;
}
