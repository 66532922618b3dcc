using System.Globalization;
using System.Xml.Linq;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Pacing;

namespace EniTools.Api.Tests.Journal;

/// <summary>What the service does with the calls of the engine, as far as it matters to it: all of a call or nothing, and looks that lag.</summary>
internal sealed class ModelService(IClock time, Random random)
{
    private static readonly TimeSpan ReadLag = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, List<(TimeSpan At, HashSet<Ipv6Item> Items)>> _enis = [];
    private readonly Dictionary<string, XElement> _answers = [];
    private int _given;

    /// <summary>How many of a hundred calls go wrong.</summary>
    public int Mishaps { get; set; }

    public IEnumerable<string> World =>
        _enis.SelectMany(eni => Now(eni.Key).Select(item => $"{item} on {eni.Key}")).Order(StringComparer.Ordinal);

    public void Add(string eni, IEnumerable<Ipv6Item> items) => _enis.Add(eni, [(time.Elapsed, [.. items])]);

    /// <summary>The way to the service from a machine.</summary>
    public ICallStep From(SimulatedMachine machine) => new Wire(this, machine);

    private HashSet<Ipv6Item> Now(string eni) => _enis[eni][^1].Items;

    private XElement Answer(ApiCall call)
    {
        var token = call.Parameters.Find("ClientToken");
        if (token is not null && _answers.TryGetValue(token, out var known))
            return known;
        var answer = call.Operation.Action switch
        {
            "UnassignIpv6Addresses" => Change(call, isThere: true, "InvalidIp.IpUnassigned", (items, changed) => items.ExceptWith(changed)),
            "AssignIpv6Addresses" => Change(call, isThere: false, "InvalidIp.IpAssigned", (items, changed) => items.UnionWith(changed)),
            _ => Show(call),
        };
        if (token is not null)
            _answers.Add(token, answer);
        return answer;
    }

    private XElement Change(ApiCall call, bool isThere, string refusal, Action<HashSet<Ipv6Item>, List<Ipv6Item>> change)
    {
        var eni = call.Parameters.Find("NetworkInterfaceId")!;
        List<Ipv6Item> items = [.. Values(call, "Ipv6Address").Select(text => new Ipv6Item(Ipv6Address.Parse(text)))];
        for (var count = int.Parse(call.Parameters.Find("Ipv6AddressCount") ?? "0", CultureInfo.InvariantCulture); count > 0; count--)
            items.Add(new Ipv6Item(new Ipv6Address(0x20010db8_00000001, (ulong)++_given)));
        if (items.Exists(item => Now(eni).Contains(item) != isThere))
            throw new ServiceException(400, refusal, "refused", "R");
        HashSet<Ipv6Item> after = [.. Now(eni)];
        change(after, items);
        _enis[eni].Add((time.Elapsed, after));
        var sets = new XElement("Ipv6Sets", new XElement("Ipv6Address", items.Select(item => new XElement("item", item))));
        return new XElement("root", new XElement("RequestId", "R"), sets);
    }

    private XElement Show(ApiCall call) => new("root", new XElement("NetworkInterfaceSets", new XElement("NetworkInterfaceSet",
        Values(call, "NetworkInterfaceId").Select(eni =>
        new XElement("item", new XElement("NetworkInterfaceId", eni), new XElement("Ipv6Sets", new XElement(
            "Ipv6Set",
            (_enis[eni].FindLast(state => state.At <= time.Elapsed - ReadLag).Items ?? _enis[eni][0].Items)
                .Select(item => new XElement("item", new XElement("Ipv6Address", item))))))))));

    private static IEnumerable<string> Values(ApiCall call, string name) =>
        call.Parameters.Where(parameter => parameter.Key.StartsWith(name + ".", StringComparison.Ordinal))
            .Select(parameter => parameter.Value);

    private sealed class Wire(ModelService service, SimulatedMachine machine) : ICallStep
    {
        private static readonly Uri Endpoint = new("https://service");

        public async Task<XElement> SendAsync(ApiCall call, Sending sending)
        {
            // What has left arrives, whether its sender lives or not.
            var left = machine.Step();
            await service.Time.DelayAsync(Latency(), sending.InFlight);
            var mishap = service.Random.Next(100) < service.Mishaps ? service.Random.Next(3) : -1;
            XElement? answer = null;
            ApiException? refusal = null;
            if (left && mishap == 0)
                refusal = new ServiceException(400, "Throttling.User", "too fast", "R");
            else if (left && mishap != 1)
                (answer, refusal) = Try(call);
            machine.Step();
            await machine.DelayAsync(Latency(), sending.InFlight);
            if (mishap > 0)
                throw NoAnswerException.ConnectionLost(Endpoint, new IOException("lost"));
            return refusal is null ? answer! : throw refusal;
        }

        private (XElement? Answer, ApiException? Refusal) Try(ApiCall call)
        {
            try
            {
                return (service.Answer(call), null);
            }
            catch (ServiceException refusal)
            {
                return (null, refusal);
            }
        }

        private TimeSpan Latency() => TimeSpan.FromMilliseconds(service.Random.Next(1, 40));
    }

    private IClock Time => time;

    private Random Random => random;
}
