namespace EniTools.Emulator.Gateway;

/// <summary>The nonces of the time in which a signature is valid, so that no request is accepted twice.</summary>
internal sealed class NonceMemory
{
    private readonly HashSet<(string AccessKeyId, string Nonce)> _nonces = [];
    private readonly Queue<(DateTimeOffset Forget, (string AccessKeyId, string Nonce) Used)> _inOrder = new();

    /// <summary>Remembers a nonce of a key.</summary>
    /// <returns>False if it was used before.</returns>
    public bool TryUse(string accessKeyId, string nonce, DateTimeOffset now)
    {
        var used = (accessKeyId, nonce);
        lock (_nonces)
        {
            while (_inOrder.Count > 0 && _inOrder.Peek().Forget <= now)
                _nonces.Remove(_inOrder.Dequeue().Used);
            if (!_nonces.Add(used))
                return false;
            // A time stamp may be one window ahead, and is valid for another window after that.
            _inOrder.Enqueue((now + Signature.Window + Signature.Window, used));
            return true;
        }
    }
}
