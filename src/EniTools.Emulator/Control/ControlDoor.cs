using System.Security.Cryptography;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Control;

/// <summary>Who may come to the control address: of browsers only the emulator's own page, which shows the secret of this start. Programs may without it, where the emulator listens to its own machine alone.</summary>
/// <remarks>
/// Any web page can make a browser send requests to this machine. What it sends has an Origin or says that it comes from another site, has
/// a name that was pointed at this machine, or has no header of its own choice; and no page elsewhere knows the secret.
/// </remarks>
/// <param name="isLocal">Whether only this machine can reach the emulator.</param>
/// <param name="names">The names that the emulator was told it has, besides those of the machine.</param>
/// <param name="secret">What has to be shown; null makes one up.</param>
internal sealed class ControlDoor(bool isLocal, IReadOnlyList<string> names, string? secret)
{
    /// <summary>The header that holds the secret.</summary>
    public const string Header = "x-eni-emulator-secret";

    // The beginnings of what the vendor's clients send.
    private static readonly string[] HeadersOfClients = ["x-acs-", "x-sdk-", Header];

    /// <summary>What has to be shown.</summary>
    public string Secret { get; } = secret ?? NewSecret();

    /// <summary>
    /// True if a request names a host that the emulator has: loopback, one that it was told, and beyond loopback also any IP address and
    /// the name of the machine. A name that somebody pointed here is none of them, and an IP address cannot be pointed anywhere.
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
    /// True if no page in a browser can have sent a request to the API. Browsers say where a request comes from only to sites that they
    /// trust, such as loopback. Beyond, a request has to have a header that a page cannot send to another site by itself.
    /// </summary>
    public bool IsOfProgram(IncomingRequest request) =>
        !IsOfBrowser(request)
        && (isLocal || request.Authorization.Length > 0 || Array.Exists(HeadersOfClients, request.HasHeader));

    /// <summary>Whether a request may look and change.</summary>
    public bool Opens(IncomingRequest request) =>
        request.Header(Header) is { Length: > 0 } shown
            ? IsSecret(shown) && IsOfOwnPage(request)
            : isLocal && !IsOfBrowser(request);

    /// <summary>Whether a page or an address bar sent a request: programs do not say so.</summary>
    public static bool IsOfBrowser(IncomingRequest request) =>
        request.Header("origin").Length > 0 || request.HasHeader("sec-fetch-");

    private static bool IsOfOwnPage(IncomingRequest request) =>
        (request.Header("origin") is var origin && (origin.Length == 0 || origin == "http://" + request.Header("host")))
        && request.Header("sec-fetch-site") is "" or "same-origin";

    // Takes the same time wherever the texts differ.
    private bool IsSecret(string text)
    {
        var difference = text.Length ^ Secret.Length;
        for (var i = 0; i < text.Length && i < Secret.Length; i++)
            difference |= text[i] ^ Secret[i];
        return difference == 0;
    }

    private static string NewSecret()
    {
        var bytes = new byte[16];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(bytes);
        return string.Concat(bytes.Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
