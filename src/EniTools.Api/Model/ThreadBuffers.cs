using System.Text;

namespace EniTools.Api.Model;

/// <summary>
/// Buffers that a thread reuses for its texts and bytes. Without them, and the hash and reader that a thread keeps, a removal takes a tenth
/// more CPU time and half as much garbage again (benchmark "removal").
/// </summary>
internal static class ThreadBuffers
{
    // Far above any request of the service; anything larger gets a buffer of its own.
    private const int MaxKept = 32 * 1024;

    [ThreadStatic]
    private static StringBuilder? _builder;

    [ThreadStatic]
    private static byte[]? _bytes;

    /// <summary>Gets an empty builder, which <see cref="Finish"/> takes back.</summary>
    public static StringBuilder NewText()
    {
        var builder = _builder ?? new StringBuilder(1024);
        _builder = null;
        return builder;
    }

    /// <summary>Gets the text of a builder, which must not be used any more.</summary>
    public static string Finish(this StringBuilder builder)
    {
        var text = builder.ToString();
        if (builder.Capacity <= MaxKept)
            _builder = builder.Clear();
        return text;
    }

    /// <summary>Gets a text's UTF-8 bytes, which are valid until the thread asks for others. The bytes after them have no meaning.</summary>
    public static (byte[] Bytes, int Length) Utf8(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = _bytes is { } kept && kept.Length >= most ? kept : new byte[most];
        if (most <= MaxKept)
            _bytes = bytes;
        return (bytes, Encoding.UTF8.GetBytes(text, 0, text.Length, bytes, 0));
    }
}
