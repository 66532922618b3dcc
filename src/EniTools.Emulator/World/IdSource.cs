using System.Globalization;
using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>Ids and addresses that look random and repeat for the same seed.</summary>
internal sealed class IdSource(int seed)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    private readonly Random _random = new(seed);

    /// <summary>Returns a new id: a prefix, and thirteen letters or digits.</summary>
    public string NewId(string prefix) =>
        prefix + new string([.. Enumerable.Range(0, 13).Select(_ => Letters[_random.Next(Letters.Length)])]);

    public string NewMacAddress() =>
        "00:16:3e:" + string.Join(":", Enumerable.Range(0, 3).Select(_ => _random.Next(256).ToString("x2", CultureInfo.InvariantCulture)));

    /// <summary>Returns an address of a block, with the block's first 64 bits.</summary>
    public Ipv6Address NewAddress(Ipv6Prefix block)
    {
        var bytes = new byte[8];
        _random.NextBytes(bytes);
        var any = new Ipv6Address(block.Address.High, BitConverter.ToUInt64(bytes, 0));
        return new Ipv6Address(any.High, block.Address.Low | (any.Low ^ any.Mask(block.Length).Low));
    }

    /// <summary>Returns a prefix of a length between 64 and 128 in a block, with the block's first 64 bits.</summary>
    public Ipv6Prefix NewPrefix(Ipv6Prefix block, int length) => new(NewAddress(block).Mask(length), length);
}
