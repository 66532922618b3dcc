namespace EniTools.Emulator.World;

/// <summary>The file that should keep a world cannot be written.</summary>
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
