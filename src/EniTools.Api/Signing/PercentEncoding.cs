using System.Text;
using EniTools.Api.Model;

namespace EniTools.Api.Signing;

/// <summary>The percent-encoding that both of the service's signatures use: RFC 3986, with unreserved characters as they are.</summary>
/// <remarks>Written by hand because the set that <see cref="Uri.EscapeDataString(string)"/> keeps differs between frameworks.</remarks>
internal static class PercentEncoding
{
    private const string HexDigits = "0123456789ABCDEF";

    private static readonly bool[] IsUnreserved = [.. Enumerable.Range(0, 128).Select(
        c => (char)c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_' or '.' or '~')];

    public static string Encode(string text)
    {
        // Most names and values have nothing to encode.
        var length = UnreservedLength(text, 0);
        return length == text.Length ? text : ThreadBuffers.NewText().AppendEncoded(text).Finish();
    }

    internal static StringBuilder AppendEncoded(this StringBuilder encoded, string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var length = UnreservedLength(text, i);
            encoded.Append(text, i, length);
            i += length;
            if (i == text.Length)
                break;
            if (text[i] < 128)
                AppendByte(encoded, (byte)text[i++]);
            else
                i = AppendBeyondAscii(encoded, text, i);
        }

        return encoded;
    }

    // To the next ASCII character, so that surrogates stay together.
    private static int AppendBeyondAscii(StringBuilder encoded, string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] >= 128)
            end++;
        foreach (var b in Encoding.UTF8.GetBytes(text.Substring(start, end - start)))
            AppendByte(encoded, b);
        return end;
    }

    private static void AppendByte(StringBuilder encoded, byte b) =>
        encoded.Append('%').Append(HexDigits[b >> 4]).Append(HexDigits[b & 15]);

    private static int UnreservedLength(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] < IsUnreserved.Length && IsUnreserved[text[end]])
            end++;
        return end - start;
    }
}
