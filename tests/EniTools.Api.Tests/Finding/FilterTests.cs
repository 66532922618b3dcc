using CsCheck;
using EniTools.Api.Calls;
using EniTools.Api.Finding;
using EniTools.Api.Model;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;

namespace EniTools.Api.Tests.Finding;

/// <summary>Whatever part of a question the service answers and whatever part is compared here: the ENIs that are found are those that fit.</summary>
public sealed class FilterTests
{
    private static readonly Gen<MadeEni> Eni = Gen.Int[0, int.MaxValue - 1].Select(number =>
    {
        var random = new Random(number);
        return new MadeEni("")
        {
            NetworkInterfaceName = Pick(random, "", "web", "web-2", "db"),
            Status = Pick(random, "Available", "InUse", "Detaching"),
            Type = Pick(random, "Primary", "Secondary", "Trunk"),
            InstanceId = Pick(random, "", "i-1", "i-2"),
            VSwitchId = Pick(random, "vsw-1", "vsw-2", "vsw-3"),
            SecurityGroupIds = Pick<string[]>(random, ["sg-1"], ["sg-2"], ["sg-1", "sg-2"]),
            PrivateIpAddress = $"10.0.0.{random.Next(4)}",
            SecondaryPrivateIpAddresses = Pick<string[]>(random, [], [$"10.0.0.{random.Next(4)}"]),
            ResourceGroupId = Pick(random, "", "rg-1", "rg-2"),
            ServiceManaged = random.Next(3) == 0,
            Tags = Pick<(string, string)[]>(
                random, [], [("k", Pick(random, "", "a", "b"))], [("k", Pick(random, "", "a", "b")), ("m", "x")]),
        };
    });

    private static readonly Gen<NetworkInterfaceQuery> Query = Gen.Int[0, int.MaxValue - 1].Select(number =>
    {
        var random = new Random(number);
        return new NetworkInterfaceQuery
        {
            NetworkInterfaceIds = Rarely(random, () => Some(random, i => $"eni-{i}")) ?? [],
            Items = Rarely(random, () => Some(random, i => Item(i % 3 == 0 ? Prefix(i) : Address(i))))
                ?? Rarely(random, () => Some(random, i => Item(Address(i))))
                ?? [],
            PrivateIpAddresses = Rarely(random, () => new[] { "10.0.0.1", "10.0.0.3" }) ?? [],
            InstanceId = Rarely(random, () => "i-1"),
            VpcId = Rarely(random, () => "vpc-1"),
            VSwitchId = Rarely(random, () => "vsw-2"),
            SecurityGroupId = Rarely(random, () => "sg-2"),
            ResourceGroupId = Rarely(random, () => "rg-1"),
            NetworkInterfaceName = Rarely(random, () => "web"),
            NameFits = Rarely<Func<string, bool>>(random, () => name => name.StartsWith("web", StringComparison.Ordinal)),
            Statuses = Rarely(random, () => Pick<string[]>(random, ["inuse"], ["Available", "Detaching"])) ?? [],
            Types = Rarely(random, () => Pick<string[]>(random, ["SECONDARY"], ["Trunk"], ["Primary", "trunk"])) ?? [],
            ServiceManaged = random.Next(6) switch { 0 => true, 1 => false, _ => null },
            Tags = Rarely(random, () => new KeyValuePair<string, string?>[] { new("k", Pick(random, "a", "", null)) }) ?? [],
        };
    });

    [Fact]
    public void What_is_found_is_what_fits() => Gen.Select(Eni.Array[0, 60], Query.Array[1, 12]).Sample((made, queries) =>
    {
        var enis = made.Select((eni, i) => eni with { NetworkInterfaceId = $"eni-{i}", Items = ItemsOf(i) }).ToList();
        using var world = new MadeWorld(enis);
        using var emulator = EniEmulator.Start(world.Options);
        using var transport = new HttpTransport("tests");
        foreach (var query in queries)
        {
            var found = Find(emulator, transport, query);
            Assert.Equal(enis.Where(eni => Fits(query, eni)).Select(eni => eni.NetworkInterfaceId).Order(), found.Order());
        }
    }, iter: 40, threads: 1);

