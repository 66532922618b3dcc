using System.Text;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>What administrators have at hand: files of text, tables with other delimiters, and what the vendor's command line tool prints.</summary>
public sealed class ForeignInputTests : IDisposable
{
    private const string Eni = "eni-bp1web01b";

    // As "aliyun ecs DescribeNetworkInterfaces" prints it, cut to two ENIs.
    private const string Interfaces = """
        {
          "NetworkInterfaceSets": { "NetworkInterfaceSet": [
            { "NetworkInterfaceId": "eni-bp1web01b", "InstanceId": "i-bp1web01", "Type": "Secondary", "ServiceManaged": false,
              "Ipv6Sets": { "Ipv6Set": [ { "Ipv6Address": "2001:db8:1234:1a00::2:1" }, { "Ipv6Address": "2001:db8:1234:1a00::2:2" } ] },
              "Ipv6PrefixSets": { "Ipv6PrefixSet": [ { "Ipv6Prefix": "2001:db8:1234:1a01:21::/80" } ] } },
            { "NetworkInterfaceId": "eni-bp1empty01", "Ipv6Sets": { "Ipv6Set": [] }, "Ipv6PrefixSets": { "Ipv6PrefixSet": [] } }
          ] },
          "PageNumber": 1, "PageSize": 10, "TotalCount": 2, "RequestId": "473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E"
        }
        """;

    // As "aliyun vpc DescribeIpv6Addresses" prints it.
    private const string Addresses = """
        {
          "Ipv6Addresses": { "Ipv6Address": [
            { "Ipv6AddressId": "ipv6-1", "Ipv6Address": "2001:db8:1234:1a00::2:1", "AssociatedInstanceId": "eni-bp1web01b",
              "AssociatedInstanceType": "NetworkInterface", "AddressType": "IPv6Address", "VpcId": "vpc-bp1main" },
            { "Ipv6AddressId": "ipv6-2", "Ipv6Address": "2001:db8:1234:1a01:21::/80", "AssociatedInstanceId": "eni-bp1web01b",
              "AssociatedInstanceType": "NetworkInterface", "AddressType": "IPv6Prefix" },
            { "Ipv6AddressId": "ipv6-3", "Ipv6Address": "2001:db8:1234:1a00::1:1", "AssociatedInstanceId": "i-bp1web01",
              "AssociatedInstanceType": "EcsInstance", "AddressType": "IPv6Address" }
          ] },
          "TotalCount": 3, "PageNumber": 1, "PageSize": 10, "RequestId": "B7DDF0D5-9E8C-4BA8-B3D5-6FD2FDE7C2BB"
        }
        """;

    private readonly PowerShellSession _session = PowerShellSession.WithEmulator();

    [Theory]
    [InlineData("$answer")]
    [InlineData("$answer.NetworkInterfaceSets")]
    [InlineData("$answer.NetworkInterfaceSets.NetworkInterfaceSet")]
    [InlineData("$answer.NetworkInterfaceSets.NetworkInterfaceSet[0]")]
    public void An_answer_about_ENIs_is_taken_whole_and_in_parts(string part)
    {
        _session.Run("$answer = $json | ConvertFrom-Json", ("json", Interfaces)).ShouldSucceed();

        var plan = _session.Run($"{part} | Get-EniIpv6RemovalPlan").ShouldSucceed();
        var shown = _session.Run($"{part} | Get-EniIpv6Address").ShouldSucceed();
        var removed = _session.Run($"{part} | Remove-EniIpv6Address -Force").ShouldSucceed();

        string[] named = ["2001:db8:1234:1a00::2:1", "2001:db8:1234:1a00::2:2", "2001:db8:1234:1a01:21::/80"];
        Assert.Equal(named, plan.Output.Select(Item).Order(StringComparer.Ordinal));
        Assert.Equal(named, removed.Output.Select(Item).Order(StringComparer.Ordinal));
        // An ENI stands for all that it has.
        Assert.Equal(8, shown.Output.Count);
    }

