namespace EniTools.Emulator.World;

/// <summary>Thrown if the state file cannot be written.</summary>
public sealed class StateNotWritableException : IOException
{
    /// <inheritdoc/>
    public StateNotWritableException()
    {
    }

    /// <inheritdoc/>
    public StateNotWritableException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public StateNotWritableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
