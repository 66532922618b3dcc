using System.Diagnostics.CodeAnalysis;

namespace EniTools.Api.Model;

/// <summary>The forms of the ids that the service gives out.</summary>
internal static class ResourceId
{
    private const string NetworkInterfacePrefix = "eni-";

    // The service does not state a limit; its ids have about 20 characters.
    private const int MaxLength = 64;

    public static bool IsNetworkInterfaceId(string? text) =>
        text is not null
        && text.Length > NetworkInterfacePrefix.Length
        && text.Length <= MaxLength
        && text.StartsWith(NetworkInterfacePrefix, StringComparison.Ordinal)
        && text.Skip(NetworkInterfacePrefix.Length).All(IsLowerLetterOrDigit);

    /// <summary>
    /// True for letters, digits and inner hyphens, such as cn-hangzhou. The id becomes part of a host name, so nothing else may pass.
    /// </summary>
    public static bool IsRegionId(string? text) =>
        !string.IsNullOrEmpty(text)
        && text!.Length <= MaxLength
        && text[0] != '-'
        && text[text.Length - 1] != '-'
        && text.All(c => IsLowerLetterOrDigit(c) || c == '-');

    /// <summary>True for the form of a name of a RAM role or of an error. Any other text may be anything, and is not shown.</summary>
    internal static bool IsName([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= 128 }
        && text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' or '_');

    private static bool IsLowerLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9');
}
