using System.Text;

namespace EniTools.Api.Model;

/// <summary>Buffers that a thread uses again and again for its texts and bytes: otherwise these would be most of a call's garbage.</summary>
internal static class ThreadBuffers
{
    // Far above any request of the service; anything larger gets a buffer of its own.
    private const int MaxKept = 32 * 1024;

    [ThreadStatic]
    private static StringBuilder? _builder;

    [ThreadStatic]
    private static byte[]? _bytes;

    /// <summary>An empty builder, which <see cref="Finish"/> takes back.</summary>
    public static StringBuilder NewText()
    {
        var builder = _builder ?? new StringBuilder(1024);
        _builder = null;
        return builder;
    }

    /// <summary>The text of a builder, which must not be used any more.</summary>
    public static string Finish(this StringBuilder builder)
    {
        var text = builder.ToString();
        if (builder.Capacity <= MaxKept)
            _builder = builder.Clear();
        return text;
    }

    /// <summary>A text's UTF-8 bytes, good until the thread asks for others; what comes after them means nothing.</summary>
    public static (byte[] Bytes, int Length) Utf8(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = _bytes is { } kept && kept.Length >= most ? kept : new byte[most];
        if (most <= MaxKept)
            _bytes = bytes;
        return (bytes, Encoding.UTF8.GetBytes(text, 0, text.Length, bytes, 0));
    }
}
