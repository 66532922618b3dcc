using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Every way in which a user names what to remove.</summary>
public sealed class RemoveInputTests
{
    // An ENI of the emulator's default world with five addresses and three prefixes.
    private const string Eni = "eni-bp1web01b";
    private const string First = "2001:db8:1234:1a00::2:1";
    private const string Second = "2001:db8:1234:1a00::2:2";
    private const string Prefix = "2001:db8:1234:1a01:21::/80";

    public static TheoryData<string, string[]> Forms => new()
    {
        // Text, alone and as a list, by pipeline and by position.
        { $"'{First}' | Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force", [First] },
        { $"'{First}', '{Second}' | Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force", [First, Second] },
        { $"Remove-EniIpv6Address {First}, {Second} {Eni} -Force", [First, Second] },
        { $"Remove-EniIpv6Address -EniId {Eni} -Ipv6Address {First} -Region cn-hangzhou -Force", [First] },

        // Values that are not text.
        { $"[ipaddress]'{First}' | Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force", [First] },
        { $"Remove-EniIpv6Address -Ipv6Address ([ipaddress]'{First}') -NetworkInterfaceId {Eni} -Force", [First] },

        // Prefixes, by a slash or by their parameter.
        { $"'{Prefix}' | Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force", [Prefix] },
        { $"Remove-EniIpv6Address -Ipv6Prefix {Prefix} -NetworkInterfaceId {Eni} -Force", [Prefix] },
        { $"'{First}', '{Prefix}' | Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force", [First, Prefix] },

        // Objects by property name: what a table with empty cells gives, and other columns beside them.
        {
            $"[pscustomobject]@{{ NetworkInterfaceId = '{Eni}'; Ipv6Address = '{First}'; Ipv6Prefix = ''; RegionId = '' }} | "
                + "Remove-EniIpv6Address -Force",
            [First]
        },
        {
            $"[pscustomobject]@{{ EniId = '{Eni}'; Ipv6Address = $null; Ipv6Prefix = '{Prefix}'; Note = 'x' }} | "
                + "Remove-EniIpv6Address -Force",
            [Prefix]
        },
        { $"[pscustomobject]@{{ NetworkInterfaceId = '{Eni}'; Ipv6Prefix = '{Prefix}' }} | Remove-EniIpv6Address -Force", [Prefix] },
        { $"[pscustomobject]@{{ NetworkInterfaceId = ' {Eni} '; Ipv6Address = ' {First} ' }} | Remove-EniIpv6Address -Force", [First] },
        {
            $"[pscustomobject]@{{ NetworkInterfaceId = '{Eni}'; Ipv6Address = @('{First}', '{Second}') }} | Remove-EniIpv6Address -Force",
            [First, Second]
        },
        {
            $"[pscustomobject]@{{ NetworkInterfaceId = '{Eni}'; Ipv6Address = [ipaddress]'{First}' }} | Remove-EniIpv6Address -Force",
            [First]
        },
        { $"[pscustomobject]@{{ NetworkInterfaceId = '{Eni}' }} | Remove-EniIpv6Address -Ipv6Address {First} -Force", [First] },

        // What the other cmdlet gives.
        { $"Get-EniIpv6Address {Eni} | Where-Object Ipv6Address -Like '*:2:[12]' | Remove-EniIpv6Address -Force", [First, Second] },
        { $"Get-EniIpv6Address {Eni} | Where-Object Ipv6Prefix -EQ '{Prefix}' | Remove-EniIpv6Address -Force", [Prefix] },

        // Many spellings of one address are one target.
        {
            $"'2001:DB8:1234:1a00:0:0:2:1', '2001:0db8:1234:1a00::0002:0001', '{First}' | "
                + $"Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force",
            [First]
        },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_of_input_removes_what_it_names_and_nothing_else(string script, string[] named)
    {
        using var session = PowerShellSession.WithEmulator();
        var before = session.Emulator.ItemsOf(Eni);

        var result = session.Run(script).ShouldSucceed();

        Assert.Equal(before.Except(named), session.Emulator.ItemsOf(Eni));
        Assert.Equal(named, result.Output.Select(item => item.Properties["Ipv6Address"].Value ?? item.Properties["Ipv6Prefix"].Value));
        Assert.All(result.Values("NetworkInterfaceId"), id => Assert.Equal(Eni, id));
        Assert.All(result.Values("RegionId"), id => Assert.Equal("cn-hangzhou", id));
        Assert.All(result.Values("Status"), status => Assert.Equal("Removed", status));
        Assert.All(result.Values("RequestId"), id => Assert.Contains(session.Removals, call => call.RequestId == id));
    }

    [Fact]
    public void An_ENI_object_without_addresses_is_nothing_to_do()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(
            $"[pscustomobject]@{{ NetworkInterfaceId = '{Eni}'; Ipv6Address = @(); Ipv6Prefix = @() }} | Remove-EniIpv6Address -Force");

        Assert.Empty(result.ShouldSucceed().Output);
        Assert.Empty(session.Removals);
    }

    [Theory]
    [InlineData("RegionId", "InvalidRegionId")]
    [InlineData("Region", "InvalidRegionId")]
    [InlineData("NetworkInterfaceId", "InvalidEniId.Malformed")]
    [InlineData("EniId", "InvalidEniId.Malformed")]
    public void A_property_that_is_a_list_where_one_text_belongs_is_an_error_and_not_the_sessions_value(string property, string id)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(
            $"$row = [pscustomobject]@{{ Ipv6Address = '{First}'; {property} = @('cn-beijing', 'cn-shanghai') }}; $row | "
                + "Remove-EniIpv6Address -Force" +
            (id == "InvalidRegionId" ? $" -NetworkInterfaceId {Eni}" : ""));

        var error = Assert.Single(result.Errors);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(property, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(session.Removals);
    }

    [Fact]
    public void An_empty_text_in_a_list_is_an_error_and_the_others_go_on()
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run($"Remove-EniIpv6Address -Ipv6Address '{First}', '', '{Second}' -NetworkInterfaceId {Eni} -Force");

        Assert.Equal(2, result.Output.Count);
        Assert.Equal(["InvalidIp.Address"], result.ErrorIds);
    }

    [Fact]
    public void The_region_of_an_object_goes_before_the_sessions()
    {
        using var session = PowerShellSession.WithEmulator();

        session.Run("Get-EniIpv6Address -RegionId cn-beijing | Remove-EniIpv6Address -Force").ShouldSucceed();

        Assert.Empty(session.Emulator.ItemsOf("eni-2zedb01a"));
        Assert.Empty(session.Emulator.ItemsOf("eni-2zedb01b"));
    }
}
