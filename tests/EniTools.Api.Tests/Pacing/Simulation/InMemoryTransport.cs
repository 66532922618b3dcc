using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;

namespace EniTools.Api.Tests.Pacing.Simulation;

/// <summary>Carries signed requests to an emulated service in virtual time: half of the latency on the way there, half on the way back.</summary>
internal sealed class InMemoryTransport(EcsService service, VirtualTime time, Func<TimeSpan> latency) : ITransport
{
    private int _requests;
    private int _underWay;

    /// <summary>The answers by their codes; the empty code is a success.</summary>
    public Dictionary<string, int> Answers { get; } = [];

    /// <summary>The most requests under way at a time.</summary>
    public int MostUnderWay { get; private set; }

    public async Task<HttpAnswer> SendAsync(SignedRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var headers = request.Headers.Prepend(new("host", request.Uri.Authority)).ToList();
        var incoming = new IncomingRequest("POST", request.Uri.PathAndQuery, headers, []);

        MostUnderWay = Math.Max(MostUnderWay, ++_underWay);
        await time.DelayAsync(latency() / 2, cancellationToken);
        var (answer, code) = service.Answer(incoming, Signature.Read(incoming), null, $"request-{++_requests}");
        Answers[code ?? ""] = Answers.GetValueOrDefault(code ?? "") + 1;
        await time.DelayAsync(latency() / 2, cancellationToken);
        _underWay--;

        // The header has whole milliseconds.
        TimeSpan? retryAfter = answer.RetryAfter is { TotalMilliseconds: >= 1 } wait
            ? TimeSpan.FromMilliseconds(Math.Floor(wait.TotalMilliseconds))
            : null;
        return new HttpAnswer(answer.Status, answer.ContentType, answer.RequestId, retryAfter, answer.Body) { Date = time.UtcNow };
    }
}
