using System.Security.Cryptography;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Control;

/// <summary>Who may come to the control address: of browsers only the emulator's own page, which shows the secret of this start. Programs may without it, where the emulator listens to its own machine alone.</summary>
/// <remarks>
/// Any web page can make a browser send requests to this machine. What it sends has an Origin or says that it comes from another site, has
/// a name that was pointed at this machine, or has no header of its own choice; and no page elsewhere knows the secret.
/// </remarks>
/// <param name="isLocal">Whether only this machine can reach the emulator.</param>
/// <param name="secret">What has to be shown; null makes one up.</param>
internal sealed class ControlDoor(bool isLocal, string? secret)
{
    /// <summary>The header that holds the secret.</summary>
    public const string Header = "x-eni-emulator-secret";

    /// <summary>What has to be shown.</summary>
    public string Secret { get; } = secret ?? NewSecret();

    /// <summary>Whether a request has a name that the emulator may have: one of this machine, where others cannot reach it. A name that was pointed here is none.</summary>
    public bool HasName(IncomingRequest request) =>
        !isLocal || (Uri.TryCreate("http://" + request.Header("host"), UriKind.Absolute, out var host) && host.IsLoopback);

    /// <summary>Whether a request may look and change.</summary>
    public bool Opens(IncomingRequest request) =>
        HasName(request) && (request.Header(Header) is { Length: > 0 } shown
            ? IsSecret(shown) && IsOfOwnPage(request)
            : isLocal && !IsOfBrowser(request));

    /// <summary>Whether a page or an address bar sent a request: programs do not say so.</summary>
    public static bool IsOfBrowser(IncomingRequest request) =>
        request.Header("origin").Length > 0 || request.Header("sec-fetch-site").Length > 0 || request.Header("sec-fetch-mode").Length > 0;

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
