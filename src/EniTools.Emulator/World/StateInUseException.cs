namespace EniTools.Emulator.World;

/// <summary>Thrown if the state file belongs to another emulator, which still runs.</summary>
public sealed class StateInUseException : IOException
{
    /// <inheritdoc/>
    public StateInUseException()
    {
    }

    /// <inheritdoc/>
    public StateInUseException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public StateInUseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
