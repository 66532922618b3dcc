using System.Text;

namespace EniTools.Api.Tests.Fuzzing;

/// <summary>Makes texts that are almost right out of right ones. The same seed makes the same texts.</summary>
internal sealed class Mutations(int seed, IReadOnlyList<byte[]> corpus)
{
    private const int MaxBytes = 200_000;

    // What readers stumble over.
    private static readonly byte[][] Tokens = [.. new[]
    {
        "{", "}", "[", "]", "\"", "\\", "\\u0000", "\\ud800", ",", ":", "null", "1e999", "-", "\0", "\r\n", "\n", "\r", "\t", " ", "\u00e9",
        "\u001b[2J", "0", "ffffffff", "-1", "99999999999999999999", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n",
        "Host: x\r\n",
        "HTTP/1.1", "%00", "&", "=", "::", "/80", "#", ";", "'", "enable=false", "\uFEFF", "__type", "a:item",
    }.Select(Encoding.UTF8.GetBytes)];

#pragma warning disable CA5394 // It has to repeat, and guards nothing.
    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var text = One(corpus).ToList();
        for (var count = _random.Next(1, 6); count > 0; count--)
            Change(text);
        return [.. text.Take(MaxBytes)];
    }

    private void Change(List<byte> text)
    {
        var at = _random.Next(text.Count + 1);
        var length = _random.Next(Math.Min(text.Count - at, 40) + 1);
        switch (_random.Next(7))
        {
            case 0 when at < text.Count:
                text[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                text.RemoveRange(at, length);
                break;
            case 2:
                text.InsertRange(at, One(Tokens));
                break;
            case 3:
                var other = One(corpus);
                var start = _random.Next(other.Length);
                text.InsertRange(at, other.Skip(start).Take(_random.Next(100)));
                break;
            case 4:
                text.InsertRange(at, text.GetRange(at, length));
                break;
            case 5 when _random.Next(10) == 0:
                text.InsertRange(at, Enumerable.Repeat(One(Tokens), _random.Next(5000)).SelectMany(token => token));
                break;
            case 6:
                text.RemoveRange(at, text.Count - at);
                break;
        }
    }

    private T One<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
#pragma warning restore CA5394
}
