using System.Xml.Linq;
using EniTools.Api.Credentials;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations;

/// <summary>Calls the ECS API: signs, sends once, reads the answer. Each operation is an extension in a file of its own.</summary>
public sealed class EcsClient
{
    /// <summary>The version of the ECS API that the operations speak.</summary>
    public const string Version = "2014-05-26";

    private readonly Uri _endpoint;
    private readonly AccessKey _key;
    private readonly ITransport _transport;

    /// <summary>Makes a client for one endpoint and key.</summary>
    /// <param name="endpoint">Scheme, host and port, as <see cref="Endpoints.Parse"/> gives it.</param>
    /// <param name="key">The key to sign with.</param>
    /// <param name="transport">What carries the requests.</param>
    public EcsClient(Uri endpoint, AccessKey key, ITransport transport)
    {
        _endpoint = endpoint;
        _key = key;
        _transport = transport;
    }

    /// <summary>How long one attempt may take. The default is 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where time comes from.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>Makes one attempt at a call.</summary>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    internal async Task<XElement> CallAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var request = RequestSigner.Sign(call, _endpoint, _key, Clock.UtcNow, Guid.NewGuid().ToString("N"));
        var answer = await _transport.SendAsync(request, Timeout, cancellationToken).ConfigureAwait(false);
        return ApiAnswer.Read(answer, _key);
    }
}
