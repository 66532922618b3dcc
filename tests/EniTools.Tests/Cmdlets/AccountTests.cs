using EniTools.Emulator;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Signing in the way people already do, as a user of the cmdlets sees it.</summary>
public sealed class AccountTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("enitools").FullName;
    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly PowerShellSession _session = PowerShellSession.Bare();

    [Fact]
    public void Variables_alone_are_enough()
    {
        Use(
            new()
            {
                ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = EniEmulator.AccessKeyId,
                ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = EniEmulator.AccessKeySecret,
                ["ALIBABA_CLOUD_REGION_ID"] = "cn-hangzhou",
                ["ALIBABA_CLOUD_ENDPOINT"] = _emulator.Endpoint.ToString(),
            });

        Assert.NotEmpty(_session.Run("Get-EniIpv6Address eni-bp1web01a").ShouldSucceed().Output);
        var context = _session.Run("Get-EniContext -Verify").ShouldSucceed();
        Assert.Equal(["variable ALIBABA_CLOUD_REGION_ID"], context.Values("RegionIdSource"));
        Assert.Equal(["variable ALIBABA_CLOUD_ENDPOINT"], context.Values("EndpointSource"));
        Assert.Equal(["1000000000000001"], context.Values("AccountId"));
        Assert.Equal(["EniE...eyId"], context.Values("AccessKeyId"));
    }

    [Fact]
    public void A_profile_brings_key_region_and_endpoint_and_its_role_is_assumed_once_for_the_session()
    {
        WriteProfile();
        Use([]);

        _session.Run(
            "Get-EniIpv6Address eni-bp1web01a -ProfileName prod; Set-EniContext -ProfileName prod; Get-EniIpv6Address eni-bp1web01a")
            .ShouldSucceed();

        Assert.Equal(
            ["AssumeRole", "DescribeNetworkInterfaces", "DescribeNetworkInterfaces"], _emulator.Requests.Select(request => request.Action));
        Assert.Equal(
            [$"profile prod in {Path.Combine(_home, ".aliyun", "config.json")}"],
            _session.Run("Get-EniContext").Values("CredentialSource"));
    }

    [Fact]
    public void What_a_profile_says_that_is_asked_for_by_name_goes_before_variables()
    {
        WriteProfile();
        Use(new() { ["ALIBABA_CLOUD_REGION_ID"] = "cn-beijing", ["ALIBABA_CLOUD_ENDPOINT"] = "https://ecs.cn-beijing.aliyuncs.com" });

        Assert.Equal(
            ["eni-bp1web01a", "eni-bp1web01a"],
            _session.Run("Get-EniIpv6Address eni-bp1web01a -ProfileName prod").ShouldSucceed().Values("NetworkInterfaceId"));
        Assert.Equal(["variable ALIBABA_CLOUD_REGION_ID"], _session.Run("Get-EniContext").Values("RegionIdSource"));
    }

    [Fact]
    public void Without_a_credential_the_error_says_where_was_looked()
    {
        var result = _session.Run("Get-EniIpv6Address -RegionId cn-hangzhou");

        Assert.Equal(["NoCredential"], result.ErrorIds);
        Assert.Contains("ALIBABA_CLOUD_ACCESS_KEY_ID: not set", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "ECS metadata service: asked for the role of this instance. No", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(["ProfileNotUsable"], _session.Run("Get-EniIpv6Address -RegionId cn-hangzhou -ProfileName none").ErrorIds);
    }

    [Fact]
    public void Profile_names_complete_and_without_a_file_nothing_happens()
    {
        const string Complete = "(TabExpansion2 'Get-EniIpv6Address -ProfileName p' 33).CompletionMatches";
        Assert.DoesNotContain("prod", _session.Run(Complete).Values("CompletionText"));
        WriteProfile();
        Use([]);

        Assert.Contains("prod", _session.Run(Complete).Values("CompletionText"));
    }

    [Fact]
    public void A_token_needs_its_key() =>
        Assert.Equal(
            ["BadCredential"],
            _session.Run("Get-EniContext -SecurityToken $token", ("token", PowerShellSession.EmulatorCredential().Password)).ErrorIds);

    public void Dispose()
    {
        _session.Dispose();
        _emulator.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private void Use(Dictionary<string, string> variables) => _session.UseHost(variables, _home);

    private void WriteProfile()
    {
        Directory.CreateDirectory(Path.Combine(_home, ".aliyun"));
        File.WriteAllText(
            Path.Combine(_home, ".aliyun", "config.json"),
            $$"""
            { "profiles": [ {
              "name": "prod", "mode": "RamRoleArn", "region_id": "cn-hangzhou", "endpoint": "{{_emulator.Endpoint}}",
              "access_key_id": "EniEmulatorOneInterfaceKeyId", "access_key_secret": "{{EniEmulator.AccessKeySecret}}",
              "ram_role_arn": "acs:ram::1000000000000001:role/admin" } ] }
            """);
    }
}
