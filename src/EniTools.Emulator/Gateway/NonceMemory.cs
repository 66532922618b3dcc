namespace EniTools.Emulator.Gateway;

/// <summary>The nonces of the time window in which a signature is good, so that no request is taken twice.</summary>
internal sealed class NonceMemory
{
    private readonly HashSet<(string AccessKeyId, string Nonce)> _nonces = [];
    private readonly Queue<(DateTimeOffset Forget, (string AccessKeyId, string Nonce) Used)> _inOrder = new();

    /// <summary>Remembers a nonce of a key.</summary>
    /// <returns>False when it was used before.</returns>
    public bool TryUse(string accessKeyId, string nonce, DateTimeOffset now)
    {
        var used = (accessKeyId, nonce);
        lock (_nonces)
        {
            while (_inOrder.Count > 0 && _inOrder.Peek().Forget <= now)
                _nonces.Remove(_inOrder.Dequeue().Used);
            if (!_nonces.Add(used))
                return false;
            // A time stamp may be one window ahead, and is good for another window after that.
            _inOrder.Enqueue((now + SignatureTime.Window + SignatureTime.Window, used));
            return true;
        }
    }
}
