using System.Management.Automation;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using EniTools.Emulator;
using EniTools.Emulator.Faults;
using EniTools.Emulator.Http;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>One pipeline over many profiles and regions: none waits for another, and what is kept and open stays bounded.</summary>
public sealed class ManyAccountsTests : IDisposable
{
    private const int Many = 200;
    private static readonly string[] Regions = ["cn-hangzhou", "cn-beijing", "cn-shanghai"];

    private readonly ScratchFolder _home = new();
    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly EniEmulator _hung = EniEmulator.Start();
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);
    private readonly PowerShellSession _session = PowerShellSession.Bare();

    public ManyAccountsTests()
    {
        _silent.Start();
        _hung.Faults.Add(new() { Kind = FaultKind.HangBeforeEffect });
    }

    [Theory]
    [InlineData("Get-Eni", "NetworkInterfaceId")]
    [InlineData("Get-EniIpv6Address -IncludeBandwidth", "Ipv6Address")]
    [InlineData("Get-EniIpv6Bandwidth", "Ipv6Address")]
    public void Each_account_has_its_results_in_the_order_that_it_has_alone(string command, string property)
    {
        UseProfiles(Profiles(3));
        var alone = _session.Run(
            $"$rows | Select-Object RegionId | {command} -ProfileName a000", ("rows", Rows(["a000"]))).ShouldSucceed();

        var together = _session.Run($"$rows | {command}", ("rows", Rows(["a000", "a001", "a002"]))).ShouldSucceed();

        Assert.NotEmpty(alone.Output);
        foreach (var profile in new[] { "a000", "a001", "a002" })
        {
            Assert.Equal(
                alone.Values(property),
                together.Output.Where(item => (string)item.Properties["ProfileName"].Value == profile)
                    .Select(item => item.Properties[property].Value?.ToString()));
        }
    }

    [Theory]
    [InlineData("$rows | Get-Eni", 2)]
    [InlineData("$rows | Get-EniIpv6Address", 2)]
    [InlineData("$rows | Get-EniIpv6Bandwidth", 1)]
    // Not Get-EniRegion | Get-Eni: in a pipeline of PowerShell, the second writes what it found last when the first is done.
    [InlineData("$rows | Get-EniRegion", 3)]
    public void No_account_waits_for_one_that_hangs(string script, int atLeast)
    {
        // The first ones hang, one at each place where a call or its key can be waited for.
        UseProfiles([Profile("hung", _hung.Endpoint), KeyUri("silent", SilentUri), RoleOf("sts", _hung.Endpoint), .. Profiles(40)]);
        string[] names = ["hung", "silent", "sts", .. Names(40)];

        // It ends once as many have come as all the others have together.
        var each = _session.Run(script, ("rows", Rows(["a000"]))).ShouldSucceed().Output.Count;
        var result = _session.Run($"{script} | Select-Object -First {each * 40}", ("rows", Rows(names)));

        Assert.InRange(each, atLeast, int.MaxValue);
        Assert.Equal(each * 40, result.ShouldSucceed().Output.Count);
        Assert.Equal(Names(40), result.Values("ProfileName").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_account_whose_key_cannot_be_had_is_asked_for_it_once_and_each_of_its_inputs_is_an_error()
    {
        using var keys = HttpServer.Listen(IPAddress.Loopback, 0, HttpLimits.Default, () => DateTimeOffset.UtcNow);
        var asked = 0;
        keys.Serve((_, _) =>
        {
            Interlocked.Increment(ref asked);
            return Task.FromResult(new OutgoingAnswer(500, "text/plain", [], ""));
        });
        UseProfiles([KeyUri("keyless", keys.Endpoint), .. Profiles(2)]);

        var result = _session.Run("$rows | Get-Eni", ("rows", Rows(["keyless", "a000", "a001"])));

        Assert.Equal(1, Volatile.Read(ref asked));
        Assert.Equal(["a000", "a001"], result.Values("ProfileName").Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Regions, result.Errors.Select(error => ((PSObject)error.TargetObject).Properties["RegionId"].Value));
        Assert.All(result.Errors, error => Assert.StartsWith("Profile keyless: ", error.ToString(), StringComparison.Ordinal));
        Assert.Empty(_session.Run("$errors.TargetObject | Get-Eni", ("errors", result.Errors)).Output);
    }

    [Fact]
    public void A_failed_search_can_be_piped_back_in_with_its_account()
    {
        UseProfiles(Profiles(2));
        _emulator.Faults.Add(new() { Kind = FaultKind.Refuse, Count = 2, Status = 403, Code = "Forbidden.RAM" });

        var failed = _session.Run("$rows | Get-Eni", ("rows", Rows(["a000", "a001"])));
        var again = _session.Run("$targets | Get-Eni", ("targets", failed.Errors.Select(error => error.TargetObject).ToList()));

        Assert.Equal(2, failed.Errors.Count);
        Assert.Equal(
            _session.Run("$rows | Get-Eni", ("rows", Rows(["a000", "a001"]))).Output.Count,
            failed.Output.Count + again.ShouldSucceed().Output.Count);
    }

    [Fact]
    public void Sockets_stay_bounded_over_hundreds_of_accounts()
    {
        UseProfiles(Profiles(Many));
        // Long enough that all would be at work at once if nothing bounded them.
        _emulator.Faults.Add(new() { LatencyMilliseconds = 20 });

        var result = _session.Run("$rows | Get-Eni", ("rows", Rows(Names(Many)))).ShouldSucceed();

        var open = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
            .Count(connection => connection.RemoteEndPoint.Port == _emulator.Endpoint.Port && connection.State == TcpState.Established);
        Assert.Equal(Many, result.Values("ProfileName").Distinct().Count());
        Assert.Equal(Many * Regions.Length, _emulator.Requests.Count);
        // The pool may open one more for each call that finds none free.
        Assert.InRange(open, 1, 64);
    }

    [Fact]
    public void What_is_kept_of_an_account_is_let_go_when_its_work_is_done()
    {
        UseProfiles(Profiles(Many));

        var result = _session.Run(
            "Import-Module -Assembly $assembly; $rows | Test-EniAccountLife",
            ("assembly", typeof(TestEniAccountLifeCommand).Assembly), ("rows", Rows(Names(Many)))).ShouldSucceed();

        Assert.Equal([$"{Many} opened, 0 alive"], result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void Progress_says_which_accounts_are_done()
    {
        UseProfiles(Profiles(3));
        _emulator.Faults.Add(new() { LatencyMilliseconds = 400 });

        var progress = _session.Run("$rows | Get-Eni", ("rows", Rows(["a000", "a001", "a002"]))).ShouldSucceed().Progress
            .Where(record => record.Activity == "Get-Eni").ToList();

        Assert.Matches("^[0-3] of 3 accounts done", progress[0].StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
    }

    public void Dispose()
    {
        _session.Dispose();
        _silent.Stop();
        _emulator.Dispose();
        _hung.Dispose();
        _home.Dispose();
    }

    private Uri SilentUri => new($"http://{_silent.LocalEndpoint}/");

    private static IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(i => $"a{i:d3}");

    private static List<PSObject> Rows(IEnumerable<string> profiles) => [.. profiles.SelectMany(profile => Regions.Select(region =>
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("ProfileName", profile));
        row.Properties.Add(new PSNoteProperty("RegionId", region));
        return row;
    }))];

    private IEnumerable<JsonObject> Profiles(int count) => Names(count).Select(name => Profile(name, _emulator.Endpoint));

    private static JsonObject Profile(string name, Uri endpoint) => new()
    {
        ["name"] = name,
        ["mode"] = "AK",
        ["endpoint"] = endpoint.ToString(),
        ["access_key_id"] = EniEmulator.AccessKeyId,
        ["access_key_secret"] = EniEmulator.AccessKeySecret,
    };

    private JsonObject KeyUri(string name, Uri uri) => new()
    {
        ["name"] = name,
        ["mode"] = "CredentialsURI",
        ["endpoint"] = _emulator.Endpoint.ToString(),
        ["credentials_uri"] = uri.ToString(),
    };

    private JsonObject RoleOf(string name, Uri sts)
    {
        var profile = Profile(name, _emulator.Endpoint);
        profile["mode"] = "RamRoleArn";
        profile["sts_endpoint"] = sts.ToString();
        profile["ram_role_arn"] = "acs:ram::1000000000000001:role/admin";
        return profile;
    }

    private void UseProfiles(IEnumerable<JsonObject> profiles)
    {
        Directory.CreateDirectory(_home.Combine(".aliyun"));
        File.WriteAllText(
            _home.Combine(".aliyun", "config.json"),
            new JsonObject { ["profiles"] = new JsonArray([.. profiles]) }.ToJsonString());
        _session.UseHost(new Dictionary<string, string>(), _home.Path);
    }
}
