namespace EniTools.Api.Tests.Transport;

/// <summary>The head of an HTTP request, taken apart as a server does: nothing here is the library's own code.</summary>
internal sealed class RawRequest
{
    public RawRequest(string raw)
    {
        var lines = raw[..raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        (Method, Target) = lines[0].Split(' ') is [var method, var target, "HTTP/1.1"]
            ? (method, target)
            : throw new FormatException(lines[0]);
        Headers =
        [
            .. lines[1..].Select(line => line.Split(':', 2))
                .Select(parts => new KeyValuePair<string, string>(parts[0].ToLowerInvariant(), parts[1].Trim(' ')))
        ];
    }

    public string Method { get; }

    public string Target { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>The parameters of the query, decoded.</summary>
    public IEnumerable<KeyValuePair<string, string>> Query =>
        Target.Split('?', 2) is [_, { Length: > 0 } query]
            ? query.Split('&').Select(part => part.Split('=', 2))
                .Select(parts => new KeyValuePair<string, string>(Decode(parts[0]), Decode(parts[1])))
            : [];

    /// <summary>The names that the Authorization header says are signed.</summary>
    public string[] SignedHeaders => this["authorization"].Split("SignedHeaders=")[1].Split(',')[0].Split(';');

    /// <summary>The value of a header that occurs once.</summary>
    public string this[string name] => Headers.Single(header => header.Key == name).Value;

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
