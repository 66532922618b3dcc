using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>The flat view of what is assigned.</summary>
public sealed class GetEniIpv6AddressTests
{
    [Fact]
    public void Without_an_id_it_shows_all_of_the_region()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run("Get-EniIpv6Address -RegionId cn-beijing").ShouldSucceed();

        Assert.Equal(2 + 12 + 2, result.Output.Count);
        Assert.Equal(2, result.Values("Ipv6Prefix").Count(prefix => prefix is not null));
        Assert.All(result.Values("RegionId"), region => Assert.Equal("cn-beijing", region));
    }

    [Fact]
    public void Many_ids_in_the_pipeline_become_one_call_and_a_wrong_one_is_an_error_of_its_own()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(
            "'eni-bp1web01a', 'eni-bp1nosuch', 'not an id', '', 'eni-bp1empty01', 'eni-bp1web02a' | Get-EniIpv6Address");

        Assert.Equal(4, result.Output.Count);
        Assert.Equal(["InvalidEniId.Malformed", "InvalidEniId.NotFound"], result.ErrorIds);
        Assert.Equal("eni-bp1nosuch", result.Errors[1].TargetObject);
        Assert.Single(session.CallsOf("DescribeNetworkInterfaces"));
    }

    [Fact]
    public void Results_of_a_removal_can_be_looked_up_again()
    {
        using var session = PowerShellSession.WithEmulator();

        var left = session.Run("(Get-EniIpv6Address eni-bp1web01b)[0] | Remove-EniIpv6Address -Force | Get-EniIpv6Address").ShouldSucceed();

        Assert.Equal(7, left.Output.Count);
    }
}
