using System.Globalization;
using System.Text;
using System.Xml.Linq;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Calls.Steps;

/// <summary>
/// Carries a call that is not signed: its parameters are proof enough. The secret is the parameter that must not come back in a
/// message.
/// </summary>
internal sealed class NoSignatureStep(Uri endpoint, HttpTransport http, IClock clock, string secret) : ICallStep
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public async Task<XElement> SendAsync(ApiCall call, Sending sending)
    {
        var parameters = new CallParameters()
            .With("Action", call.Operation.Action)
            .With("Version", call.Operation.Service.Version)
            .With("Format", "JSON")
            .With("Timestamp", clock.UtcNow.UtcDateTime.ToString(RequestSigner.TimeFormat, CultureInfo.InvariantCulture))
            .With("SignatureNonce", Guid.NewGuid().ToString("N"));
        var message = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new StringContent(
                CanonicalQuery.Of(parameters.Concat(call.Parameters)), Encoding.ASCII, "application/x-www-form-urlencoded"),
        };
        message.Headers.TryAddWithoutValidation("accept", "application/json");
        var answer = await http.SendAsync(message, useProxy: !endpoint.IsLoopback, Limit, sending.InFlight).ConfigureAwait(false);
        return ApiAnswer.Read(answer, call, text => HiddenText.RemoveFrom(text, call.Parameters.Find(secret)));
    }
}
