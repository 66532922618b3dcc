using EniTools.Api.Tests.Finding;
using EniTools.Emulator.Faults;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Finding ENIs: by each filter, page by page, and no further than the pipeline wants.</summary>
public sealed class GetEniTests
{
    [Theory]
    [InlineData("eni-bp1web01a", "eni-bp1web01a")]
    [InlineData("-EniId eni-bp1web02a, eni-bp1web01a", "eni-bp1web01a eni-bp1web02a")]
    [InlineData("-InstanceId i-bp1web02", "eni-bp1web02a eni-bp1web02b")]
    [InlineData("-VpcId vpc-2zemain -Region cn-beijing", "eni-2zedb01a eni-2zedb01b")]
    [InlineData("-VSwitchId vsw-bp1ipv4only", "")]
    [InlineData("-SecurityGroupId sg-bp1web -InstanceId i-bp1web02", "eni-bp1web02a eni-bp1web02b")]
    [InlineData("-SecurityGroupId sg-bp1web -InstanceId i-bp1web02 -Type Secondary", "eni-bp1web02b")]
    [InlineData("-ResourceGroupId rg-bp1trunk", "eni-bp1trunk01")]
    [InlineData("-PrivateIpAddress 192.168.0.3, 192.168.1.2", "eni-bp1web01b eni-bp1web02a")]
    [InlineData("-Ipv6Address 2001:DB8:1234:1a00:0:0:7:1", "eni-bp1spare01")]
    [InlineData("-Ipv6Address 2001:db8:1234:1a01:71::/80, 2001:db8:1234:1a00::3:1", "eni-bp1spare01 eni-bp1web02a")]
    [InlineData("-Ipv6Prefix 2001:db8:1234:1a01:71::/80", "eni-bp1spare01")]
    [InlineData("-Name web-0?*primary", "eni-bp1web01a eni-bp1web02a")]
    [InlineData("-NetworkInterfaceName 'spare'", "eni-bp1spare01")]
    [InlineData("-Name 'web-0[12] PRIMARY'", "eni-bp1web01a eni-bp1web02a")]
    [InlineData("-Status available, Attaching", "eni-bp1attach01 eni-bp1empty01 eni-bp1spare01")]
    [InlineData("-Type member", "eni-bp1member01")]
    [InlineData("-ServiceManaged", "eni-bp1service01")]
    [InlineData("-ServiceManaged:$false -Status Available", "eni-bp1empty01 eni-bp1spare01")]
    [InlineData("-Tag @{ tier = 'web'; env = '*' } -Type Primary", "eni-bp1web01a eni-bp1web02a eni-bp1web03a")]
    [InlineData("-Tag @{ env = 'nosuch' }", "")]
    public void Each_filter_leaves_what_fits_it(string arguments, string enis)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run($"Get-Eni {arguments}").ShouldSucceed();

