using System.Net;
using System.Text;

namespace EniTools.Emulator.Http;

/// <summary>An HTTP request as it came, with its parameters decoded and nothing checked yet.</summary>
internal sealed class IncomingRequest
{
    public const string FormContentType = "application/x-www-form-urlencoded";

    private const int FirstBytes = 4 * 1024;

    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers;
    private readonly RequestBody? _body;

    /// <summary>A request whose body was not read yet.</summary>
    public IncomingRequest(RequestHead head, RequestBody body)
        : this(head.Method, head.Target, head.Headers) => _body = body;

    /// <summary>A request with its body.</summary>
    public IncomingRequest(string method, string rawUrl, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body)
        : this(method, rawUrl, headers) => Take(body);

    private IncomingRequest(string method, string rawUrl, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        _headers = headers;
        Method = method;
        var question = rawUrl.IndexOf('?');
        Path = question < 0 ? rawUrl : rawUrl.Substring(0, question);
        Query = Decode(question < 0 ? "" : rawUrl.Substring(question + 1));
        Parameters = Query;
    }

    public string Method { get; }

    public string Path { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    public byte[] Body { get; private set; } = [];

    /// <summary>The largest body that was allowed, if the body was larger and left unread.</summary>
    public int? ExceededBytes { get; private set; }

    /// <summary>The body as a stream, for those who do not call <see cref="ReadBodyAsync"/>. A larger one ends the request with HTTP 413.</summary>
    public Stream Upload(long maxBytes)
    {
        if (_body is null)
            return Stream.Null;
        _body.MaxBytes = maxBytes;
        return _body;
    }

    /// <summary>Query and form together: the service accepts a parameter in either. Only the query, before the body was read.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; private set; }

    /// <summary>Reads the body, if it is not larger than allowed.</summary>
    public async Task ReadBodyAsync(int maxBytes)
    {
        if (_body is null || _body.IsAtEnd)
            return;
        if (_body.KnownLength > maxBytes)
        {
            ExceededBytes = maxBytes;
            return;
        }

        // It grows with what comes, and not with what was announced.
        var most = (int)(_body.KnownLength ?? maxBytes + 1L);
        var buffer = new byte[Math.Min(most, FirstBytes)];
        var length = 0;
        for (int read; (read = await _body.ReadAsync(buffer, length, buffer.Length - length).ConfigureAwait(false)) > 0;)
        {
            length += read;
            if (length < buffer.Length || _body.IsAtEnd)
                continue;
            if (length > maxBytes)
            {
                ExceededBytes = maxBytes;
                return;
            }

            Array.Resize(ref buffer, Math.Min(2 * length, most));
        }

        Array.Resize(ref buffer, length);
        Take(buffer);
    }

    /// <summary>A header's values as both signatures see them: each trimmed, sorted, joined by commas. Empty when it is absent.</summary>
    public string Header(string name)
    {
        string? first = null;
        List<string>? several = null;
        for (var i = 0; i < _headers.Count; i++)
        {
            if (!_headers[i].Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (first is null)
                first = _headers[i].Value;
            else
                (several ??= [first]).Add(_headers[i].Value);
        }

        several?.Sort(StringComparer.Ordinal);
        return several is null ? first ?? "" : string.Join(",", several);
    }

    /// <summary>The Authorization header as it came: its commas do not separate values. Empty when it is absent.</summary>
    public string Authorization =>
        _headers.FirstOrDefault(header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)).Value ?? "";

    /// <summary>True if there is a header whose name begins with a text.</summary>
    public bool HasHeader(string beginning) =>
        _headers.Any(header => header.Key.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    /// <summary>A parameter's first value; empty when it is absent.</summary>
    public string Parameter(string name) => Parameters.FirstValue(name) ?? "";

    private void Take(byte[] body)
    {
        Body = body;
        if (Header("content-type").StartsWith(FormContentType, StringComparison.OrdinalIgnoreCase)
            && Decode(Encoding.UTF8.GetString(body)) is { Count: > 0 } form)
            Parameters = Query.Count == 0 ? form : [.. Query, .. form];
    }

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
