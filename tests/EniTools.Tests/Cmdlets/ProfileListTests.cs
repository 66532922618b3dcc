using EniTools.Emulator;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Where a list of accounts comes from: the file of the vendor's tool, or a role that each account of an organisation has.</summary>
public sealed class ProfileListTests : IDisposable
{
    private const string One = "acs:ram::1000000000000011:role/eni-operator";
    private const string Two = "acs:ram::1000000000000012:role/eni-operator";

    private readonly ScratchFolder _home = new();
    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly PowerShellSession _session = PowerShellSession.Bare();

    public ProfileListTests()
    {
        Directory.CreateDirectory(_home.Combine(".aliyun"));
        File.WriteAllText(_home.Combine(".aliyun", "config.json"), $$"""
            { "current": "hub", "profiles": [
              { "name": "hub", "mode": "AK", "region_id": "cn-hangzhou", "endpoint": "{{_emulator.Endpoint}}",
                "access_key_id": "EniEmulatorOneInterfaceKeyId", "access_key_secret": "{{EniEmulator.AccessKeySecret}}" },
              { "name": "member", "mode": "ChainableRamRoleArn", "source_profile": "hub", "endpoint": "{{_emulator.Endpoint}}",
                "ram_role_arn": "{{One}}" },
              { "name": "laptop", "access_key_id": "LTAIexample", "access_key_secret": "TheSecret" } ] }
            """);
        _session.UseHost(new Dictionary<string, string>(), _home.Path);
    }

    [Fact]
    public void The_profiles_of_the_file_are_listed_without_a_call_and_without_a_secret()
    {
        var result = _session.Run("Get-EniContext -ListAvailable").ShouldSucceed();

        Assert.Equal(["hub", "member", "laptop"], result.Values("ProfileName"));
        Assert.Equal(["AK", "ChainableRamRoleArn", "AK"], result.Values("Mode"));
        Assert.Equal(["cn-hangzhou", null, null], result.Values("RegionId"));
        Assert.Equal([null, "1000000000000011", null], result.Values("AccountId"));
        Assert.Equal(["True", "False", "False"], result.Values("IsCurrent"));
        Assert.DoesNotContain("Secret", _session.Run("Get-EniContext -ListAvailable | ConvertTo-Json -Depth 9").Output.Single().ToString());
        Assert.Empty(_emulator.Requests);
    }

    [Theory]
    [InlineData("Get-EniContext -ListAvailable -ProfileName h* | Get-Eni", "hub", "cn-hangzhou")]
    [InlineData("Get-EniContext -ListAvailable -ProfileName h* | Get-EniRegion *-[bh]* | Get-Eni", "hub", "cn-beijing cn-hangzhou")]
    [InlineData("Get-EniContext -ListAvailable -ProfileName m* | Get-EniRegion cn-hangzhou | Get-EniIpv6Address", "member", "cn-hangzhou")]
    [InlineData("Get-EniContext -ListAvailable -ProfileName m* | Get-EniRegion *-h* | Get-EniIpv6Bandwidth", "member", "cn-hangzhou")]
    public void A_listed_profile_goes_on_to_what_works_in_its_account(string script, string profile, string regions)
    {
        var result = _session.Run(script).ShouldSucceed();

        Assert.All(result.Values("ProfileName"), name => Assert.Equal(profile, name));
        Assert.Equal(regions, string.Join(' ', result.Values("RegionId").Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_role_in_a_list_of_accounts_is_assumed_in_each_and_results_lead_back_to_it()
    {
        var removed = _session.Run(
            "$accounts = Get-EniContext -AccountId 1000000000000011, 1000000000000012 -RoleName eni-operator; "
                + "$accounts | Get-EniRegion cn-hangzhou | Get-EniIpv6Address -Ipv6Address 2001:db8:1234:1a00::2:1 "
                + "| Remove-EniIpv6Address -Force -IgnoreUnassigned").ShouldSucceed();

        Assert.Equal([One, Two], removed.Values("ProfileName").Order(StringComparer.Ordinal));
        Assert.Equal(2, _emulator.Requests.Count(request => request.Action == "AssumeRole"));
        var identities = _session.Run("$accounts | Get-EniContext -Verify").ShouldSucceed();
        Assert.Equal(["1000000000000011", "1000000000000012"], identities.Values("AccountId"));
        Assert.All(
            identities.Values("CredentialSource"), origin => Assert.Contains("assumed with profile hub", origin, StringComparison.Ordinal));
    }

    [Fact]
    public void A_removal_with_a_role_is_taken_back_with_it()
    {
        var undone = _session.Run(
            $"Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -ProfileName {One} -JournalPath $path -Force | Out-Null; "
                + "Undo-EniChange $path -Force",
            ("path", _home.Combine("run.jsonl"))).ShouldSucceed();

        Assert.Equal([One], undone.Values("ProfileName"));
        Assert.Contains("2001:db8:1234:1a00::2:1", _emulator.ItemsOf("eni-bp1web01b"));
    }

    /// <summary>A role may trust the key that assumes it, and not itself.</summary>
    [Fact]
    public void A_role_of_the_session_is_assumed_once_whatever_names_it()
    {
        var result = _session.Run(
            $"Set-EniContext -ProfileName {One} -RegionId cn-hangzhou; $found = Get-EniIpv6Address eni-bp1web01b; "
                + "$found | Remove-EniIpv6Address -Force; $found | Get-EniContext -Verify").ShouldSucceed();

        Assert.All(result.Values("ProfileName"), name => Assert.Equal(One, name));
        Assert.Equal("1000000000000011", result.Output[^1].Properties["AccountId"].Value);
        Assert.Single(_emulator.Requests, request => request.Action == "AssumeRole");
    }

    [Fact]
    public void A_given_credential_assumes_the_role_and_does_not_stand_in_for_it()
    {
        var key = Accounts.SignInWorld.Credential("EniEmulatorOneInterfaceKeyId", EniEmulator.AccessKeySecret);

        var context = _session.Run($"Get-EniContext -Verify -ProfileName {Two} -Credential $key", ("key", key)).ShouldSucceed();

        Assert.Equal(["1000000000000012"], context.Values("AccountId"));
        Assert.Equal([$"role {Two}, assumed with parameter"], context.Values("CredentialSource"));
    }

    [Fact]
    public void A_role_that_may_not_be_assumed_is_the_error_of_its_account_alone()
    {
        var result = _session.Run(
            "$arns | ForEach-Object { [pscustomobject]@{ ProfileName = $_; RegionId = 'cn-hangzhou' } } | Get-Eni",
            ("arns", new[] { "acs:ram::7:role/none", One }));

        Assert.All(result.Values("ProfileName"), name => Assert.Equal(One, name));
        Assert.NotEmpty(result.Output);
        Assert.Equal(["EntityNotExist.Role"], result.ErrorIds);
    }

    public void Dispose()
    {
        _session.Dispose();
        _emulator.Dispose();
        _home.Dispose();
    }
}
