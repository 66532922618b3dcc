using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>The regions of the account, with no region set.</summary>
public sealed class GetEniRegionTests
{
    [Fact]
    public void It_needs_a_credential_and_no_region()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run("Clear-EniContext; Get-EniRegion -Endpoint $endpoint -Credential $credential").ShouldSucceed();

        Assert.Contains("cn-hangzhou", result.Values("RegionId"));
        Assert.Contains("China (Hangzhou)", result.Values("LocalName"));
        Assert.DoesNotContain("cn-hangzhou-finance", result.Values("RegionId"));
        Assert.Single(session.CallsOf("DescribeRegions"));
    }

    [Theory]
    [InlineData("cn-hangzhou", "cn-hangzhou")]
    [InlineData("CN-*k*", "cn-hongkong cn-zhangjiakou")]
    [InlineData("nosuch*", "")]
    public void Regions_are_chosen_by_id_and_by_wildcard(string pattern, string regions)
    {
        using var session = PowerShellSession.WithEmulator();

        Assert.Equal(
            regions,
            string.Join(' ', session.Run($"Get-EniRegion {pattern}").ShouldSucceed().Values("RegionId").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_region_that_the_account_has_not_is_an_error_and_the_others_are_shown()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(
            "'cn-beijing', 'cn-nosuch', 'cn-hangzhou' | ForEach-Object { [pscustomobject]@{ RegionId = $_ } } | Get-EniRegion");

        Assert.Equal(["cn-beijing", "cn-hangzhou"], result.Values("RegionId"));
        Assert.Equal("InvalidRegionId.NotFound", Assert.Single(result.ErrorIds));
        Assert.Single(session.CallsOf("DescribeRegions"));
    }

    [Fact]
    public void A_language_that_the_service_has_not_is_refused_by_it()
    {
        using var session = PowerShellSession.WithEmulator();

        var id = session.Run("try { Get-EniRegion -AcceptLanguage xx } catch { $_.FullyQualifiedErrorId }").Output.Single().ToString();

        Assert.StartsWith("InvalidAcceptLanguage.NotFound,", id, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-EniRegion cn-* | Where-Object RegionId -In cn-hangzhou, cn-beijing | Get-Eni", "cn-beijing cn-hangzhou")]
    [InlineData("Get-EniRegion cn-beijing | Get-EniIpv6Address", "cn-beijing")]
    [InlineData("[pscustomobject]@{ Region = 'cn-beijing' } | Get-Eni", "cn-beijing")]
    [InlineData(
        "Get-EniRegion cn-* | Where-Object RegionId -In cn-hangzhou, cn-beijing | Get-Eni -Ipv6Address 2001:db8:2345:2b00::1:1",
        "cn-beijing")]
    public void A_region_from_the_pipeline_is_listed(string script, string regions)
    {
        using var session = PowerShellSession.WithEmulator();

        Assert.Equal(
            regions, string.Join(' ', session.Run(script).ShouldSucceed().Values("RegionId").Distinct().Order(StringComparer.Ordinal)));
    }

    /// <summary>What is listed may be piped on to a removal: nothing but a plain region is all of it.</summary>
    [Theory]
    [InlineData("[pscustomobject]@{ RegionId = 'cn-hangzhou'; NetworkInterfaceId = '' } | Get-Eni", "MissingParameter")]
    [InlineData("[pscustomobject]@{ RegionId = 'cn-hangzhou'; EniId = $null } | Get-Eni", "MissingParameter")]
    [InlineData("[pscustomobject]@{ Name = 'cn-hangzhou' } | Get-Eni", "UnknownProperty")]
    [InlineData("Get-EniRegion cn-hangzhou | Get-Eni -NetworkInterfaceId @()", null)]
    [InlineData("Get-Eni -NetworkInterfaceId @()", null)]
    [InlineData("$null | Get-Eni", null)]
    public void What_names_no_ENI_and_is_no_region_lists_nothing(string script, string? id)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(script);

        Assert.Empty(result.Output);
        Assert.Equal(id is null ? [] : [id], result.ErrorIds);
        Assert.Empty(session.CallsOf("DescribeNetworkInterfaces"));
    }
}
