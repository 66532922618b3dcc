using System.Globalization;
using System.Text;

namespace EniTools.Emulator.Http;

/// <summary>The request line and the header fields of a request, read by the letter of RFC 9112, so that no other reader can see another request.</summary>
internal sealed class RequestHead
{
    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

    private readonly List<KeyValuePair<string, string>> _headers = new(16);

    private RequestHead(string method, string target, bool isHttp11) => (Method, Target, IsHttp11) = (method, target, isHttp11);

    public string Method { get; }

    /// <summary>The path and the query. The scheme and the host of an absolute target are left out.</summary>
    public string Target { get; private set; }

    public bool IsHttp11 { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    /// <summary>The length of the body; 0 for a chunked one.</summary>
    public long ContentLength { get; private set; }

    public bool IsChunked { get; private set; }

    /// <summary>True if the client waits for "100 Continue" before it sends the body.</summary>
    public bool ExpectsContinue { get; private set; }

    /// <summary>True if the client may send another request on the connection.</summary>
    public bool KeepsAlive { get; private set; }

    /// <summary>Reads a head. Each of its lines, also the empty one at its end, ends with CR LF.</summary>
    /// <exception cref="BadRequestException">The head breaks a rule.</exception>
    public static RequestHead Parse(byte[] buffer, int start, int end, int maxHeaders)
    {
        var lineEnd = LineEnd(buffer, start);
        var head = ReadRequestLine(buffer, start, lineEnd);
        for (start = lineEnd + 2; start < end - 2; start = lineEnd + 2)
        {
            lineEnd = LineEnd(buffer, start);
            if (head._headers.Count == maxHeaders)
                throw new BadRequestException(431, FormattableString.Invariant($"There are more than {maxHeaders} header fields."));
            head._headers.Add(ReadField(buffer, start, lineEnd));
        }

        head.ReadFields();
        return head;
    }

    private static int LineEnd(byte[] buffer, int start) => Array.IndexOf(buffer, (byte)'\n', start) - 1;

    private static RequestHead ReadRequestLine(byte[] buffer, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (buffer[i] is < 0x20 or > 0x7E)
                throw new BadRequestException("The request line has a character that is not visible ASCII.");
        }

        var parts = Latin1.GetString(buffer, start, end - start).Split(' ');
        if (parts.Length != 3 || !IsToken(parts[0]) || parts[1].Length == 0)
            throw new BadRequestException("The request line is not a method, a target and a version with one space between them.");
        return parts[2] switch
        {
            "HTTP/1.1" => new RequestHead(parts[0], parts[1], isHttp11: true),
            "HTTP/1.0" => new RequestHead(parts[0], parts[1], isHttp11: false),
            _ => throw new BadRequestException(505, "The version of HTTP is neither 1.1 nor 1.0."),
        };
    }

    private static KeyValuePair<string, string> ReadField(byte[] buffer, int start, int end)
    {
        var colon = start;
        while (colon < end && IsTokenCharacter(buffer[colon]))
            colon++;
        // Also a line that continues the one before, and a blank before the colon.
        if (colon == start || colon == end || buffer[colon] != ':')
            throw new BadRequestException("A header line is not a name, a colon and a value.");
        var (first, last) = (colon + 1, end - 1);
        while (first <= last && buffer[first] is (byte)' ' or (byte)'\t')
            first++;
        while (last >= first && buffer[last] is (byte)' ' or (byte)'\t')
            last--;
        for (var i = first; i <= last; i++)
        {
            if (buffer[i] is (< 0x20 and not (byte)'\t') or 0x7F)
                throw new BadRequestException("The value of a header field has a control character.");
        }

        return new(Latin1.GetString(buffer, start, colon - start), Latin1.GetString(buffer, first, last - first + 1));
    }

    private void ReadFields()
    {
        KeepsAlive = IsHttp11;
        string? host = null;
        var hasLength = false;
        foreach (var field in _headers)
        {
            switch (field.Key.Length)
            {
                case 4 when Is(field.Key, "Host"):
                    host = host is null ? field.Value : throw new BadRequestException("There are two Host fields.");
                    break;
                case 6 when Is(field.Key, "Expect"):
                    ExpectsContinue = IsHttp11 && Is(field.Value, "100-continue")
                        ? true
                        : throw new BadRequestException(417, "Only 100-continue can be expected.");
                    break;
                case 10 when Is(field.Key, "Connection"):
                    // HTTP/1.0 clients that ask for more requests on a connection get one.
                    KeepsAlive &= !Array.Exists(field.Value.Split(','), option => Is(option.Trim(), "close"));
                    break;
                case 14 when Is(field.Key, "Content-Length"):
                    if (hasLength)
                        throw new BadRequestException("There are two Content-Length fields.");
                    hasLength = true;
                    ContentLength = LengthOf(field.Value);
                    break;
                case 17 when Is(field.Key, "Transfer-Encoding"):
                    if (IsChunked || !IsHttp11)
                        throw new BadRequestException("There are two Transfer-Encoding fields, or one of HTTP/1.0.");
                    IsChunked = Is(field.Value, "chunked")
                        ? true
                        : throw new BadRequestException(501, "The only transfer coding is chunked.");
                    break;
            }
        }

        if (hasLength && IsChunked)
            throw new BadRequestException("There are both Content-Length and Transfer-Encoding.");
        if (host is null ? IsHttp11 : !IsHost(host))
            throw new BadRequestException("There is no Host field, or it is not a host and a port.");
        if (Target[0] == '/')
            return;
        // The form of a client that speaks to a proxy.
        var origin = "http://" + host;
        Target = host is not null && Target.StartsWith(origin + "/", StringComparison.OrdinalIgnoreCase)
            ? Target.Substring(origin.Length)
            : throw new BadRequestException("The target is neither a path nor an address at the host of the Host field.");
    }

    private static long LengthOf(string value) =>
        value.Length <= 18 && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw new BadRequestException("The Content-Length is not a number.");

    // The characters of names, IPv4 and IPv6 addresses, and a port. ControlAccess decides about the name.
    private static bool IsHost(string host)
    {
        var name = host;
        var colon = host.LastIndexOf(':');
        if (colon > host.LastIndexOf(']'))
        {
            if (!ushort.TryParse(host.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return false;
            name = host.Substring(0, colon);
        }

        return name is ['[', _, .., ']']
            ? name.Substring(1, name.Length - 2).All(c => c is ':' or '.' || IsHexDigit(c))
            : name.Length > 0 && name.All(c => c < 0x80 && (char.IsLetterOrDigit(c) || c is '-' or '.' or '_'));
    }

    internal static bool IsHexDigit(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

    private static bool Is(string text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsToken(string text) => text.Length > 0 && text.All(c => IsTokenCharacter((byte)c));

    private static bool IsTokenCharacter(byte c) =>
        c is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9') or (byte)'-'
        || (c is > 0x20 and < 0x7F && "!#$%&'*+.^_`|~".IndexOf((char)c) >= 0);
}
