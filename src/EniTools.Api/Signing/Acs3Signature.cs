using System.Security.Cryptography;
using System.Text;
using EniTools.Api.Model;

namespace EniTools.Api.Signing;

/// <summary>The ACS3-HMAC-SHA256 signature ("V3"), as pure functions. The client signs with it and the emulator verifies with it.</summary>
internal static class Acs3Signature
{
    public const string Algorithm = "ACS3-HMAC-SHA256";

    // One for each thread: making one costs more than using it.
    [ThreadStatic]
    private static SHA256? _sha256;

    // SHA-256 of nothing: most requests have no body.
    private const string EmptyBodyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>
    /// True for a header that is signed: host, content-type, and every one that begins with x-acs-. The name is in lower case.
    /// </summary>
    public static bool Covers(string lowerCaseName) =>
        lowerCaseName is "host" or "content-type" || lowerCaseName.StartsWith("x-acs-", StringComparison.Ordinal);

    /// <summary>Gets the lower-case hex SHA-256 of a body, which travels as x-acs-content-sha256.</summary>
    public static string HashBody(byte[] body)
    {
        if (body.Length == 0)
            return EmptyBodyHash;
        return Hash(body, body.Length);
    }

    /// <summary>Gets the text that stands for the whole request. The headers have lower-case names and come in any order.</summary>
    public static string CanonicalRequest(
        string method, string canonicalQuery, IEnumerable<KeyValuePair<string, string>> headers, string bodyHash)
    {
        var sorted = ParameterOrder.Sort(headers);
        var text = ThreadBuffers.NewText().Append(method).Append("\n/\n").Append(canonicalQuery).Append('\n');
        foreach (var header in sorted)
            text.Append(header.Key).Append(':').Append(header.Value.Trim()).Append('\n');
        text.Append('\n').AppendNames(sorted).Append('\n').Append(bodyHash);
        // A thread keeps no token.
        return sorted.Any(header => header.Key == "x-acs-security-token") ? text.ToString() : text.Finish();
    }

    public static string StringToSign(string canonicalRequest)
    {
        var (bytes, length) = ThreadBuffers.Utf8(canonicalRequest);
        var hash = Hash(bytes, length);
        // A security token is in it, and the thread keeps the buffer.
        Array.Clear(bytes, 0, length);
        return Algorithm + "\n" + hash;
    }

    public static string Sign(string canonicalRequest, string secret)
    {
        // Not kept for the next call: it would stay with its thread after the key was forgotten.
        var key = Encoding.UTF8.GetBytes(secret);
        using var hmac = new HMACSHA256(key);
        Array.Clear(key, 0, key.Length);
        var (bytes, length) = ThreadBuffers.Utf8(StringToSign(canonicalRequest));
        return Hex(hmac.ComputeHash(bytes, 0, length));
    }

    public static string SignedHeaders(IEnumerable<KeyValuePair<string, string>> headers) =>
        ThreadBuffers.NewText().AppendNames(ParameterOrder.Sort(headers)).Finish();

    public static string Authorization(string accessKeyId, string signedHeaders, string signature) =>
        $"{Algorithm} Credential={accessKeyId},SignedHeaders={signedHeaders},Signature={signature}";

    private static StringBuilder AppendNames(this StringBuilder text, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        for (var i = 0; i < headers.Count; i++)
            (i == 0 ? text : text.Append(';')).Append(headers[i].Key);
        return text;
    }

    private static string Hash(byte[] bytes, int length) => Hex((_sha256 ??= SHA256.Create()).ComputeHash(bytes, 0, length));

    private static string Hex(byte[] bytes)
    {
        var text = new char[bytes.Length * 2];
        for (var i = 0; i < bytes.Length; i++)
            (text[2 * i], text[(2 * i) + 1]) = (HexDigits[bytes[i] >> 4], HexDigits[bytes[i] & 15]);
        return new string(text);
    }

    private const string HexDigits = "0123456789abcdef";
}
