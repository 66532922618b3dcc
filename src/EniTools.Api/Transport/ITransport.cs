using EniTools.Api.Errors;
using EniTools.Api.Signing;

namespace EniTools.Api.Transport;

/// <summary>Carries one signed request to the service and its answer back: one attempt, no retry.</summary>
internal interface ITransport
{
    /// <summary>Sends a request and waits for the whole answer.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="timeout">How long the whole attempt may take.</param>
    /// <param name="cancellationToken">Gives up the attempt at once.</param>
    /// <exception cref="NoAnswerException">No answer came.</exception>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    Task<HttpAnswer> SendAsync(SignedRequest request, TimeSpan timeout, CancellationToken cancellationToken);
}

/// <summary>
/// An HTTP response, not yet read. RetryAfter is the header x-acs-retry-after, if it holds a positive number of milliseconds.
/// </summary>
internal sealed record HttpAnswer(int Status, string ContentType, string? RequestId, TimeSpan? RetryAfter, byte[] Body)
{
    /// <summary>The service's time, from the Date header; null if there is none.</summary>
    public DateTimeOffset? Date { get; init; }
}
