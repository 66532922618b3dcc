using System.Management.Automation;
using EniTools.Emulator;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>What was found or changed with a profile carries it, and goes on to the same account whatever the session uses. Each profile here leads to an emulator of its own.</summary>
public sealed class ProfileInPipelineTests : IDisposable
{
    private const string One = "2001:db8:1234:1a00::2:1";
    private const string Two = "2001:db8:1234:1a00::2:2";

    private readonly ScratchFolder _home = new();
    private readonly EniEmulator _prod = EniEmulator.Start();
    private readonly EniEmulator _test = EniEmulator.Start();
    private readonly ScriptedHost _host = new("Yes to All");
    private readonly PowerShellSession _session;

    public ProfileInPipelineTests()
    {
        _session = PowerShellSession.Bare(_host);
        Directory.CreateDirectory(_home.Combine(".aliyun"));
        File.WriteAllText(_home.Combine(".aliyun", "config.json"), $$"""
            { "profiles": [ {{Profile("prod", _prod)}}, {{Profile("test", _test)}},
              { "name": "broken", "mode": "AK", "region_id": "cn-hangzhou", "access_key_id": "half" } ] }
            """);
        _session.UseHost(new Dictionary<string, string>(), _home.Path);
        _session.Run("Set-EniContext -ProfileName test").ShouldSucceed();
    }

    [Theory]
    [InlineData($"Remove-EniIpv6Address {One} eni-bp1web01b -Force -ProfileName prod | Add-EniIpv6Address")]
    [InlineData("Get-EniIpv6Address eni-bp1web01b -ProfileName prod | Remove-EniIpv6Address -Force | Get-EniIpv6RemovalPlan")]
    [InlineData(
        "Get-Eni eni-bp1web01b -ProfileName prod | Get-EniIpv6RemovalPlan | Where-Object WouldRemove | Remove-EniIpv6Address -Force | "
            + "Get-Eni")]
    [InlineData("Get-Eni eni-bp1spare01 -ProfileName prod | Add-EniIpv6Address -Ipv6AddressCount 1 | Get-EniIpv6Address")]
    [InlineData("Get-EniRegion cn-hangzhou -ProfileName prod | Get-Eni -Status Available")]
    public void A_pipeline_stays_in_the_account_that_it_began_in(string script)
    {
        var result = _session.Run(script).ShouldSucceed();

        Assert.NotEmpty(result.Output);
        Assert.All(result.Values("ProfileName"), profile => Assert.Equal("prod", profile));
        Assert.NotEmpty(_prod.Requests);
        Assert.Empty(_test.Requests);
    }

    [Fact]
    public void A_profile_of_the_session_is_carried_too_and_a_credential_has_none()
    {
        _session.Run(
            "$removed = Remove-EniIpv6Address $one eni-bp1web01b -Force; Set-EniContext -ProfileName prod; $removed | Add-EniIpv6Address",
            ("one", One)).ShouldSucceed();
        var keyed = _session.Run(
            "Get-EniIpv6Address eni-bp1web01b -Credential $key -Endpoint "
                + "$endpoint", ("key", PowerShellSession.EmulatorCredential()), ("endpoint", _test.Endpoint)).ShouldSucceed();

        Assert.Equal(
            ["UnassignIpv6Addresses", "AssignIpv6Addresses", "DescribeNetworkInterfaces"],
            _test.Requests.Select(request => request.Action));
        Assert.All(keyed.Values("ProfileName"), Assert.Null);
    }

    [Fact]
    public void Rows_of_several_accounts_become_calls_of_each_account_and_never_mix()
    {
        var result = _session.Run(
            "$rows | Remove-EniIpv6Address -Confirm:$true",
            ("rows", Rows(("prod", One), ("", One), ("test", Two), ("prod", Two), ("test", One)))).ShouldSucceed();

        Assert.Equal(4, result.Output.Count);
        Assert.Equal([One, Two], Addresses(_prod));
        // An empty cell is no profile, and the session's is the one that another row names.
        Assert.Equal([One, Two], Addresses(_test));
        Assert.Contains(_host.Questions, question => question.Contains("(profile prod)", StringComparison.Ordinal));
    }

