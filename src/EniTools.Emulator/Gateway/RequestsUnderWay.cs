namespace EniTools.Emulator.Gateway;

/// <summary>The addresses about which a request is under way, for operations of which two must not overlap.</summary>
internal sealed class RequestsUnderWay
{
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);

    /// <summary>Takes note of a request.</summary>
    /// <returns>Its turn, which ends when it is answered.</returns>
    public Turn Enter(string address)
    {
        lock (_addresses)
            return new Turn(this, address, _addresses.Add(address));
    }

    /// <summary>A request from its arrival to its answer.</summary>
    internal sealed class Turn(RequestsUnderWay all, string address, bool isAlone) : IDisposable
    {
        /// <exception cref="ApiFault">Another request about the address was under way when it came.</exception>
        public void CheckAlone()
        {
            if (!isAlone)
                throw new ApiFault(409, "OperationConflict", "Request was denied due to conflict with a previous request.");
        }

        public void Dispose()
        {
            if (!isAlone)
                return;
            lock (all._addresses)
                all._addresses.Remove(address);
        }
    }
}
