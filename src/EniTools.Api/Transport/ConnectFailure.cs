using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Authentication;
using EniTools.Api.Errors;

namespace EniTools.Api.Transport;

/// <summary>The step at which a connection failed, so that nothing was sent.</summary>
/// <remarks>Only what surely comes before the first byte counts; after anything else, the request may have arrived.</remarks>
internal enum ConnectFailure
{
    None,
    Name,
    Network,
    Tls,

    /// <summary>The proxy let nothing through.</summary>
    Tunnel,

    ProxyAuthentication,
}

internal static class ConnectFailures
{
    // HttpRequestException.HttpRequestError and StatusCode, which netstandard2.0 lacks. .NET 8 and later say by them which step failed.
    private static readonly PropertyInfo? StepThatFailed = typeof(HttpRequestException).GetProperty("HttpRequestError");
    private static readonly PropertyInfo? StatusOfAnswer = typeof(HttpRequestException).GetProperty("StatusCode");

    public static ConnectFailure In(Exception exception)
    {
        if (exception is HttpRequestException && StepThatFailed?.GetValue(exception)?.ToString() is { } step and not "Unknown")
        {
            return step switch
            {
                "NameResolutionError" => ConnectFailure.Name,
                "ConnectionError" => ConnectFailure.Network,
                "SecureConnectionError" => ConnectFailure.Tls,
                "ProxyTunnelError" => StatusOfAnswer?.GetValue(exception) is HttpStatusCode.ProxyAuthenticationRequired
                    ? ConnectFailure.ProxyAuthentication
                    : ConnectFailure.Tunnel,
                _ => ConnectFailure.None,
            };
        }

        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            // A stream failed, so there was a connection: an unreachable network below it is one that was lost.
            if (inner is IOException)
                return ConnectFailure.None;
            if (StepOf(inner) is var found and not ConnectFailure.None)
                return found;
        }

        return ConnectFailure.None;
    }

    private static ConnectFailure StepOf(Exception exception) => exception switch
    {
        AuthenticationException => ConnectFailure.Tls,
        WebException { Status: WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure } => ConnectFailure.Tls,
        WebException { Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure } =>
            ConnectFailure.Name,
        WebException { Status: WebExceptionStatus.ConnectFailure } => ConnectFailure.Network,
        SocketException
        {
            SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery
        } => ConnectFailure.Name,
        SocketException
        {
            SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable
            or SocketError.HostDown or SocketError.NetworkDown or SocketError.AddressNotAvailable,
        } => ConnectFailure.Network,
        _ => ConnectFailure.None,
    };

    public static NoAnswerException ToException(
        this ConnectFailure failure, Uri endpoint, EffectiveProxy? proxy, bool hasAnswered, Exception inner) =>
        failure switch
        {
            ConnectFailure.ProxyAuthentication => NoAnswerException.ProxyAuthenticationRequired(endpoint, $"{proxy}"),
            // TLS is between this machine and the endpoint, through the proxy.
            ConnectFailure.Tls => NoAnswerException.ConnectionFailed(
                endpoint, inner, isLasting: !hasAnswered && inner.InnerException is AuthenticationException),
            // The stack's own message about a tunnel names the proxy with its password.
            ConnectFailure.Tunnel => NoAnswerException.ProxyFailed(
                endpoint, $"{proxy}", $"it answered with {StatusIn(inner)}.", isLasting: !hasAnswered),
            _ when proxy is not null => NoAnswerException.ProxyFailed(
                endpoint, proxy.ToString(), inner.GetBaseException().Message, isLasting: !hasAnswered),
            _ => NoAnswerException.ConnectionFailed(endpoint, inner, isLasting: !hasAnswered && failure == ConnectFailure.Name),
        };

    private static string StatusIn(Exception exception) =>
        StatusOfAnswer?.GetValue(exception) is HttpStatusCode status ? $"HTTP {(int)status}" : "something other than HTTP";
}
