using System.Globalization;
using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>What VPC knows of a region's addresses and prefixes beside which ENI has them: their ids, their Internet bandwidth, those that are on nothing, and the IPv6 gateways.</summary>
internal sealed class Ipv6Ledger
{
    private const string IdPrefix = "ipv6-";
    private const char PrefixMark = 'p';
    private const char NumberMark = 'n';

    private readonly Dictionary<string, string> _gateways = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Ipv6Item, UnassociatedAddress> _unassociated = new(ByAddress);
    private readonly SortedDictionary<Ipv6Item, InternetBandwidth> _bandwidths = new(ByAddress);

    // What came to the account through the API has a number, so that an address that comes again has another id.
    private readonly Dictionary<Ipv6Item, int> _numbers = [];

    /// <summary>The order of addresses: by their number, and an address before a prefix that begins with it.</summary>
    public static IComparer<Ipv6Item> ByAddress { get; } = Comparer<Ipv6Item>.Create((left, right) =>
        left.Address.CompareTo(right.Address) is not 0 and var order ? order : Nullable.Compare(left.PrefixLength, right.PrefixLength));

    /// <summary>The IPv6 gateway of each VPC that has one.</summary>
    public IReadOnlyDictionary<string, string> Gateways => _gateways;

    /// <summary>What is on nothing.</summary>
    public IReadOnlyCollection<UnassociatedAddress> Unassociated => _unassociated.Values;

    /// <summary>What has Internet bandwidth.</summary>
    public IReadOnlyDictionary<Ipv6Item, InternetBandwidth> Bandwidths => _bandwidths;

    /// <summary>The numbers in ids, for a save.</summary>
    public IReadOnlyDictionary<Ipv6Item, int> Numbers => _numbers;

    /// <summary>The last number that was given.</summary>
    public int LastNumber { get; private set; }

    public string GatewayOf(string vpcId) => _gateways.TryGetValue(vpcId, out var gateway) ? gateway : "";

    public void AddGateway(string vpcId, string gatewayId) => _gateways.Add(vpcId, gatewayId);

    public void Add(UnassociatedAddress address) => _unassociated.Add(address.Item, address);

    /// <summary>Puts the numbers back that a save held.</summary>
    public void Restore(int lastNumber, IEnumerable<KeyValuePair<Ipv6Item, int>> numbers)
    {
        LastNumber = lastNumber;
        foreach (var entry in numbers)
            _numbers.Add(entry.Key, entry.Value);
    }

    /// <summary>The one on nothing; null when it is on something, or not the account's.</summary>
    public UnassociatedAddress? FindUnassociated(Ipv6Item item) => _unassociated.TryGetValue(item, out var found) ? found : null;

    public InternetBandwidth? BandwidthOf(Ipv6Item item) => _bandwidths.TryGetValue(item, out var found) ? found : null;

    /// <summary>What has a bandwidth, by its id; null when nothing does.</summary>
    public Ipv6Item? FindByBandwidth(string bandwidthId)
    {
        foreach (var bandwidth in _bandwidths)
        {
            if (bandwidth.Value.Id == bandwidthId)
                return bandwidth.Key;
        }

        return null;
    }

    /// <summary>Buys bandwidth, or changes what there is.</summary>
    public void SetBandwidth(Ipv6Item item, InternetBandwidth bandwidth) => _bandwidths[item] = bandwidth;

    public void EndBandwidth(Ipv6Item item) => _bandwidths.Remove(item);

    /// <summary>An address that comes to an ENI: one that was on nothing stays what it is, any other one is new.</summary>
    public void Associate(Ipv6Item item)
    {
        if (!_unassociated.Remove(item))
            _numbers[item] = ++LastNumber;
    }

    /// <summary>An address that leaves its ENI: with bandwidth it stays the account's and is on nothing; otherwise it is given up.</summary>
    public void Leave(Ipv6Item item, NetworkInterface networkInterface)
    {
        if (_bandwidths.ContainsKey(item))
            Add(new UnassociatedAddress(item, networkInterface.VSwitchId) { AllocationTime = networkInterface.CreationTime });
        else
            _numbers.Remove(item);
    }

    /// <summary>Gives up an address that is on nothing.</summary>
    public void Release(Ipv6Item item)
    {
        _unassociated.Remove(item);
        _numbers.Remove(item);
    }

    /// <summary>The id of an address or prefix: its number in hexadecimal digits, so that it is found without a table.</summary>
    public string IdOf(Ipv6Item item)
    {
        var id = IdPrefix + Hex(item.Address.High) + Hex(item.Address.Low);
        if (item.PrefixLength is { } length)
            id += PrefixMark + Text(length);
        return _numbers.TryGetValue(item, out var number) ? id + NumberMark + Text(number) : id;
    }

    /// <summary>The address or prefix that an id is of, whether the account has it or not; null when it is of none.</summary>
    public Ipv6Item? ItemOf(string id)
    {
        const int HalfLength = 16;
        var digits = IdPrefix.Length + HalfLength + HalfLength;
        if (id.Length < digits
            || !TryParseHex(id.Substring(IdPrefix.Length, HalfLength), out var high)
            || !TryParseHex(id.Substring(IdPrefix.Length + HalfLength, HalfLength), out var low))
        {
            return null;
        }

        var address = new Ipv6Address(high, low);
        var mark = id.IndexOf(NumberMark, digits);
        var length = id.Substring(digits, (mark < 0 ? id.Length : mark) - digits).TrimStart(PrefixMark);
        var item = int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits is > 0 and <= 128
            ? new Ipv6Item(new Ipv6Prefix(address.Mask(bits), bits))
            : new Ipv6Item(address);
        return IdOf(item) == id ? item : null;
    }

    /// <summary>A copy of it as it is now.</summary>
    public Ipv6Ledger Copy()
    {
        var copy = new Ipv6Ledger();
        foreach (var gateway in _gateways)
            copy.AddGateway(gateway.Key, gateway.Value);
        foreach (var address in _unassociated.Values)
            copy.Add(address);
        foreach (var bandwidth in _bandwidths)
            copy.SetBandwidth(bandwidth.Key, bandwidth.Value);
        copy.Restore(LastNumber, _numbers);
        return copy;
    }

    private static string Hex(ulong half) => half.ToString("x16", CultureInfo.InvariantCulture);

    private static bool TryParseHex(string text, out ulong half) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out half);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
