namespace EniTools.Emulator.Http;

/// <summary>An HTTP response. The request id is empty outside the API.</summary>
internal sealed record OutgoingAnswer(int Status, string ContentType, byte[] Body, string RequestId)
{
    /// <summary>The wait that the client is asked for; null for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public Delivery Delivery { get; init; }
}

/// <summary>The part of a response that the client gets.</summary>
internal enum Delivery
{
    /// <summary>The whole response.</summary>
    Whole,

    /// <summary>Half of the response, and then the connection breaks.</summary>
    Cut,

    /// <summary>Nothing: the connection breaks.</summary>
    Dropped,

    /// <summary>Nothing, while the connection stays open until the server stops.</summary>
    Never,
}
