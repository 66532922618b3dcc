using System.Text;

namespace EniTools.Api.Signing;

/// <summary>The percent-encoding that both of the service's signatures are made over: RFC 3986, unreserved characters as they are.</summary>
/// <remarks>Written by hand because the set that <see cref="Uri.EscapeDataString(string)"/> keeps differs between frameworks.</remarks>
public static class PercentEncoding
{
    private const string HexDigits = "0123456789ABCDEF";

    /// <summary>Encodes a text: UTF-8, and upper-case hex for every byte that is not a letter, a digit or one of - _ . ~</summary>
    public static string Encode(string text)
    {
        // Most names and values have nothing to encode.
        if (text.All(c => c < 128 && IsUnreserved((byte)c)))
            return text;

        var encoded = new StringBuilder(text.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (IsUnreserved(b))
                encoded.Append((char)b);
            else
                encoded.Append('%').Append(HexDigits[b >> 4]).Append(HexDigits[b & 15]);
        }

        return encoded.ToString();
    }

    private static bool IsUnreserved(byte b) =>
        b is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9')
            or (byte)'-' or (byte)'_' or (byte)'.' or (byte)'~';
}