    [Theory]
    [InlineData("k", null, null, 1700)]
    [InlineData("k", "a", null, 1700)]
    [InlineData("k", "b", null, 0)]
    [InlineData(null, null, "rg-1", 1700)]
    public void The_service_shows_a_thousand_by_tag_or_group_and_the_rest_is_found_too(string? key, string? value, string? group, int count)
    {
        using var world = new MadeWorld(Enumerable.Range(0, 2100).Select(i => new MadeEni($"eni-{i}")
        {
            Tags = i < 1700 ? [("k", "a")] : [],
            ResourceGroupId = i < 1700 ? "rg-1" : "",
        }));
        using var emulator = EniEmulator.Start(world.Options);
        using var transport = new HttpTransport("tests");

        var found = Find(
            emulator, transport, new NetworkInterfaceQuery { Tags = key is null ? [] : [new(key, value)], ResourceGroupId = group });

        Assert.Equal(Enumerable.Range(0, count).Select(i => $"eni-{i}"), found);
    }

    [Fact]
    public void More_addresses_than_a_call_takes_show_each_of_their_owners_once()
    {
        using var world = new MadeWorld(
            Enumerable.Range(0, 60).Select(i => new MadeEni($"eni-{i}") { Items = [Address(i), Address(i + 100), Address(i + 200)] }));
        using var emulator = EniEmulator.Start(world.Options);
        using var transport = new HttpTransport("tests");

        var found = Find(
            emulator, transport, new NetworkInterfaceQuery { Items = [.. Enumerable.Range(0, 250).Select(i => Item(Address(i)))] });

        Assert.Equal(60, found.Count);
        Assert.Equal(60, found.Distinct().Count());
        Assert.Equal(3, emulator.Requests.Count);
    }

    // The model: each condition said once more, plainly, over what the world was made of.
    private static bool Fits(NetworkInterfaceQuery query, MadeEni eni) =>
        (query.NetworkInterfaceIds.Count == 0 || query.NetworkInterfaceIds.Contains(eni.NetworkInterfaceId))
        && (query.Items.Count == 0 || eni.Items.Any(item => query.Items.Any(wanted => wanted.ToString() == item)))
        && (
            query.PrivateIpAddresses.Count == 0
                || eni.SecondaryPrivateIpAddresses.Append(eni.PrivateIpAddress).Intersect(query.PrivateIpAddresses).Any())
        && (query.InstanceId is null || query.InstanceId == eni.InstanceId)
        && (query.VpcId is null || query.VpcId == MadeWorld.VpcOf(eni.VSwitchId))
        && (query.VSwitchId is null || query.VSwitchId == eni.VSwitchId)
        && (query.SecurityGroupId is null || eni.SecurityGroupIds.Contains(query.SecurityGroupId))
        && (query.ResourceGroupId is null || query.ResourceGroupId == eni.ResourceGroupId)
        && (query.NetworkInterfaceName is null || query.NetworkInterfaceName == eni.NetworkInterfaceName)
        && (query.NameFits is null || eni.NetworkInterfaceName.StartsWith("web", StringComparison.Ordinal))
        && (
            query.Statuses.Count == 0
                || query.Statuses.Any(status => string.Equals(status, eni.Status, StringComparison.OrdinalIgnoreCase)))
        && (query.Types.Count == 0 || query.Types.Any(type => string.Equals(type, eni.Type, StringComparison.OrdinalIgnoreCase)))
        && (query.ServiceManaged is null || query.ServiceManaged == eni.ServiceManaged)
        && query.Tags.All(wanted => eni.Tags.Any(tag => tag.Key == wanted.Key && (wanted.Value is null || wanted.Value == tag.Value)));

    private static List<string> Find(EniEmulator emulator, HttpTransport transport, NetworkInterfaceQuery query)
    {
        var client = new ApiClient(emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), transport);
        var search = new NetworkInterfaceSearch(client.Repeating(new RetryPolicy(), SystemClock.Instance, null), "cn-hangzhou", query);
        var found = new List<string>();
        while (search.HasMore)
            found.AddRange(
                search.ReadNextAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult().Select(eni => eni.NetworkInterfaceId));
        return found;
    }

    private static string[] ItemsOf(int i) => (i % 3) switch { 0 => [Prefix(i)], 1 => [Address(i)], _ => [] };

    private static string Address(int i) => Ipv6Address.Parse($"2001:db8::1:{i + 1:x}").ToString();

    private static string Prefix(int i) => Ipv6Prefix.Parse($"2001:db8:0:1:{i + 1:x}::/80").ToString();

    private static Ipv6Item Item(string text) =>
        text.Contains('/', StringComparison.Ordinal) ? new(Ipv6Prefix.Parse(text)) : new(Ipv6Address.Parse(text));

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private static T? Rarely<T>(Random random, Func<T> make)
        where T : class => random.Next(6) == 0 ? make() : null;

    private static T[] Some<T>(Random random, Func<int, T> make) =>
        [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(70)).Distinct().Select(make)];
}
