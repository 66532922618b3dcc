using System.Net;
using System.Text;

namespace EniTools.Emulator.Http;

/// <summary>An HTTP request with decoded parameters, before any check.</summary>
internal sealed class IncomingRequest
{
    public const string FormContentType = "application/x-www-form-urlencoded";

    private const int FirstBytes = 4 * 1024;

    private readonly IReadOnlyList<KeyValuePair<string, string>> _headers;
    private readonly RequestBody? _body;

    /// <summary>A request with an unread body.</summary>
    public IncomingRequest(RequestHead head, RequestBody body)
        : this(head.Method, head.Target, head.Headers) => _body = body;

    /// <summary>A request with its body.</summary>
    public IncomingRequest(string method, string rawUrl, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body)
        : this(method, rawUrl, headers) => SetBody(body);

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

    /// <summary>The limit for the body, if the body was larger and left unread.</summary>
    public int? ExceededBytes { get; private set; }

    /// <summary>Returns the body as a stream, in place of <see cref="ReadBodyAsync"/>. A body above the limit ends the request with HTTP 413.</summary>
    public Stream Upload(long maxBytes)
    {
        if (_body is null)
            return Stream.Null;
        _body.Limit(maxBytes);
        return _body;
    }

    /// <summary>The parameters of the query, and of the form once the body is read: the service accepts both.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; private set; }

    /// <summary>Reads the body, unless it is above a limit.</summary>
    public async Task ReadBodyAsync(int maxBytes)
    {
        if (_body is null || _body.IsAtEnd)
            return;
        if (_body.KnownLength > maxBytes)
        {
            ExceededBytes = maxBytes;
            return;
        }

        // The buffer grows with the received bytes, and not by the announced length.
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
        SetBody(buffer);
    }

    /// <summary>Returns the values of a header in the form of both signatures: trimmed, sorted and joined by commas. Empty if it is absent.</summary>
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

    /// <summary>The Authorization header as it is, since its commas do not separate values. Empty if it is absent.</summary>
    public string Authorization =>
        _headers.FirstOrDefault(header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)).Value ?? "";

    /// <summary>True if the name of a header begins with a text.</summary>
    public bool HasHeader(string beginning) =>
        _headers.Any(header => header.Key.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns the first value of a parameter; empty if it is absent.</summary>
    public string Parameter(string name) => Parameters.FirstValue(name) ?? "";

    private void SetBody(byte[] body)
    {
        Body = body;
        if (Header("content-type").StartsWith(FormContentType, StringComparison.OrdinalIgnoreCase)
            && Decode(Encoding.UTF8.GetString(body)) is { Count: > 0 } form)
            Parameters = Query.Count == 0 ? form : [.. Query, .. form];
    }

    // A plus is a space, unlike in the canonical form: some clients send it.
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
