using System.Security.Cryptography;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Control;

/// <summary>Who may come to the control address. Programs of this machine may, and of browsers only the emulator's own page, which shows the secret of this start.</summary>
/// <remarks>
/// Any web page can make a browser send requests to this machine. What it sends has an Origin or says that it comes from another site, has
/// a name that was pointed at this machine, or has no header of its own choice; and no page elsewhere knows the secret.
/// </remarks>
internal sealed class ControlDoor
{
    /// <summary>The header that holds the secret.</summary>
    public const string Header = "x-eni-emulator-secret";

    /// <summary>What has to be shown.</summary>
    public string Secret { get; } = NewSecret();

    /// <summary>Whether a request is for a name of this machine: one that was pointed here by others is not.</summary>
    public static bool IsForThisMachine(IncomingRequest request) =>
        Uri.TryCreate("http://" + request.Header("host"), UriKind.Absolute, out var host) && host.IsLoopback;

    /// <summary>Whether a request may look and change.</summary>
    public bool Opens(IncomingRequest request) =>
        IsForThisMachine(request) && (request.Header(Header) is { Length: > 0 } secret
            ? IsSecret(secret) && IsOfOwnPage(request)
            : !IsOfBrowser(request));

    private static bool IsOfBrowser(IncomingRequest request) =>
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
