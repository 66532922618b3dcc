namespace EniTools.Emulator.Http;

/// <summary>What goes back over HTTP. The request id is empty when the answer is not the API's.</summary>
internal sealed record OutgoingAnswer(int Status, string ContentType, byte[] Body, string RequestId)
{
    /// <summary>How long the client is asked to wait; null when it is not asked.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>More headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How much of it the client gets.</summary>
    public Delivery Delivery { get; init; }
}

/// <summary>How much of an answer a client gets.</summary>
internal enum Delivery
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>Half of it, and then the connection breaks.</summary>
    Cut,

    /// <summary>Nothing: the connection breaks.</summary>
    Dropped,

    /// <summary>Nothing, while the connection stays open until the server stops.</summary>
    Never,
}