        Assert.Equal(enis, string.Join(' ', result.Values("NetworkInterfaceId").Order(StringComparer.Ordinal)));
        Assert.Single(session.Emulator.Requests);
    }

    [Theory]
    [InlineData("-InstanceId i-bp1*", "-InstanceId", "i-bp1*")]
    [InlineData("-VpcId 'vpc-bp1mai?'", "-VpcId", "vpc-bp1mai?")]
    [InlineData("-VSwitchId vsw-*", "-VSwitchId", "vsw-*")]
    [InlineData("-SecurityGroupId 'sg-bp1[mw]'", "-SecurityGroupId", "sg-bp1[mw]")]
    [InlineData("-ResourceGroupId *", "-ResourceGroupId", "*")]
    [InlineData("-Status In*", "-Status", "In*")]
    [InlineData("-Type Second*", "-Type", "Second*")]
    public void A_wildcard_where_none_is_taken_is_an_error_and_not_an_empty_answer(string arguments, string parameter, string text)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run($"Get-Eni {arguments}");

        var error = Assert.Single(result.Errors);
        Assert.StartsWith("InvalidParameter,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith($"{parameter} is '{text}'", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Empty(session.Emulator.Requests);
    }

    [Fact]
    public void The_other_values_of_a_list_with_a_wildcard_go_on()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run("Get-Eni -Type Member, Tr*");

        Assert.Equal(["eni-bp1member01"], result.Values("NetworkInterfaceId"));
        Assert.Equal(["InvalidParameter"], result.ErrorIds);
    }

    [Fact]
    public void An_ENI_shows_all_that_the_service_tells_of_it()
    {
        using var session = PowerShellSession.WithEmulator();

        var eni = Assert.IsType<Output.Eni>(session.Run("Get-Eni eni-bp1web01b").ShouldSucceed().Output.Single().BaseObject);

        Assert.Equal(
            ("cn-hangzhou", "web-01 data", "InUse", "Secondary", "i-bp1web01"),
            (eni.RegionId, eni.NetworkInterfaceName, eni.Status, eni.Type, eni.InstanceId));
        Assert.Equal((5, 3, "2001:db8:1234:1a00::2:1"), (eni.Ipv6Address.Length, eni.Ipv6Prefix.Length, eni.Ipv6Address[0]));
        Assert.Equal(["192.168.0.2", "192.168.1.2"], eni.PrivateIpAddresses);
        Assert.Equal(["sg-bp1main", "sg-bp1web"], eni.SecurityGroupIds);
        Assert.Equal(("prod", "rg-bp1web"), (eni.Tags["env"], eni.ResourceGroupId));
        Assert.Equal(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), eni.CreationTime);
    }

    [Fact]
    public void Remove_takes_all_that_the_ENIs_have_and_an_empty_one_is_no_error()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run("Get-Eni eni-bp1web01b, eni-bp1empty01, eni-bp1spare01 | Remove-EniIpv6Address -Force").ShouldSucceed();

        Assert.Equal(5 + 3 + 3 + 1, result.Output.Count);
        Assert.Empty(session.Emulator.ItemsOf("eni-bp1web01b"));
        Assert.Empty(session.Emulator.ItemsOf("eni-bp1spare01"));
    }

    [Fact]
    public void ENIs_bind_to_the_flat_view_with_their_regions()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run("& { Get-Eni -Type Primary; Get-Eni -Type Primary -RegionId cn-beijing } | Get-EniIpv6Address")
            .ShouldSucceed();

        Assert.Equal(2 + 2 + 2 + 2, result.Output.Count);
        Assert.Equal(4, session.Emulator.Requests.Count);
    }

    [Fact]
    public void Ids_in_the_pipeline_become_calls_of_a_hundred_and_each_that_is_wrong_is_an_error_that_can_be_piped_back()
    {
        using var world = new MadeWorld(Enumerable.Range(0, 250).Select(i => new MadeEni($"eni-{i}")));
        using var session = PowerShellSession.WithEmulator(options: world.Options);

        var result = session.Run("& { 0..249 | ForEach-Object { \"eni-$_\" }; 'eni-nosuch'; 'ENI-1'; '' } | Get-Eni");

        Assert.Equal(250, result.Output.Count);
        Assert.Equal(["InvalidEniId.Malformed", "InvalidEniId.NotFound"], result.ErrorIds);
        Assert.Equal("eni-nosuch", result.Errors[1].TargetObject);
        Assert.Equal(3, session.Emulator.Requests.Count);
    }

    [Fact]
    public void An_id_that_is_there_and_does_not_fit_a_filter_is_no_error()
    {
        using var session = PowerShellSession.WithEmulator();

        Assert.Empty(session.Run("Get-Eni eni-bp1web01a -Status Available").ShouldSucceed().Output);
    }

    [Fact]
    public void A_text_that_is_no_address_is_an_error_of_its_own_and_never_widens_the_search()
    {
        using var session = PowerShellSession.WithEmulator();

        var some = session.Run("Get-Eni -Ipv6Address junk, 2001:db8:1234:1a00::3:1 -PrivateIpAddress 192.168.0.3, 10.1");
        var none = session.Run("Get-Eni -Ipv6Address junk; Get-Eni -PrivateIpAddress junk; Get-EniIpv6Address -Ipv6Prefix 2001:db8::1/80");

        Assert.Equal(["eni-bp1web02a"], some.Values("NetworkInterfaceId"));
        Assert.Equal(["InvalidIp.Address", "InvalidIp.Address"], some.ErrorIds);
        Assert.Empty(none.Output);
        Assert.Equal(["InvalidIp.Address", "InvalidIp.Address", "InvalidIp.IpPrefixNotStrict"], none.ErrorIds);
    }

    [Fact]
    public void A_failed_call_names_the_region_and_ends_the_listing()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new Fault { Kind = FaultKind.Refuse, Code = "InvalidParameter", Status = 400, Count = 1 });

        var result = session.Run("Get-Eni");

        Assert.Empty(result.Output);
        Assert.Equal("InvalidParameter", Assert.Single(result.ErrorIds));
        Assert.Equal("cn-hangzhou", result.Errors[0].TargetObject);
    }

    // 1,600 ENIs are four pages.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(500, 2)]
    [InlineData(502, 3)]
    [InlineData(1600, 4)]
    public void It_asks_for_a_page_ahead_at_most_and_for_none_that_is_not_wanted(int wanted, int mostCalls)
    {
        using var world = new MadeWorld(Enumerable.Range(0, 1600).Select(i => new MadeEni($"eni-{i}")));
        using var session = PowerShellSession.WithEmulator(options: world.Options);

        session.Run($"$n = 0; foreach ($once in 1) {{ Get-Eni | ForEach-Object {{ if (++$n -eq {wanted}) {{ break }} }} }}")
            .ShouldSucceed();
        Assert.Equal(wanted, session.Run("$n").Output.Single().BaseObject);

        Assert.InRange(session.Emulator.Requests.Count, mostCalls == 1 ? 1 : mostCalls - 1, mostCalls);
    }

    [Fact]
    public void Objects_are_there_before_the_last_page_is()
    {
        using var world = new MadeWorld(Enumerable.Range(0, 1600).Select(i => new MadeEni($"eni-{i}")));
        using var session = PowerShellSession.WithEmulator(options: world.Options);
        session.Emulator.Faults.Add(new Fault { Count = 2 });
        session.Emulator.Faults.Add(new Fault { LatencyMilliseconds = 600_000 });

        var result = session.Run("$n = 0; foreach ($once in 1) { Get-Eni | ForEach-Object { if (++$n -eq 1000) { break } } }; $n")
            .ShouldSucceed();

        Assert.Equal(1000, result.Output.Single().BaseObject);
    }
}
