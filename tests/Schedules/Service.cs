using System.Globalization;
using System.Xml.Linq;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Pacing;
using Microsoft.Coyote.Random;

namespace EniTools.Schedules;

/// <summary>The service, as far as it matters to the engine: all of a call or nothing, answers that are lost, and looks that lag.</summary>
internal sealed class Service(IClock clock, Generator chance) : ICallStep
{
    private static readonly TimeSpan ReadLag = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(5);

    private readonly object _lock = new();
    private readonly Dictionary<string, List<(TimeSpan At, HashSet<Ipv6Item> Items)>> _enis = [];
    private readonly Dictionary<string, XElement> _answers = [];
    private int _given;

    /// <summary>Told of each call that arrives, and when it is over.</summary>
    public Func<ApiCall, IDisposable>? Arrived { get; init; }

    /// <summary>Makes an ENI that has some items.</summary>
    public void Add(string eni, IEnumerable<Ipv6Item> items) => _enis.Add(eni, [(clock.Elapsed, [.. items])]);

    /// <summary>What an ENI has now.</summary>
    public HashSet<Ipv6Item> Now(string eni)
    {
        lock (_lock)
            return _enis[eni][^1].Items;
    }

    /// <summary>How much all ENIs have now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _enis.Values.Sum(states => states[^1].Items.Count);
        }
    }

    public async Task<XElement> SendAsync(ApiCall call, Sending sending)
    {
        using var underWay = Arrived?.Invoke(call);
        await clock.DelayAsync(Latency, CancellationToken.None);
        var mishap = chance.NextInteger(6);
        var (answer, refusal) = mishap switch
        {
            0 => (null, new ServiceException(400, "Throttling.User", "too fast", "R")),
            1 => (null, null),
            _ => Answer(call),
        };
        await clock.DelayAsync(Latency, sending.InFlight);
        if (mishap is 1 or 2)
            throw NoAnswerException.ConnectionLost(new Uri("https://service"), new IOException("lost"));
        return answer ?? throw refusal!;
    }

    private (XElement? Answer, ServiceException? Refusal) Answer(ApiCall call)
    {
        lock (_lock)
        {
            var token = call.Parameters.Find("ClientToken");
            if (token is not null && _answers.TryGetValue(token, out var known))
                return (known, null);
            try
            {
                var answer = call.Operation.Action switch
                {
                    "UnassignIpv6Addresses" => Change(call, isThere: true, "InvalidIp.IpUnassigned", (items, gone) => items.Except(gone)),
                    "AssignIpv6Addresses" => Change(call, isThere: false, "InvalidIp.IpAssigned", (items, added) => items.Union(added)),
                    _ => Show(call),
                };
                if (token is not null)
                    _answers.Add(token, answer);
                return (answer, null);
            }
            catch (ServiceException refusal)
            {
                return (null, refusal);
            }
        }
    }

    private XElement Change(
        ApiCall call, bool isThere, string refusal, Func<HashSet<Ipv6Item>, List<Ipv6Item>, IEnumerable<Ipv6Item>> change)
    {
        var eni = call.Parameters.Find("NetworkInterfaceId")!;
        var before = _enis[eni][^1].Items;
        List<Ipv6Item> items = [.. Values(call, "Ipv6Address").Select(text => new Ipv6Item(Ipv6Address.Parse(text)))];
        for (var count = int.Parse(call.Parameters.Find("Ipv6AddressCount") ?? "0", CultureInfo.InvariantCulture); count > 0; count--)
            items.Add(new Ipv6Item(new Ipv6Address(0x20010db8_00000001, (ulong)++_given)));
        if (items.Exists(item => before.Contains(item) != isThere))
            throw new ServiceException(400, refusal, "refused", "R");
        _enis[eni].Add((clock.Elapsed, [.. change(before, items)]));
        var sets = new XElement("Ipv6Sets", new XElement("Ipv6Address", items.Select(item => new XElement("item", item))));
        return new XElement("root", new XElement("RequestId", "R"), sets);
    }

    private XElement Show(ApiCall call) => new("root", new XElement("NetworkInterfaceSets", new XElement("NetworkInterfaceSet",
        Values(call, "NetworkInterfaceId").Select(eni =>
        new XElement("item", new XElement("NetworkInterfaceId", eni), new XElement("Ipv6Sets", new XElement(
            "Ipv6Set",
            (_enis[eni].FindLast(state => state.At <= clock.Elapsed - ReadLag).Items ?? _enis[eni][0].Items)
                .Select(item => new XElement("item", new XElement("Ipv6Address", item))))))))));

    private static IEnumerable<string> Values(ApiCall call, string name) =>
        call.Parameters.Where(parameter => parameter.Key.StartsWith(name + ".", StringComparison.Ordinal))
            .Select(parameter => parameter.Value);
}
