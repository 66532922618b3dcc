using System.Collections.Specialized;
using System.Net;

namespace EniTools.Emulator.Http;

/// <summary>An HTTP request as it came, with its parameters decoded and nothing checked yet.</summary>
internal sealed class IncomingRequest
{
    public const string FormContentType = "application/x-www-form-urlencoded";

    private readonly NameValueCollection _headers;
    private readonly Dictionary<string, string> _read = new(16, StringComparer.OrdinalIgnoreCase);

    public IncomingRequest(string method, string rawUrl, NameValueCollection headers, byte[] body)
    {
        _headers = headers;
        Method = method;
        Body = body;
        var question = rawUrl.IndexOf('?');
        Path = question < 0 ? rawUrl : rawUrl.Substring(0, question);
        Query = Decode(question < 0 ? "" : rawUrl.Substring(question + 1));
        Form = Header("content-type").StartsWith(FormContentType, StringComparison.OrdinalIgnoreCase)
            ? Decode(System.Text.Encoding.UTF8.GetString(body))
            : [];
        Parameters = Form.Count == 0 ? Query : [.. Query, .. Form];
    }

    public string Method { get; }

    public string Path { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Form { get; }

    public byte[] Body { get; }

    /// <summary>Whether the body was larger than any request of the service, and was left unread.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>What a PUT brings, as large as it likes: it is read by whoever takes it.</summary>
    public Stream Upload { get; init; } = Stream.Null;

    /// <summary>Query and form together: the service accepts a parameter in either.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>A header's values as both signatures see them: each trimmed, sorted, joined by commas. Empty when it is absent.</summary>
    public string Header(string name)
    {
        if (!_read.TryGetValue(name, out var value))
        {
            value = _headers.Get(name)?.Trim() ?? "";
            // Only then can there be several; asking for them takes many times as long.
            if (value.IndexOf(',') >= 0 && _headers.GetValues(name) is { Length: > 1 } several)
                value = string.Join(",", several.Select(part => part.Trim()).OrderBy(part => part, StringComparer.Ordinal));
            _read.Add(name, value);
        }

        return value;
    }

    /// <summary>The Authorization header as it came: its commas do not separate values. Empty when it is absent.</summary>
    public string Authorization => _headers.Get("Authorization") ?? "";

    /// <summary>A parameter's first value; empty when it is absent.</summary>
    public string Parameter(string name) => Parameters.FirstValue(name) ?? "";

    // A plus is a space here, whatever the canonical form says: some clients send it.
    private static List<KeyValuePair<string, string>> Decode(string encoded)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var pair in encoded.Split('&'))
        {
            if (pair.Length == 0)
                continue;
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair.Substring(0, equals);
            var value = equals < 0 ? "" : pair.Substring(equals + 1);
            parameters.Add(new(WebUtility.UrlDecode(name), WebUtility.UrlDecode(value)));
        }

        return parameters;
    }
}
