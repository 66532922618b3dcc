using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>The defaults of a session, and the emulator that they usually point to first.</summary>
public sealed class ContextTests
{
    [Fact]
    public void An_emulator_piped_to_the_context_is_all_that_is_needed()
    {
        using var session = PowerShellSession.Bare();

        var result = session.Run(
            "Start-EniEmulator | Set-EniContext; Get-EniIpv6Address | Remove-EniIpv6Address -WhatIf; Get-EniIpv6Address eni-bp1web01a")
            .ShouldSucceed();

        Assert.Equal(["2001:db8:1234:1a00::1:1", "2001:db8:1234:1a00::1:2"], result.Values("Ipv6Address"));
    }

    [Fact]
    public void What_is_not_given_stays_and_Clear_forgets_all()
    {
        using var session = PowerShellSession.Bare();
        session.Run("Set-EniContext cn-hangzhou -Credential $credential", ("credential", PowerShellSession.EmulatorCredential()))
            .ShouldSucceed();

        var changed = session.Run("Set-EniContext -Endpoint ecs.example.com -PassThru").ShouldSucceed();
        Assert.Equal(["cn-hangzhou"], changed.Values("RegionId"));
        Assert.Equal(["https://ecs.example.com/"], changed.Values("Endpoint"));
        Assert.Equal(["EniE...eyId"], changed.Values("AccessKeyId"));

        var cleared = session.Run("Clear-EniContext; Get-EniContext").ShouldSucceed();
        Assert.Equal([null], cleared.Values("RegionId"));
        Assert.Equal([null], cleared.Values("AccessKeyId"));
    }

    [Fact]
    public void Each_region_from_the_pipeline_has_its_context()
    {
        using var session = PowerShellSession.Bare();

        var result = session.Run(
            "[pscustomobject]@{ RegionId = 'cn-qingdao' }, [pscustomobject]@{ RegionId = 'cn-beijing' } | Get-EniContext").ShouldSucceed();

        Assert.Equal(["cn-qingdao", "cn-beijing"], result.Values("RegionId"));
        Assert.Equal(["https://ecs.cn-qingdao.aliyuncs.com/", "https://ecs.cn-beijing.aliyuncs.com/"], result.Values("Endpoint"));
    }

    [Theory]
    [InlineData("Set-EniContext -RegionId 'Hang Zhou'", "InvalidRegionId")]
    [InlineData("Set-EniContext -Endpoint http://example.com", "BadEndpoint")]
    public void A_bad_default_is_refused_and_changes_nothing(string script, string id)
    {
        using var session = PowerShellSession.Bare();
        session.Run("Set-EniContext -RegionId cn-beijing").ShouldSucceed();

        Assert.Equal([id], session.Run(script).ErrorIds);

        Assert.Equal(["cn-beijing"], session.Run("Get-EniContext").Values("RegionId"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("copied with a line break\n")]
    public void A_credential_that_cannot_be_a_key_is_refused_when_it_is_set(string secret)
    {
        using var session = PowerShellSession.Bare();

        var result = session.Run("Set-EniContext -Credential $credential", ("credential", PowerShellSession.EmulatorCredential(secret)));

        Assert.Equal(["BadCredential"], result.ErrorIds);
        Assert.DoesNotContain("Parameter", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal([null], session.Run("Get-EniContext").ShouldSucceed().Values("AccessKeyId"));
    }

    [Theory]
    [InlineData("Get-EniIpv6Address -RegionId $nosuch | Remove-EniIpv6Address -Force")]
    [InlineData("Get-Eni -Region ''")]
    [InlineData("Get-EniRegion $nosuch | Get-Eni")]
    [InlineData("Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force -RegionId $nosuch")]
    [InlineData("[pscustomobject]@{ NetworkInterfaceId = 'eni-bp1web01b'; RegionId = 'cn-hangzhou' } | Get-EniIpv6Address -RegionId ' '")]
    public void On_the_command_line_no_other_region_stands_in_for_an_empty_one(string script)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(script);

        Assert.Equal(["MissingParameter"], result.ErrorIds);
        Assert.Empty(session.Emulator.Requests);
    }

    [Fact]
    public void Two_runspaces_never_see_each_others_context_or_emulators()
    {
        using var one = PowerShellSession.Bare();
        using var other = PowerShellSession.Bare();
        one.Run("Start-EniEmulator | Set-EniContext").ShouldSucceed();

        Assert.Equal([null], other.Run("Get-EniContext").Values("RegionId"));
        Assert.Empty(other.Run("Get-EniEmulator").Output);
    }

    [Fact]
    public void Emulators_are_listed_and_stopped_one_by_one_or_all()
    {
        using var session = PowerShellSession.Bare();
        session.Run("$one = Start-EniEmulator; $two = Start-EniEmulator; $three = Start-EniEmulator").ShouldSucceed();

        session.Run("Stop-EniEmulator $two").ShouldSucceed();
        Assert.Equal(2, session.Run("Get-EniEmulator").Output.Count);
        Assert.Equal(["EmulatorNotFound"], session.Run("$two | Stop-EniEmulator").ErrorIds);

        session.Run("Stop-EniEmulator").ShouldSucceed();
        Assert.Empty(session.Run("Get-EniEmulator").Output);
    }

    [Fact]
    public void A_port_that_is_taken_is_an_error_that_says_so()
    {
        using var session = PowerShellSession.Bare();

        var result = session.Run("$port = (Start-EniEmulator).Endpoint.Port; Start-EniEmulator -Port $port");

        Assert.Equal(["EmulatorDidNotStart"], result.ErrorIds);
    }
}
