using System.Collections.Concurrent;
using System.Text.Json;

namespace EniTools.Emulator.Tests.Concurrency;

/// <summary>Clients that ask for anything at once, over sockets of their own, and know of the same few ENIs, addresses and prefixes.</summary>
internal sealed class RandomClients(EniEmulator emulator, Func<DateTimeOffset> now)
{
    private static readonly string[] Instances = ["i-one", "i-two"];

    // What is the latest is asked for the most: those that are chosen and created join in.
    private readonly ConcurrentStack<string> _enis = new(["eni-primary", "eni-b", "eni-a"]);
    private readonly ConcurrentStack<string> _addresses = new(Enumerable.Range(1, 4).Select(i => $"2001:db8:0:1::{i}"));
    private readonly ConcurrentStack<string> _prefixes = new(Enumerable.Range(1, 2).Select(i => $"2001:db8:0:2:{i}::/80"));

    /// <summary>What each client saw.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Call>>> PlayAsync(int clients, int callsEach, int seed) =>
        await Task.WhenAll(
            Enumerable.Range(0, clients).Select(client => Task.Run(() => PlayOneAsync(callsEach, new Random((seed * clients) + client)))));

    private async Task<IReadOnlyList<Call>> PlayOneAsync(int count, Random random)
    {
        using var client = new TestClient(emulator);
        var calls = new List<Call>();
        while (calls.Count < count)
        {
            var ask = Any(random);
            var began = now();
            var answer = await client.CallAsync(ask.Action, Query(ask));
            var shown = answer.Code is null ? Shown(ask.Action, answer.Json) : [];
            calls.Add(new Call(ask, began, now(), answer.Code ?? "", shown));
            if (ask.Action == "CreateNetworkInterface" && shown.Count > 0)
                _enis.Push(shown[0].Split(' ')[0]);
            if (ask.Action == "AssignIpv6Addresses" && ask.Count > 0 && shown.Count > 0)
                (ask.ArePrefixes ? _prefixes : _addresses).PushRange([.. shown]);
        }

        return calls;
    }

    private Ask Any(Random random)
    {
        var eni = Latest(_enis, 4, random);
        var instance = Instances[random.Next(2)];
        var arePrefixes = random.Next(4) == 0;
        IReadOnlyList<string> items =
        [
            .. Enumerable.Range(0, random.Next(3) == 0 ? 2 : 1)
                .Select(_ => arePrefixes ? Latest(_prefixes, 2, random) : Latest(_addresses, 4, random)).Distinct()
        ];
        return random.Next(24) switch
        {
            < 4 => new("AssignIpv6Addresses") { NetworkInterfaceId = eni, Items = items },
            4 => new("AssignIpv6Addresses") { NetworkInterfaceId = eni, Count = random.Next(1, 3), ArePrefixes = arePrefixes },
            < 10 => new("UnassignIpv6Addresses") { NetworkInterfaceId = eni, Items = items },
            10 => random.Next(2) == 0 ? new("CreateNetworkInterface") { Items = items } : new("CreateNetworkInterface")
            {
                Count = 1,
                ArePrefixes = arePrefixes,
            },
            11 => new("DeleteNetworkInterface") { NetworkInterfaceId = eni },
            < 14 => new("AttachNetworkInterface") { NetworkInterfaceId = eni, InstanceId = instance },
            < 18 => new("DetachNetworkInterface") { NetworkInterfaceId = eni, InstanceId = instance },
            < 20 => new(random.Next(2) == 0 ? "StartInstance" : "StopInstance") { InstanceId = instance },
            20 => new("DescribeNetworkInterfaceAttribute") { NetworkInterfaceId = eni },
            21 => new("DescribeInstanceStatus"),
            _ => new("DescribeNetworkInterfaces"),
        };
    }

    private static string Latest(ConcurrentStack<string> known, int count, Random random) =>
        known.ElementAt(random.Next(Math.Min(count, known.Count)));

    private static string Query(Ask ask)
    {
        var query = $"RegionId=cn-model&MaxResults=500&NetworkInterfaceId={ask.NetworkInterfaceId}";
        if (ask.InstanceId.Length > 0)
            query += $"&InstanceId={ask.InstanceId}";
        if (ask.Action == "CreateNetworkInterface")
            query += "&VSwitchId=vsw-model&SecurityGroupId=sg-model";
        if (ask.Count > 0)
            query += $"&{(ask.ArePrefixes ? "Ipv6PrefixCount" : "Ipv6AddressCount")}={ask.Count}";
        return query
            + string.Concat(ask.Items.Select((item, i) => $"&{(item.Contains('/') ? "Ipv6Prefix" : "Ipv6Address")}.{i + 1}={item}"));
    }

    private static IReadOnlyList<string> Shown(string action, JsonElement answer) => action switch
    {
        "AssignIpv6Addresses" => [.. Texts(answer, "Ipv6Sets", "Ipv6Address"), .. Texts(answer, "Ipv6PrefixSets", "Ipv6Prefix")],
        "CreateNetworkInterface" or "DescribeNetworkInterfaceAttribute" => [EniLine(answer)],
        "DescribeNetworkInterfaces" => [
            .. List(answer, "NetworkInterfaceSets", "NetworkInterfaceSet").Select(EniLine).Order(StringComparer.Ordinal)
        ],
        "DescribeInstanceStatus" => [
            .. List(answer, "InstanceStatuses", "InstanceStatus")
                .Select(instance => $"{Text(instance, "InstanceId")} {Text(instance, "Status")}").Order(StringComparer.Ordinal)
        ],
        _ => [],
    };

    private static string EniLine(JsonElement eni) => string.Join(' ',
    [
        Text(eni, "NetworkInterfaceId"),
        Text(eni, "Status"),
        Text(eni, "InstanceId"),
        .. List(eni, "Ipv6Sets", "Ipv6Set").Select(item => Text(item, "Ipv6Address")),
        .. List(eni, "Ipv6PrefixSets", "Ipv6PrefixSet").Select(item => Text(item, "Ipv6Prefix")),
    ]);

    private static JsonElement.ArrayEnumerator List(JsonElement parent, string container, string item) =>
        parent.GetProperty(container).GetProperty(item).EnumerateArray();

    private static IEnumerable<string> Texts(JsonElement parent, string container, string item) =>
        List(parent, container, item).Select(element => element.GetString()!);

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString()!;
}
