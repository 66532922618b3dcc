using System.Globalization;
using System.Security.Cryptography;
using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Control;

/// <summary>Decides which requests reach the API and the control address: of browsers only the emulator's own page, which shows a secret. Programs need the secret only beyond loopback.</summary>
/// <remarks>
/// Any web page can make a browser send requests to this machine. Such a request has an Origin or says that it comes from another site, has
/// a name that was pointed at this machine, or has no header of the page's choice; and no page elsewhere knows the secret.
/// </remarks>
/// <param name="isLocal">True if only this machine can reach the emulator.</param>
/// <param name="names">The names of the emulator, besides those of the machine.</param>
/// <param name="secret">The secret; null makes one up.</param>
internal sealed class ControlAccess(bool isLocal, IReadOnlyList<string> names, string? secret)
{
    /// <summary>The header that holds the secret.</summary>
    public const string Header = "x-eni-emulator-secret";

    // Beginnings of headers that the vendor's clients send.
    private static readonly string[] HeadersOfClients = ["x-acs-", "x-sdk-", Header];

    public string Secret { get; } = secret ?? NewSecret();

    /// <summary>
    /// True if the host of a request is the emulator's: loopback, one of the given names, and beyond loopback any IP address and the name of
    /// the machine. A name that somebody pointed here is none of them, and an IP address cannot be pointed anywhere.
    /// </summary>
    public bool HasName(IncomingRequest request)
    {
        if (!Uri.TryCreate("http://" + request.Header("host"), UriKind.Absolute, out var host))
            return false;
        return host.IsLoopback
            || names.Contains(host.Host, StringComparer.OrdinalIgnoreCase)
            || (!isLocal && (host.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
                || host.Host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>
    /// True if no page in a browser can have sent a request to the API. Browsers tell the origin of a request only to sites that they
    /// trust, such as loopback. Beyond loopback, a request needs a header that a page cannot send to another site by itself.
    /// </summary>
    public bool IsOfProgram(IncomingRequest request) =>
        !IsOfBrowser(request)
        && (isLocal || request.Authorization.Length > 0 || Array.Exists(HeadersOfClients, request.HasHeader));

    /// <summary>True if a request may use the control address.</summary>
    public bool Opens(IncomingRequest request) =>
        request.Header(Header) is { Length: > 0 } shown
            ? Signature.AreEqual(shown, Secret) && IsOfOwnPage(request)
            : isLocal && !IsOfBrowser(request);

    // Sent by a page or from an address bar: programs send none of these headers.
    private static bool IsOfBrowser(IncomingRequest request) =>
        request.Header("origin").Length > 0 || request.HasHeader("sec-fetch-");

    private static bool IsOfOwnPage(IncomingRequest request) =>
        (request.Header("origin") is var origin && (origin.Length == 0 || origin == "http://" + request.Header("host")))
        && request.Header("sec-fetch-site") is "" or "same-origin";

    private static string NewSecret()
    {
        var bytes = new byte[16];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return string.Concat(bytes.Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
