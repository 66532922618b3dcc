namespace EniTools.Emulator.Gateway;

/// <summary>The nonces of the time window in which a signature is good, so that no request is taken twice.</summary>
internal sealed class NonceMemory
{
    private readonly HashSet<string> _nonces = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset Forget, string Nonce)> _inOrder = new();

    /// <summary>Remembers a nonce of a key.</summary>
    /// <returns>False when it was used before.</returns>
    public bool TryUse(string accessKeyId, string nonce, DateTimeOffset now)
    {
        var entry = accessKeyId + "\n" + nonce;
        lock (_nonces)
        {
            while (_inOrder.Count > 0 && _inOrder.Peek().Forget <= now)
                _nonces.Remove(_inOrder.Dequeue().Nonce);
            if (!_nonces.Add(entry))
                return false;
            // A time stamp may lie ahead by the window, and is good for another window after that.
            _inOrder.Enqueue((now + SignatureTime.Window + SignatureTime.Window, entry));
            return true;
        }
    }
}
