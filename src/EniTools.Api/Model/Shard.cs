using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EniTools.Api.Model;

/// <summary>One of several equal parts of all ENIs, so that workers share them without talking to each other.</summary>
/// <remarks>
/// The part of an ENI depends on its id and the number of parts alone: the first eight bytes of the SHA-256 of the id in UTF-8, read
/// as a big-endian number, modulo the number of parts. This never changes between versions: workers of two versions share one list.
/// </remarks>
public sealed record Shard
{
    /// <summary>How many shards there can be at most.</summary>
    public const int MaxCount = 100_000;

    private Shard(int index, int count) => (Index, Count) = (index, count);

    /// <summary>Its number, from 0 to <see cref="Count"/> - 1.</summary>
    public int Index { get; }

    /// <summary>How many shards there are, from 1 to <see cref="MaxCount"/>.</summary>
    public int Count { get; }

    /// <summary>Reads a text such as 3/16: the fourth of sixteen, since numbers begin with 0.</summary>
    /// <param name="text">The text.</param>
    /// <param name="shard">The shard; null when there is none.</param>
    /// <param name="problem">The rule that the text breaks, to be read after the text; null when it breaks none.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Shard? shard, [NotNullWhen(false)] out string? problem)
    {
        shard = null;
        var parts = text.Trim().Split('/');
        if (parts.Length != 2 || !TryRead(parts[0], out var index) || !TryRead(parts[1], out var count))
            problem = "is not a shard: it has the number of the shard, from 0 on, then '/', then how many shards there are";
        else if (count is 0 or > MaxCount)
            problem = FormattableString.Invariant($"is not a shard: there can be 1 to {MaxCount} of them");
        else if (index >= count)
            problem = FormattableString.Invariant($"is not a shard: numbers begin with 0, so the last of {count} is {count - 1}/{count}");
        else
            (shard, problem) = (new Shard(index, count), null);
        return shard is not null;
    }

    /// <summary>Whether an ENI is of this shard. Any text is of exactly one.</summary>
    public bool Contains(string networkInterfaceId)
    {
        using var sha256 = SHA256.Create();
        var number = sha256.ComputeHash(Encoding.UTF8.GetBytes(networkInterfaceId)).Take(sizeof(ulong))
            .Aggregate(0UL, (higher, lower) => (higher << 8) | lower);
        return number % (ulong)Count == (ulong)Index;
    }

    /// <summary>The shard as it is written.</summary>
    public override string ToString() => FormattableString.Invariant($"{Index}/{Count}");

    private static bool TryRead(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
