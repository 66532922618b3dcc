using System.Text.Json;
using System.Text.RegularExpressions;

namespace EniTools.Emulator.Tests.VendorClients;

/// <summary>Each member that the vendor's SDK declares for an ENI is in an answer, or docs/emulator.md says why it is not.</summary>
[Trait("Needs", "Process")]
public sealed partial class MemberTests : IDisposable
{
    private const string Region = "RegionId=cn-hangzhou";

    private static readonly string[] Actions = ["CreateNetworkInterface", "DescribeNetworkInterfaces", "DescribeNetworkInterfaceAttribute"];

    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly TestClient _client;

    public MemberTests() => _client = new TestClient(_emulator);

    [Fact]
    public async Task A_member_is_shown_or_explained()
    {
        var declared = (await VendorScript.RunAsync("shapes.js", [.. Actions.Select(action => "ecs:" + action)])).ToDictionary(
            line => line.Key, line => line.Value.GetProperty("members").EnumerateObject().Select(member => member.Name).ToHashSet());
        var explained = Explained();
        var unexplained = explained.ToHashSet();

        foreach (var (action, shown) in await ShownAsync())
        {
            var missing = declared[action].Except(shown).ToList();
            Assert.All(missing, member => Assert.Contains(member.Split('/'), explained.Contains));
            unexplained.RemoveWhere(name => missing.Exists(member => member.Split('/').Contains(name)));
            // The answer to a creation tells more than the SDK reads.
            if (action.StartsWith("Describe", StringComparison.Ordinal))
                Assert.Empty(shown.Except(declared[action]));
        }

        Assert.Empty(unexplained);
    }

    public void Dispose()
    {
        _client.Dispose();
        _emulator.Dispose();
    }

    // ENIs that have everything that one can have.
    private async Task<Dictionary<string, HashSet<string>>> ShownAsync()
    {
        const string create = Region + "&VSwitchId=vsw-bp1main&SecurityGroupId=sg-bp1main&Tag.1.Key=owner&Tag.1.Value=lisi"
            + "&Ipv4Prefix.1=192.168.1.16/28";
        var withAddress = await _client.CallAsync("CreateNetworkInterface", create + "&Ipv6AddressCount=1&EnablePrimaryIPv6=true");
        var withPrefix = await _client.CallAsync("CreateNetworkInterface", create + "&Ipv6PrefixCount=1");
        string[] ids = [Id(withAddress), Id(withPrefix)];
        foreach (var id in ids)
        {
            Assert.Equal(200, (await _client.CallAsync(
                "AttachNetworkInterface", $"{Region}&NetworkInterfaceId={id}&InstanceId=i-bp1web01&NetworkCardIndex=0")).Status);
        }

        var named = $"{Region}&NetworkInterfaceId.1={ids[0]}&NetworkInterfaceId.2={ids[1]}";
        return new()
        {
            ["CreateNetworkInterface"] = MembersOf(withAddress, withPrefix),
            ["DescribeNetworkInterfaces"] = MembersOf(
                await _client.CallAsync("DescribeNetworkInterfaces", named),
                await _client.CallAsync("DescribeNetworkInterfaces", named + "&PageNumber=1")),
            ["DescribeNetworkInterfaceAttribute"] = MembersOf(
                await LookAsync(ids[0]), await LookAsync(ids[1])),
        };
    }

    private Task<TestAnswer> LookAsync(string id) => _client.CallAsync(
        "DescribeNetworkInterfaceAttribute", $"{Region}&NetworkInterfaceId={id}&Attribute=connectionTrackingConfiguration");

    private static string Id(TestAnswer answer) => answer.Json.GetProperty("NetworkInterfaceId").GetString()!;

    private static HashSet<string> MembersOf(params TestAnswer[] answers) => [.. answers.SelectMany(answer => MembersOf(answer.Json, ""))];

    private static IEnumerable<string> MembersOf(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(
            member => MembersOf(member.Value, path.Length == 0 ? member.Name : $"{path}/{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => MembersOf(item, path)),
        _ => [path],
    };

    // The names in the first column of the page's table of missing members.
    private static HashSet<string> Explained()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "EniTools.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return
        [
            .. File.ReadLines(Path.Combine(folder, "docs", "emulator.md"))
                .SkipWhile(line => line != "| member that is not there | why |").Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
                .SelectMany(line => Name().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value)),
        ];
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