    [Fact]
    public void Tags_of_ENIs_are_looked_up_in_the_account_of_each_row_which_its_error_names()
    {
        var result = _session.Run(
            "Set-EniContext -ProtectedTag @{ env = 'prod' }; $rows | Remove-EniIpv6Address -Force",
            ("rows", Rows(("prod", One), ("test", One), ("prod", Two))));

        Assert.Equal(["Protected", "Protected", "Protected"], result.ErrorIds);
        Assert.Equal(
            [("prod", One), ("prod", Two), ("test", One)],
            result.Errors.Select(error => (Output.EniIpv6Target)error.TargetObject)
                .Select(target => (target.ProfileName, target.Ipv6Address)));
        Assert.Single(_prod.Requests);
        Assert.Single(_test.Requests);
    }

    [Fact]
    public void A_profile_that_gives_no_key_is_the_error_of_its_rows_alone()
    {
        var result = _session.Run(
            "$rows | Remove-EniIpv6Address -Force",
            ("rows", Rows(("broken", One), ("prod", One), ("nosuch", Two), ("prod", "2001:db8::dead"))));

        Assert.Equal([One], result.Values("Ipv6Address"));
        Assert.Equal(["ProfileNotUsable", "ProfileNotUsable", "InvalidIp.IpUnassigned"], result.ErrorIds);
        Assert.Equal(["broken", "nosuch", "prod"], result.Errors.Select(error => ((Output.EniIpv6Target)error.TargetObject).ProfileName));
    }

    [Fact]
    public void A_profile_of_the_session_that_gives_no_key_is_the_error_of_the_rows_that_name_it_alone()
    {
        var result = _session.Run(
            "Set-EniContext -ProfileName broken; $rows | Remove-EniIpv6Address -Force", ("rows", Rows(("broken", One), ("prod", One))));

        Assert.Equal([One], result.Values("Ipv6Address"));
        Assert.Equal(["ProfileNotUsable"], result.ErrorIds);
    }

    [Theory]
    [InlineData("Get-EniIpv6Address -ProfileName ''")]
    [InlineData("Get-EniIpv6Address -ProfileName $nosuch")]
    [InlineData("$rows | Remove-EniIpv6Address -Force -ProfileName $nosuch")]
    [InlineData("$rows | Remove-EniIpv6Address -Force -ProfileName broken")]
    [InlineData("Get-EniRegion -ProfileName broken")]
    public void On_the_command_line_no_other_account_stands_in_for_a_profile(string script)
    {
        var result = _session.Run(script, ("rows", Rows(("prod", One))));

        Assert.Equal(["ProfileNotUsable"], result.ErrorIds);
        Assert.Empty(_prod.Requests.Concat(_test.Requests));
    }

    public void Dispose()
    {
        _session.Dispose();
        _prod.Dispose();
        _test.Dispose();
        _home.Dispose();
    }

    private static string Profile(string name, EniEmulator emulator) =>
        $$"""
        { "name": "{{name}}", "mode": "AK", "region_id": "cn-hangzhou", "endpoint": "{{emulator.Endpoint}}",
          "access_key_id": "{{EniEmulator.AccessKeyId}}", "access_key_secret": "{{EniEmulator.AccessKeySecret}}" }
        """;

    private static List<PSObject> Rows(params IEnumerable<(string Profile, string Address)> rows) => [.. rows.Select(row =>
    {
        var record = new PSObject();
        record.Properties.Add(new PSNoteProperty("ProfileName", row.Profile));
        record.Properties.Add(new PSNoteProperty("RegionId", "cn-hangzhou"));
        record.Properties.Add(new PSNoteProperty("NetworkInterfaceId", "eni-bp1web01b"));
        record.Properties.Add(new PSNoteProperty("Ipv6Address", row.Address));
        return record;
    })];

    private static IEnumerable<string> Addresses(EniEmulator emulator) => Assert.Single(emulator.Requests).Parameters
        .Where(parameter => parameter.Key.StartsWith("Ipv6Address.", StringComparison.Ordinal)).Select(parameter => parameter.Value)
            .Order(StringComparer.Ordinal);
}
