namespace EniTools.Emulator.Http;

/// <summary>A request that breaks a rule of HTTP. It has no effect, and its connection is closed after the answer.</summary>
internal sealed class BadRequestException(int status, string message) : Exception(message)
{
    public BadRequestException(string message)
        : this(400, message)
    {
    }

    public int Status { get; } = status;
}
