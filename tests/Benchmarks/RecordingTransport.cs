using System.Text;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Benchmarks;

/// <summary>Keeps the latest answer.</summary>
internal sealed class RecordingTransport : ITransport, IDisposable
{
    private readonly HttpTransport _transport = new("benchmarks");

    public string Body { get; private set; } = "";

    public async Task<HttpAnswer> SendAsync(SignedRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var answer = await _transport.SendAsync(request, timeout, cancellationToken);
        Body = Encoding.UTF8.GetString(answer.Body);
        return answer;
    }

    public void Dispose() => _transport.Dispose();
}
