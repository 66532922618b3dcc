using EniTools.Output;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Records that others made: what they name is what is meant, and what nobody knows never widens it.</summary>
public sealed class RecordTests : IDisposable
{
    private const string Serializer = "[System.Management.Automation.PSSerializer]";
    private const string Web03 = "eni-bp1web03a eni-bp1web03b";

    private readonly PowerShellSession _session = PowerShellSession.WithEmulator();

    private static readonly string[] Searches = ["Get-Eni", "Get-EniIpv6Address", "Get-EniIpv6Bandwidth"];

    /// <summary>Rows that a search must not take for all of a region, with what the error names.</summary>
    public static TheoryData<string, string, string, string> NotUnderstood => new(
        from search in Searches
        from row in new (string Row, string Id, string Named)[]
        {
            ("RegionId='cn-hangzhou'; ResourceId='eni-bp1web03b'", "UnknownProperty", "RegionId, ResourceId"),
            ("RegionId='cn-hangzhou'; Id='eni-bp1web03b'", "UnknownProperty", "RegionId, Id"),
            ("RegionId='cn-hangzhou'; InstanceName='web-03'; Zone='a'", "UnknownProperty", "InstanceName, Zone"),
            ("RegionId='cn-hangzhou'; Status='InUse'", "UnknownProperty", "RegionId, Status"),
            ("RegionId='cn-hangzhou'; VpcId='vpc-bp1main'", "UnknownProperty", "VpcId"),
            ("RegionId='cn-hangzhou'; InstanceId=''", "UnknownProperty", "InstanceId"),
            ("RegionId='cn-hangzhou'; InstanceId=$null; Name='x'", "UnknownProperty", "InstanceId"),
            ("RegionId='cn-hangzhou'; InstanceId='i-*'", "InvalidParameter", "takes no wildcard"),
            ("RegionId=''", "UnknownProperty", "RegionId"),
            ("RegionId=$null", "UnknownProperty", "RegionId"),
            ("'InstanceId;RegionId'='i-bp1web03;cn-hangzhou'", "UnknownProperty", "InstanceId;RegionId"),
            ("ProfileName=''; Name='x'", "UnknownProperty", "Name"),
            ("RegionId='cn-hangzhou'; NetworkInterfaceId=''", "MissingParameter", "No ENI is given"),
            ("RegionId='cn-hangzhou'; EniId=$null", "MissingParameter", "No ENI is given"),
            ("RegionId='cn-hangzhou'; NetworkInterfaceId='eni-*'", "InvalidEniId.Malformed", "eni-*"),
        }
        select (search, row.Row, row.Id, row.Named));