    [Theory]
    [InlineData("NextToken=caeba0bbb2be03f84eb48b699f0a4883", true)]
    [InlineData("NextToken=", false)]
    [InlineData("PageNumber=1 PageSize=2 TotalCount=3", true)]
    [InlineData("PageNumber=2 PageSize=2 TotalCount=3", false)]
    [InlineData("NextToken=a;NextToken=", false)]
    [InlineData("NextToken=a;NextToken=b", true)]
    public void An_answer_whose_next_page_is_missing_is_warned_of(string pages, bool isWarned)
    {
        foreach (var cmdlet in new[] { "Get-EniIpv6RemovalPlan", "Get-Eni", "Remove-EniIpv6Address -WhatIf" })
        {
            var result = _session.Run(
                $$"""
                $pages -split ';' | ForEach-Object {
                    $answer = $json | ConvertFrom-Json
                    'NextToken', 'PageNumber', 'PageSize', 'TotalCount' | ForEach-Object { $answer.PSObject.Properties.Remove($_) }
                    $_ -split ' ' | ForEach-Object { $name, $value = $_ -split '='; $answer | Add-Member $name $value }
                    $answer
                } | {{cmdlet}}
                """,
                ("pages", pages), ("json", Interfaces)).ShouldSucceed();

            Assert.Equal(isWarned ? 1 : 0, result.Warnings.Count(text => text.Contains("one page of several", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("$answer")]
    [InlineData("$answer.Ipv6Addresses")]
    [InlineData("$answer.Ipv6Addresses.Ipv6Address")]
    public void An_answer_about_addresses_names_their_ENIs_and_what_is_on_a_primary_one_is_found(string part)
    {
        _session.Run("$answer = $json | ConvertFrom-Json", ("json", Addresses)).ShouldSucceed();

        var shown = _session.Run($"{part} | Get-EniIpv6Address");
        var removed = _session.Run($"{part} | Remove-EniIpv6Address -Force");

        Assert.Contains("2001:db8:1234:1a00::2:1", shown.Output.Select(Item));
        Assert.Contains("2001:db8:1234:1a00::1:1", shown.Output.Select(Item));
        Assert.Equal(["2001:db8:1234:1a00::2:1", "2001:db8:1234:1a01:21::/80"], removed.Output.Select(Item).Order(StringComparer.Ordinal));
        Assert.Equal(["MissingParameter"], removed.ErrorIds);
        Assert.Contains("only the instance 'i-bp1web01'", removed.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Blank_lines_and_comments_of_a_text_are_passed_over_and_counted()
    {
        var result = _session.Run(
            $"'# old addresses', '', '  2001:db8:1234:1a00::2:1', '   ', ' # the last', '2001:db8:1234:1a00::2:2' | "
                + $"Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force -MaxErrors 0 -Verbose").ShouldSucceed();

        Assert.Equal(2, result.Output.Count);
        Assert.Contains("4 blank lines and comments were passed over.", result.Verbose);
    }

    [Theory]
    [InlineData("'2001:db8:1234:1a00::2:1/128'")]
    [InlineData("[System.Net.IPNetwork]::Parse('2001:db8:1234:1a00::2:1/128')")]
    [InlineData("[ipaddress]'2001:db8:1234:1a00::2:1'")]
    public void An_address_with_the_mask_of_one_host_is_that_address(string input)
    {
        var result = _session.Run($"{input} | Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force").ShouldSucceed();

        Assert.Equal(["2001:db8:1234:1a00::2:1"], result.Values("Ipv6Address"));
    }

    [Fact]
    public void A_network_is_taken_as_a_prefix()
    {
        var result = _session.Run(
            "[System.Net.IPNetwork]::Parse('2001:db8:1234:1a01:21::/80') | "
                + $"Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force").ShouldSucceed();

        Assert.Equal(["2001:db8:1234:1a01:21::/80"], result.Values("Ipv6Prefix"));
    }

    [Theory]
    [InlineData("Remove-EniIpv6Address -Force", "MissingParameter")]
    [InlineData("Get-EniIpv6Address", "UnknownProperty")]
    public void A_table_with_another_delimiter_is_told_how_to_be_read(string cmdlet, string id)
    {
        var result = _session.Run($"'NetworkInterfaceId;Ipv6Address', '{Eni};2001:db8:1234:1a00::2:1' | ConvertFrom-Csv | {cmdlet}");

        Assert.Equal([id], result.ErrorIds);
        Assert.Equal("Read the table with -Delimiter ';'.", result.Errors[0].ErrorDetails.RecommendedAction);
    }

    /// <summary>Excel on a Chinese Windows saves tables in GBK. Ids and addresses are the same bytes in UTF-8, notes beside them are not.</summary>
    [Theory]
    [InlineData("-Encoding 936", "旧地址")]
    [InlineData("", "\ufffd")]
    public void A_table_in_GBK_means_the_same_whatever_becomes_of_its_notes(string encoding, string note)
    {
        using var folder = new ScratchFolder();
        var table = folder.Combine("旧地址.csv");
        File.WriteAllText(
            table,
            $"NetworkInterfaceId,Ipv6Address,备注\r\n{Eni},2001:db8:1234:1a00::2:1,旧地址\r\n",
            CodePagesEncodingProvider.Instance.GetEncoding(936)!);

        var result = _session.Run(
            $"Import-Csv '{table}' {encoding} -OutVariable rows | Remove-EniIpv6Address -Force; $rows[0].PSObject.Properties.Value[2]")
            .ShouldSucceed();

        Assert.Equal("2001:db8:1234:1a00::2:1", Item(result.Output[0]));
        Assert.Contains(note, $"{result.Output[1]}", StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_about_a_row_says_which_it_is()
    {
        var result = _session.Run(
            $"'NetworkInterfaceId,Ipv6Address', '{Eni},2001:db8:1234:1a00::2:1', '{Eni},bad', 'eni-BAD,2001:db8:1234:1a00::2:2' | "
                + "ConvertFrom-Csv | Remove-EniIpv6Address -Force");

        Assert.Equal(["'bad' 2", "'eni-BAD' 3"], result.Errors.Select(
            error => $"{error.ToString().Split(' ')[0]} {error.ToString().Split("It is row ")[1].Split(' ')[0]}"));
        Assert.Single(result.Output);
    }

    [Theory]
    [InlineData("Get-EniIpv6Address -Range 2001:db8:1234:1a01::/64", "2001:db8:1234:1a01::/64", false)]
    [InlineData(
        "Get-EniIpv6Address -Range 2001:db8:1234:1a00::2:0/112, 2001:db8:1234:1a00::7:1",
        "2001:db8:1234:1a00::2:0/112 2001:db8:1234:1a00::7:1/128",
        false)]
    [InlineData("Get-EniIpv6Bandwidth -Range 2001:db8:1234:1a00::2:0/112", "2001:db8:1234:1a00::2:0/112", true)]
    public void A_range_selects_what_lies_in_it_in_numeric_order(string script, string ranges, bool isBandwidth)
    {
        var all = _session.Run(isBandwidth ? "Get-EniIpv6Bandwidth" : "Get-EniIpv6Address").ShouldSucceed().Output.Select(Item);
        var expected = all.Where(text => ranges.Split(' ').Any(range => Api.Model.Ipv6Prefix.Parse(range).Contains(Parsed(text))));

        var result = _session.Run(script).ShouldSucceed();

        Assert.NotEmpty(result.Output);
        Assert.Equal(expected.Order(StringComparer.Ordinal), result.Output.Select(Item).Order(StringComparer.Ordinal));
        foreach (var eni in result.Output.GroupBy(item => item.Properties["NetworkInterfaceId"].Value))
            Assert.Equal(eni.Select(Item).OrderBy(Parsed), isBandwidth ? eni.Select(Item).OrderBy(Parsed) : eni.Select(Item));
        Assert.Equal(
            ["eni-bp1spare01", Eni],
            _session.Run(
                "Get-Eni -Range 2001:db8:1234:1a00::2:0/112, 2001:db8:1234:1a00::7:1").ShouldSucceed()
                .Values("NetworkInterfaceId").Order());
    }

    [Fact]
    public void Each_cmdlet_has_a_page_to_open()
    {
        var result = _session.Run("Get-Command -Module EniTools | ForEach-Object { (Get-Command $_.Name).HelpUri }").ShouldSucceed();

        Assert.All(result.Output, uri => Assert.StartsWith("https://github.com/EniTools/EniTools", $"{uri}", StringComparison.Ordinal));
        Assert.True(result.Output.Count > 15);
    }

    public void Dispose() => _session.Dispose();

    private static string Item(System.Management.Automation.PSObject item) =>
        $"{item.Properties["Ipv6Address"].Value ?? item.Properties["Ipv6Prefix"].Value}";

    private static Api.Model.Ipv6Item Parsed(string text) => text.Contains('/', StringComparison.Ordinal)
        ? new(Api.Model.Ipv6Prefix.Parse(text))
        : new(Api.Model.Ipv6Address.Parse(text));
}
