using EniTools.Emulator.Gateway;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Control;

/// <summary>The parts of a request that the log keeps: no secret, and of a large request only what identifies it.</summary>
internal static class LoggedRequest
{
    // The largest request of the API has some 5,000.
    private const int MaxCharacters = 8 * 1024;

    private const int MaxText = 100;

    private static readonly string[] Tokens = ["SecurityToken", "BearerToken", "OIDCToken"];

    private static readonly string[] Identifying =
    [
        "Action", "Version", "RegionId", "AccessKeyId", "NetworkInterfaceId", "NetworkInterfaceId.1", "InstanceId", "Ipv6Address.1",
        "Ipv6Prefix.1",
    ];

    /// <summary>True if the request has a token, which a refusal may repeat.</summary>
    public static bool HasToken(IncomingRequest request, Signature signature) =>
        signature.SecurityToken.Length > 0 || request.Parameters.Any(parameter => Tokens.Contains(parameter.Key));

    public static KeyValuePair<string, string>[] Parameters(IncomingRequest request)
    {
        var parameters = request.Parameters
            .Where(parameter => parameter.Key != "Signature" && !Tokens.Contains(parameter.Key)).ToArray();
        if (parameters.Sum(parameter => (long)parameter.Key.Length + parameter.Value.Length) <= MaxCharacters)
            return parameters;
        var kept = Identifying.Select(name => Array.Find(parameters, parameter => parameter.Key == name))
            .Where(parameter => parameter.Key is not null)
            .Select(parameter => new KeyValuePair<string, string>(parameter.Key, Shorten(parameter.Value)));
        return [.. kept, new("...", FormattableString.Invariant($"{parameters.Length} parameters, too large to be kept"))];
    }

    public static string Shorten(string text) => text.Length <= MaxText ? text : text.Substring(0, MaxText) + "...";
}
