using System.Xml.Linq;
using EniTools.Api.Credentials;
using EniTools.Api.Errors;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Transport;

namespace EniTools.Api.Operations;

/// <summary>Calls an API of the cloud, ECS or STS: signs, sends, reads the answer. Each operation is an extension in a file of its own.</summary>
public sealed class ApiClient
{
    /// <summary>The version of the ECS API that the operations speak.</summary>
    public const string Version = "2014-05-26";

    private readonly Uri _endpoint;
    private readonly IAccessKeySource _keys;
    private readonly ITransport _transport;

    /// <summary>Makes a client for one endpoint and key.</summary>
    /// <param name="endpoint">Scheme, host and port, as <see cref="Endpoints.Parse"/> gives it.</param>
    /// <param name="keys">Gives the key to sign with.</param>
    /// <param name="transport">What carries the requests.</param>
    public ApiClient(Uri endpoint, IAccessKeySource keys, ITransport transport)
    {
        _endpoint = endpoint;
        _keys = keys;
        _transport = transport;
    }

    /// <summary>How long one attempt may take. The default is 30 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where time comes from.</summary>
    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>What is known of the endpoints' clocks; clients that share it learn from each other.</summary>
    public ServiceClocks Clocks { get; init; } = new();

    /// <summary>Told how far the endpoint's time is ahead when the service refused this machine's; called on any thread.</summary>
    public Action<Uri, TimeSpan>? OnClockCorrected { get; init; }

    /// <summary>Gives the pace of an operation by the AccessKey's id, the endpoint and the operation's name; null, the default, for none.</summary>
    public Func<string, Uri, string, CallPace>? PaceOf { get; init; }

    /// <summary>Makes one attempt at a call when its pace allows it.</summary>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    internal Task<XElement> CallAsync(ApiCall call, CancellationToken cancellationToken) =>
        PacedAsync(call.Action, () => CallNowAsync(call, cancellationToken), cancellationToken);

    /// <summary>Makes an attempt when the pace of its operation allows it, and lets the pace know how it ended.</summary>
    /// <param name="action">The operation.</param>
    /// <param name="attempt">Makes the attempt with <see cref="CallNowAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait; nothing was sent then.</param>
    internal async Task<T> PacedAsync<T>(string action, Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        if (PaceOf is null)
            return await attempt().ConfigureAwait(false);

        var key = await _keys.GetAsync(cancellationToken).ConfigureAwait(false);
        var paced = await PaceOf(key.Id, _endpoint, action).WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await attempt().ConfigureAwait(false);
            paced.Succeeded();
            return result;
        }
        catch (ServiceException failure)
        {
            if (failure.Kind == ErrorKind.Throttled)
                paced.Refused(failure.RetryAfter);
            else
                paced.Succeeded();
            throw;
        }
    }

    /// <summary>Makes one attempt at a call. A key that has run out is renewed, and a clock that is off is corrected, once.</summary>
    /// <exception cref="ApiException">The call did not succeed; the subclass says how far it got.</exception>
    internal async Task<XElement> CallNowAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var (mayRenew, mayCorrect) = (true, true);
        while (true)
        {
            var key = await _keys.GetAsync(cancellationToken).ConfigureAwait(false);
            var now = Clock.UtcNow + Clocks.AheadOf(_endpoint);
            var request = RequestSigner.Sign(call, _endpoint, key, now, Guid.NewGuid().ToString("N"), _keys.Provider);
            var answer = await _transport.SendAsync(request, Timeout, cancellationToken).ConfigureAwait(false);
            try
            {
                return ApiAnswer.Read(answer, call, key.RemoveFrom);
            }
            catch (ServiceException refusal) when (mayRenew && IsOfAnEndedKey(refusal, key) && _keys.Refuse(key))
            {
                mayRenew = false;
            }
            catch (ServiceException refusal) when (mayCorrect && refusal.Code == "InvalidTimeStamp.Expired" && answer.Date is not null)
            {
                mayCorrect = false;
                CorrectClock(answer.Date.Value - Clock.UtcNow);
            }
        }
    }

    private static bool IsOfAnEndedKey(ServiceException refusal, AccessKey key) =>
        refusal.Kind == ErrorKind.ExpiredToken || (key.IsTemporary && refusal.Code == "InvalidAccessKeyId.NotFound");

    private void CorrectClock(TimeSpan ahead)
    {
        if (Clocks.Correct(_endpoint, ahead))
            OnClockCorrected?.Invoke(_endpoint, ahead);
    }
}
