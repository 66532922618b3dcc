namespace EniTools.Emulator.World;

/// <summary>The file that should keep a world keeps that of another emulator, which still runs.</summary>
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
