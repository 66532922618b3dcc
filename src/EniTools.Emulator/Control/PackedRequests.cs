using System.Text;

namespace EniTools.Emulator.Control;

/// <summary>The latest requests as bytes, many in one array. Not for several threads, except for packing and unpacking.</summary>
/// <remarks>As objects, thousands of requests would be most of what the collector has to follow and move: a tenth of the throughput.</remarks>
/// <param name="max">The number that is kept.</param>
/// <param name="maxBytes">Their size.</param>
internal sealed class PackedRequests(int max, int maxBytes)
{
    // Some ninety requests. One array that is no longer needed goes with all that it holds.
    private const int PageBytes = 64 * 1024;

    [ThreadStatic]
    private static MemoryStream? _packing;

    private readonly Queue<ArraySegment<byte>> _requests = new();
    private byte[] _page = [];
    private int _used;
    private int _bytes;

    public int Count => _requests.Count;

    /// <summary>A request as bytes, good until the thread packs another one.</summary>
    public static ArraySegment<byte> Pack(RequestRecord record, int? answerLength)
    {
        var bytes = _packing ?? new MemoryStream();
        bytes.SetLength(0);
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(record.Time.UtcTicks);
            writer.Write(record.Duration.Ticks);
            writer.Write(record.Status);
            writer.Write(answerLength ?? -1);
            writer.Write(record.Action);
            writer.Write(record.RequestId);
            writer.Write(record.Code ?? "");
            writer.Write(record.Parameters.Count);
            foreach (var parameter in record.Parameters)
            {
                writer.Write(parameter.Key);
                writer.Write(parameter.Value);
            }
        }

        _packing = bytes.Capacity <= PageBytes ? bytes : null;
        return new(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public static (RequestRecord Record, int? AnswerLength) Unpack(ArraySegment<byte> packed)
    {
        using var reader = new BinaryReader(new MemoryStream(packed.Array!, packed.Offset, packed.Count));
        var (time, duration) = (new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), new TimeSpan(reader.ReadInt64()));
        var (status, answerLength) = (reader.ReadInt32(), reader.ReadInt32());
        var (action, requestId, code) = (reader.ReadString(), reader.ReadString(), reader.ReadString());
        var parameters = new KeyValuePair<string, string>[reader.ReadInt32()];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = new(reader.ReadString(), reader.ReadString());
        return (
            new(time, action, parameters, status, code.Length > 0 ? code : null, requestId, duration),
            answerLength < 0 ? null : answerLength);
    }

    /// <summary>Keeps a packed request, in place of the oldest when there is too much.</summary>
    public void Add(ArraySegment<byte> packed)
    {
        if (_used + packed.Count > _page.Length)
            (_page, _used) = (new byte[Math.Max(PageBytes, packed.Count)], 0);
        Buffer.BlockCopy(packed.Array!, packed.Offset, _page, _used, packed.Count);
        _requests.Enqueue(new(_page, _used, packed.Count));
        _used += packed.Count;
        _bytes += packed.Count;
        while (_requests.Count > max || _bytes > maxBytes)
            _bytes -= _requests.Dequeue().Count;
    }

    /// <summary>The latest requests, oldest first.</summary>
    /// <param name="count">How many, at most as many as there are.</param>
    public ArraySegment<byte>[] Latest(int count) => [.. _requests.Skip(_requests.Count - count)];

    public void Clear()
    {
        _requests.Clear();
        _bytes = 0;
    }
}
