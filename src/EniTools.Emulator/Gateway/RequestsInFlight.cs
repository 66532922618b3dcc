namespace EniTools.Emulator.Gateway;

/// <summary>The addresses that have a request in flight, for operations whose requests must not overlap.</summary>
internal sealed class RequestsInFlight
{
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);

    /// <summary>Begins a request.</summary>
    /// <returns>Its turn, which ends with its response.</returns>
    public Turn Enter(string address)
    {
        lock (_addresses)
            return new Turn(this, address, _addresses.Add(address));
    }

    internal sealed class Turn(RequestsInFlight all, string address, bool isAlone) : IDisposable
    {
        /// <exception cref="ApiFault">Another request about the address was in flight when this one came.</exception>
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
