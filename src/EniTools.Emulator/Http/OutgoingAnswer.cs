namespace EniTools.Emulator.Http;

/// <summary>What goes back over HTTP. The request id is empty where the answer is not the API's.</summary>
internal sealed record OutgoingAnswer(int Status, string ContentType, byte[] Body, string RequestId)
{
    /// <summary>How long the client is asked to wait; null when it is not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How the answer is damaged on its way.</summary>
    public Faults.FaultKind Damage { get; init; }
}