    [Theory]
    [MemberData(nameof(NotUnderstood))]
    public void A_record_that_is_not_understood_is_an_error_and_nothing_is_searched_for_it(
        string search, string row, string id, string named)
    {
        var result = _session.Run($"$row = [pscustomobject]@{{ {row} }}; $row | {search}");

        Assert.Empty(result.Output);
        Assert.Equal([id], result.ErrorIds);
        Assert.Contains(named, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" It is row 1 of the input.", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(result.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Empty(_session.Emulator.Requests);
    }

    /// <summary>Rows that name ENIs, with the ENIs that are meant.</summary>
    public static TheoryData<string, string> Named => new()
    {
        { "InstanceId='i-bp1web03'; RegionId='cn-hangzhou'; InstanceName='web-03'", Web03 },
        { "InstanceId='i-bp1web03'", Web03 },
        { "' instanceid '=' i-bp1web03 '; 'REGIONID '='cn-hangzhou'", Web03 },
        { "'NetworkInterfaceID '='eni-bp1web03b'; RegionId='cn-hangzhou'", "eni-bp1web03b" },
        { "'NetworkInterfaceID '='eni-2zedb01a'; ' Region'='cn-beijing'; Note='x'", "eni-2zedb01a" },
        { "NetworkInterfaceId='eni-bp1web03b'; InstanceId='i-bp1web01'", "eni-bp1web03b" },
        { "Ipv6Address='2001:DB8:1234:1a00::7:1'; RegionId='cn-hangzhou'", "eni-bp1spare01" },
        { "Ipv6Prefix='2001:db8:1234:1a01:71::/80'; VpcId='vpc-1'", "eni-bp1spare01" },
    };

    [Theory]
    [MemberData(nameof(Named))]
    public void A_record_means_the_ENIs_that_it_names_under_any_spelling_of_the_names(string row, string enis)
    {
        var result = _session.Run($"[pscustomobject]@{{ {row} }} | Get-Eni").ShouldSucceed();

        Assert.Equal(enis, string.Join(' ', result.Values("NetworkInterfaceId").Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void An_export_of_instances_finds_what_their_ENIs_have_once_each()
    {
        var result = _session.Run(
            """
            $table = 'InstanceId,RegionId,InstanceName', 'i-bp1web03,cn-hangzhou,web-03', 'i-bp1web03,cn-hangzhou,again' | ConvertFrom-Csv
            $table | Get-EniIpv6Address
            """).ShouldSucceed();

        var asked = _session.Run("Get-EniIpv6Address -InstanceId i-bp1web03").ShouldSucceed();
        Assert.NotEmpty(result.Output);
        Assert.Equal(asked.Output.Select(item => $"{item}"), result.Output.Select(item => $"{item}"));
    }

    [Fact]
    public void A_record_that_names_an_address_of_its_ENI_means_that_address()
    {
        var result = _session.Run(
            """
            $rows = 'eni-bp1web01b,2001:db8:1234:1a00::2:1,', 'eni-bp1web01b,,2001:db8:1234:1a01:21::/80'
            @('NetworkInterfaceId,Ipv6Address,Ipv6Prefix') + $rows | ConvertFrom-Csv | Get-EniIpv6Address
            """).ShouldSucceed();

        Assert.Equal(
            ["2001:db8:1234:1a00::2:1", "2001:db8:1234:1a01:21::/80"],
            result.Output.Select(item => item.Properties["Ipv6Address"].Value ?? item.Properties["Ipv6Prefix"].Value));
        // The table of Get-Eni has no texts for its lists: there the ENI is meant.
        var table = _session.Run("Get-Eni eni-bp1web01b | ConvertTo-Csv | ConvertFrom-Csv | Get-EniIpv6Address").ShouldSucceed();
        Assert.Equal(8, table.Output.Count);
    }

    [Fact]
    public void An_address_that_no_ENI_has_is_an_error_of_its_own()
    {
        var result = _session.Run(
            "'Ipv6Address', '2001:db8:1234:1a00::7:1', '2001:db8:1234:1a00::7:99' | ConvertFrom-Csv | Get-EniIpv6Address");

        Assert.Equal(["2001:db8:1234:1a00::7:1"], result.Values("Ipv6Address"));
        Assert.Equal(["InvalidIp.IpUnassigned"], result.ErrorIds);
        Assert.Equal("2001:db8:1234:1a00::7:99", Assert.IsType<EniIpv6Target>(result.Errors[0].TargetObject).Ipv6Address);
    }

    /// <summary>All that stands for all ENIs of a region.</summary>
    public static TheoryData<string> WholeRegions => new()
    {
        "Get-Eni",
        "Get-Eni -RegionId cn-hangzhou",
        "[pscustomobject]@{ RegionId = 'cn-hangzhou' } | Get-Eni",
        "[pscustomobject]@{ ' Region ' = 'cn-hangzhou' } | Get-Eni",
        "[pscustomobject]@{ RegionId = 'cn-hangzhou'; ProfileName = '' } | Get-Eni",
        "Get-EniRegion cn-hangzhou | Get-Eni",
        "Get-EniContext | Get-Eni",
        "Get-EniRegion cn-hangzhou | ConvertTo-Csv | ConvertFrom-Csv | Get-Eni",
        "Get-EniRegion cn-hangzhou | ConvertTo-Json | ConvertFrom-Json | Get-Eni",
        "Get-EniRegion cn-hangzhou | Select-Object RegionId, LocalName | Get-Eni",
        $"{Serializer}::Deserialize({Serializer}::Serialize((Get-EniRegion cn-hangzhou))) | Get-Eni",
        $"{Serializer}::Deserialize({Serializer}::Serialize((Get-EniContext))) | Get-Eni",
    };

    [Theory]
    [MemberData(nameof(WholeRegions))]
    public void All_of_a_region_is_meant_by_parameters_by_regions_and_by_a_record_with_nothing_else(string script) =>
        Assert.Equal(13, _session.Run(script).ShouldSucceed().Output.Count);

    [Theory]
    [InlineData("[pscustomobject]@{ InstanceId = 'i-bp1web03' } | Get-EniRegion", "UnknownProperty")]
    [InlineData("[pscustomobject]@{ RegionId = '' } | Get-EniRegion", "MissingParameter")]
    public void A_record_without_a_region_does_not_mean_all_regions(string script, string id)
    {
        var result = _session.Run(script);

        Assert.Empty(result.Output);
        Assert.Equal([id], result.ErrorIds);
        Assert.Empty(_session.Emulator.Requests);
        Assert.Equal(["cn-beijing"], _session.Run("'cn-beijing' | Get-EniRegion").ShouldSucceed().Values("RegionId"));
    }

    [Fact]
    public void Bandwidth_of_a_record_is_that_of_the_ENIs_it_names()
    {
        var eni = _session.Run("[pscustomobject]@{ NetworkInterfaceId = 'eni-bp1web01b'; RegionId = 'cn-hangzhou' } | Get-EniIpv6Bandwidth")
            .ShouldSucceed();
        var instance = _session.Run("[pscustomobject]@{ InstanceId = 'i-bp1web01'; Name = 'x' } | Get-EniIpv6Bandwidth").ShouldSucceed();
        var all = _session.Run("Get-EniIpv6Bandwidth").ShouldSucceed();

        Assert.All(eni.Values("NetworkInterfaceId"), id => Assert.Equal("eni-bp1web01b", id));
        Assert.NotEmpty(eni.Output);
        Assert.True(eni.Output.Count <= instance.Output.Count && instance.Output.Count < all.Output.Count);
        // An ENI without addresses asks for nothing, and an empty cell is a mistake.
        Assert.Empty(_session.Run("Get-Eni eni-bp1empty01 | Get-EniIpv6Bandwidth").ShouldSucceed().Output);
        var empty = _session.Run("[pscustomobject]@{ Ipv6Address = ''; RegionId = 'cn-hangzhou' } | Get-EniIpv6Bandwidth");
        Assert.Equal(["MissingParameter"], empty.ErrorIds);
        Assert.Empty(empty.Output);
    }

    [Theory]
    [InlineData("Get-Eni -Tag @{}", "empty table")]
    [InlineData("Get-Eni -Tag @{ env = $undefined }", "no value for 'env'")]
    [InlineData("Get-Eni -Tag @{ env = ' ' }", "no value for 'env'")]
    [InlineData("Get-EniIpv6Address -Tag @{ env = 'prod', 'live' }", "list of values for 'env'")]
    [InlineData("Get-EniIpv6Address -Tag @{ env = 'pr*' }", "taken whole")]
    [InlineData("Get-EniIpv6Address -Range 2001:db8::1/64", "-Range is '2001:db8::1/64'")]
    [InlineData("Get-EniIpv6Bandwidth -Range 'abc'", "-Range is 'abc'")]
    public void A_filter_that_is_empty_or_not_understood_is_an_error_and_no_request(string script, string named)
    {
        var result = _session.Run(script);

        Assert.Empty(result.Output);
        Assert.Equal(["InvalidParameter"], result.ErrorIds);
        Assert.Contains(named, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(_session.Emulator.Requests);
        Assert.NotEmpty(_session.Run("Get-Eni -Tag @{ env = '*' }").ShouldSucceed().Output);
    }

    /// <summary>Records of changing cmdlets that name less than a target, or something that parameters contradict.</summary>
    public static TheoryData<string, string, string> NoTargets => new()
    {
        {
            "[pscustomobject]@{ InstanceId='i-bp1web03'; RegionId='cn-hangzhou' } | Remove-EniIpv6Address -Force",
            "MissingParameter",
            "names the instance 'i-bp1web03'"
        },
        {
            "[pscustomobject]@{ InstanceId='i-bp1web03'; Ipv6Address='2001:db8:1234:1a00::2:1' } | "
                + "Remove-EniIpv6Address -Force",
            "MissingParameter",
            "only the instance 'i-bp1web03'"
        },
        {
            "[pscustomobject]@{ InstanceId='i-bp1web03' } | Add-EniIpv6Address -Ipv6AddressCount 1 -Force",
            "MissingParameter",
            "only the instance"
        },
        { "[pscustomobject]@{ 'NetworkInterfaceId;Ipv6Address'='x' } | Remove-EniIpv6Address -Force", "MissingParameter", "one column" },
        {
            "Get-EniIpv6Address eni-bp1web01b | Select-Object -First 1 | "
                + "Remove-EniIpv6Address -NetworkInterfaceId eni-bp1web02b -Force",
            "InvalidParameter.Conflict",
            "eni-bp1web02b"
        },
        {
            "Get-EniIpv6Address eni-bp1web01b | Select-Object -First 1 | "
                + "Remove-EniIpv6Address -EniId eni-bp1web02b -IgnoreUnassigned -Force",
            "InvalidParameter.Conflict",
            "eni-bp1web01b"
        },
        {
            "Get-EniIpv6Address eni-bp1web01b | Select-Object -First 1 | Get-EniIpv6RemovalPlan -RegionId cn-beijing",
            "InvalidParameter.Conflict",
            "cn-beijing"
        },
        {
            "Get-EniIpv6Address eni-bp1web01b | Select-Object -First 1 | Add-EniIpv6Address -RegionId cn-beijing -Force",
            "InvalidParameter.Conflict",
            "cn-hangzhou"
        },
        {
            "[pscustomobject]@{ EniId='eni-bp1web01b'; NetworkInterfaceId='eni-bp1web02b'; Ipv6Address='2001:db8::1' } | "
                + "Remove-EniIpv6Address -Force",
            "InvalidParameter.Conflict",
            "eni-bp1web01b"
        },
        {
            "Get-EniIpv6Bandwidth -Ipv6Address 2001:db8:1234:1a00::2:1 | "
                + "Remove-EniIpv6Bandwidth -NetworkInterfaceId eni-bp1spare01 -Force",
            "InvalidParameter.Conflict",
            "eni-bp1spare01"
        },
        { "Get-Eni eni-bp1web01b | Get-EniIpv6Address -NetworkInterfaceId eni-bp1web02b", "InvalidParameter.Conflict", "eni-bp1web02b" },
        { "Get-EniRegion cn-beijing | Get-Eni -RegionId cn-hangzhou", "InvalidParameter.Conflict", "cn-beijing" },
    };

    [Theory]
    [MemberData(nameof(NoTargets))]
    public void A_record_that_names_no_target_or_another_than_the_parameters_is_an_error(string script, string id, string named)
    {
        _session.UseHost(new Dictionary<string, string>());
        var before = Everything();

        var result = _session.Run(script);

        Assert.Equal([id], result.ErrorIds);
        Assert.Contains(named, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Equal(before, Everything());
    }

    [Fact]
    public void A_parameter_that_says_what_the_record_says_is_no_contradiction()
    {
        var result = _session.Run(
            "Get-EniIpv6Address eni-bp1web01b | Select-Object -First 2 | "
                + "Remove-EniIpv6Address -NetworkInterfaceId ' eni-bp1web01b' -RegionId cn-hangzhou -Force").ShouldSucceed();

        Assert.Equal(2, result.Output.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("| ConvertTo-Csv | ConvertFrom-Csv")]
    [InlineData("| ConvertTo-Json | ConvertFrom-Json | Write-Output")]
    [InlineData("| Select-Object NetworkInterfaceId, Ipv6Address, @{ n = ' wouldremove'; e = { $_.WouldRemove } }, Reason, Code")]
    public void What_a_plan_says_stays_is_not_sent_and_its_error_has_the_plans_reason(string form)
    {
        const string Bad = "2001:db8:1234:1a00::2:99";
        var result = _session.Run(
            $"'2001:db8:1234:1a00::2:1', '{Bad}' | Get-EniIpv6RemovalPlan -NetworkInterfaceId eni-bp1web01b {form} | "
                + "Remove-EniIpv6Address -Force");

        Assert.Equal(["2001:db8:1234:1a00::2:1"], result.Values("Ipv6Address"));
        Assert.Equal(["InvalidIp.IpUnassigned"], result.ErrorIds);
        Assert.Contains("The plan says", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("would not be removed: It is not assigned", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Single(_session.Removals);
    }

    [Fact]
    public void A_verdict_that_is_not_understood_is_not_sent()
    {
        var result = _session.Run(
            "[pscustomobject]@{ NetworkInterfaceId = 'eni-bp1web01b'; Ipv6Address = '2001:db8:1234:1a00::2:1'; WouldRemove = 'WAHR' } | "
                + "Remove-EniIpv6Address -Force");

        Assert.Equal(["PlannedToStay"], result.ErrorIds);
        Assert.Contains("'WAHR'", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(_session.Removals);
    }

    [Fact]
    public void Every_cmdlet_that_takes_records_is_in_a_table_of_these_tests()
    {
        string[] changing = ["Remove-EniIpv6Address", "Add-EniIpv6Address", "Remove-EniIpv6Bandwidth", "Add-EniIpv6Bandwidth"];
        string[] others = ["Get-EniIpv6RemovalPlan", "Get-EniRegion", "Set-EniContext"];
        var takesRecords = _session.Run(
            "(Get-Command -Module EniTools | Where-Object { $_.Parameters.ContainsKey('InputObject') }).Name").ShouldSucceed();

        Assert.Equal(
            Searches.Concat(changing).Concat(others).Order(StringComparer.Ordinal),
            takesRecords.Output.Select(name => $"{name}").Order(StringComparer.Ordinal));
        var scripts = string.Join('\n', NoTargets.Select(row => row.Data.Item1).Concat(RailTests.Reaches.Select(row => row.Data.Item2)));
        Assert.All(changing, cmdlet => Assert.Contains(cmdlet, scripts, StringComparison.Ordinal));
    }

    public void Dispose() => _session.Dispose();

    private string Everything()
    {
        using var world = new StringWriter();
        foreach (var eni in new[] { "eni-bp1web01b", "eni-bp1web02b", "eni-bp1web03b", "eni-bp1spare01" })
            world.WriteLine($"{eni}: {string.Join(' ', _session.Emulator.ItemsOf(eni))}");
        return world.ToString();
    }
}
