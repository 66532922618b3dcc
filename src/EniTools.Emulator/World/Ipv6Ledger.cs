using System.Globalization;
using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>The facts of VPC about the addresses and prefixes of a region: their ids and Internet bandwidth, the unassociated ones, and the IPv6 gateways.</summary>
internal sealed class Ipv6Ledger
{
    private const string IdPrefix = "ipv6-";
    private const char PrefixMark = 'p';
    private const char NumberMark = 'n';

    private readonly Dictionary<string, string> _gateways = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Ipv6Item, UnassociatedAddress> _unassociated = new(ByAddress);
    private readonly SortedDictionary<Ipv6Item, InternetBandwidth> _bandwidths = new(ByAddress);

    // An address that was assigned through the API has a number, so that it has another id after each time.
    private readonly Dictionary<Ipv6Item, int> _numbers = [];

    /// <summary>The order of addresses: by their bits, and an address before a prefix that begins with it.</summary>
    public static IComparer<Ipv6Item> ByAddress { get; } = Comparer<Ipv6Item>.Create((left, right) =>
        left.Address.CompareTo(right.Address) is not 0 and var order ? order : Nullable.Compare(left.PrefixLength, right.PrefixLength));

    /// <summary>The IPv6 gateway of each VPC that has one.</summary>
    public IReadOnlyDictionary<string, string> Gateways => _gateways;

    /// <summary>The addresses and prefixes of the account that are on no ENI.</summary>
    public IReadOnlyCollection<UnassociatedAddress> Unassociated => _unassociated.Values;

    public IReadOnlyDictionary<Ipv6Item, InternetBandwidth> Bandwidths => _bandwidths;

    /// <summary>The numbers in ids, for a save.</summary>
    public IReadOnlyDictionary<Ipv6Item, int> Numbers => _numbers;

    /// <summary>The last number that was used.</summary>
    public int LastNumber { get; private set; }

    public string GatewayOf(string vpcId) => _gateways.TryGetValue(vpcId, out var gateway) ? gateway : "";

    public void AddGateway(string vpcId, string gatewayId) => _gateways.Add(vpcId, gatewayId);

    public void Add(UnassociatedAddress address) => _unassociated.Add(address.Item, address);

    /// <summary>Restores the numbers of a save.</summary>
    public void Restore(int lastNumber, IEnumerable<KeyValuePair<Ipv6Item, int>> numbers)
    {
        LastNumber = lastNumber;
        foreach (var entry in numbers)
            _numbers.Add(entry.Key, entry.Value);
    }

    /// <summary>Returns an unassociated address; null if it is assigned, or not the account's.</summary>
    public UnassociatedAddress? FindUnassociated(Ipv6Item item) => _unassociated.TryGetValue(item, out var found) ? found : null;

    public InternetBandwidth? BandwidthOf(Ipv6Item item) => _bandwidths.TryGetValue(item, out var found) ? found : null;

    /// <summary>Returns the address or prefix with a bandwidth, by the id of the bandwidth.</summary>
    public Ipv6Item? FindByBandwidth(string bandwidthId)
    {
        foreach (var bandwidth in _bandwidths)
        {
            if (bandwidth.Value.Id == bandwidthId)
                return bandwidth.Key;
        }

        return null;
    }

    /// <summary>Adds or changes the bandwidth of an address or prefix.</summary>
    public void SetBandwidth(Ipv6Item item, InternetBandwidth bandwidth) => _bandwidths[item] = bandwidth;

    public void EndBandwidth(Ipv6Item item) => _bandwidths.Remove(item);

    /// <summary>Records that an address is assigned. An unassociated one keeps its id, any other is new.</summary>
    public void Assign(Ipv6Item item)
    {
        if (!_unassociated.Remove(item))
            _numbers[item] = ++LastNumber;
    }

    /// <summary>Records that an address is unassigned. With bandwidth it stays the account's, unassociated; otherwise it is released.</summary>
    public void Unassign(Ipv6Item item, NetworkInterface networkInterface)
    {
        if (_bandwidths.ContainsKey(item))
            Add(new UnassociatedAddress(item, networkInterface.VSwitchId) { AllocationTime = networkInterface.CreationTime });
        else
            _numbers.Remove(item);
    }

    /// <summary>Releases an unassociated address.</summary>
    public void Release(Ipv6Item item)
    {
        _unassociated.Remove(item);
        _numbers.Remove(item);
    }

    /// <summary>Returns the id of an address or prefix: its bits as hexadecimal digits, so that no table is needed to find it.</summary>
    public string IdOf(Ipv6Item item)
    {
        var id = IdPrefix + Hex(item.Address.High) + Hex(item.Address.Low);
        if (item.PrefixLength is { } length)
            id += PrefixMark + Text(length);
        return _numbers.TryGetValue(item, out var number) ? id + NumberMark + Text(number) : id;
    }

    /// <summary>Returns the address or prefix with an id, also one that the account does not have; null if the id is malformed.</summary>
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
