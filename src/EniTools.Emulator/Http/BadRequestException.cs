namespace EniTools.Emulator.Http;

/// <summary>Thrown for a request that breaks a rule of HTTP. The connection is closed after the response.</summary>
internal sealed class BadRequestException(int status, string message) : Exception(message)
{
    public BadRequestException(string message)
        : this(400, message)
    {
    }

    public int Status { get; } = status;
}
