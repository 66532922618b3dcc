using System.Management.Automation;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>What is said of each input that cannot be removed, and that the rest goes on.</summary>
public sealed class RemoveErrorTests
{
    private const string Good = "2001:db8:1234:1a00::2:1";
    private const string GoodEni = "eni-bp1web01b";

    /// <summary>Bad inputs by the rule they break: the object, the error id, and a word of the message that names the input.</summary>
    public static TheoryData<string, string, string> BadInputs => new()
    {
        { "@{ Ipv6Address = '2001:db8::xyz'; NetworkInterfaceId = 'eni-a1' }", "InvalidIp.Address", "2001:db8::xyz" },
        { "@{ Ipv6Address = '192.0.2.1'; NetworkInterfaceId = 'eni-a1' }", "InvalidIp.Address", "192.0.2.1" },
        { "@{ Ipv6Address = 'fe80::1%eth0'; NetworkInterfaceId = 'eni-a1' }", "InvalidIp.Address", "fe80::1%eth0" },
        { "@{ Ipv6Address = '[2001:db8::1]:80'; NetworkInterfaceId = 'eni-a1' }", "InvalidIp.Address", "[2001:db8::1]:80" },
        {
            "@{ Ipv6Address = 'fe80::1'; NetworkInterfaceId = 'eni-a1' }",
            "InvalidIp.Address",
            "'fe80::1' cannot be on an ENI: fe80::/10 is for link-local addresses."
        },
        {
            "@{ Ipv6Address = [ipaddress]'::ffff:192.0.2.1'; NetworkInterfaceId = 'eni-a1' }",
            "InvalidIp.Address",
            "is for IPv4-mapped addresses"
        },
        {
            "@{ Ipv6Prefix = 'ff02::/80'; NetworkInterfaceId = 'eni-a1' }",
            "InvalidIp.IpPrefixIllegal",
            "'ff02::/80' cannot be on an ENI: ff00::/8 is for multicast."
        },
        { "@{ Ipv6Prefix = '2001:db8::'; NetworkInterfaceId = 'eni-a1' }", "InvalidIp.IpPrefixIllegal", "2001:db8::" },
        { "@{ Ipv6Address = '2001:db8::/129'; NetworkInterfaceId = 'eni-a1' }", "InvalidIp.IpPrefixMaskInvalid", "2001:db8::/129" },
        { "@{ Ipv6Prefix = '2001:db8::1/80'; NetworkInterfaceId = 'eni-a1' }", "InvalidIp.IpPrefixNotStrict", "2001:db8::1/80" },
        { "@{ Ipv6Address = '2001:db8::1'; NetworkInterfaceId = 'i-a1' }", "InvalidEniId.Malformed", "i-a1" },
        { "@{ Ipv6Address = '2001:db8::1'; NetworkInterfaceId = '' }", "MissingParameter", "No ENI is given for '2001:db8::1'" },
        { "@{ Ipv6Address = '2001:db8::1'; NetworkInterfaceId = 'eni-a1'; RegionId = 'Hang Zhou' }", "InvalidRegionId", "Hang Zhou" },
        { "@{ Ipv6Address = ''; Ipv6Prefix = ''; NetworkInterfaceId = 'eni-a1' }", "MissingParameter", "eni-a1" },
        { "@{ Note = 'nothing of use' }", "MissingParameter", "nothing of use" },
    };

    /// <summary>ENIs of the default world that the service refuses, with its code.</summary>
    public static TheoryData<string, string, string, ErrorCategory> RefusedEnis => new()
    {
        { "eni-bp1nosuch", "2001:db8::1", "InvalidEniId.NotFound", ErrorCategory.ObjectNotFound },
        { "eni-bp1service01", "2001:db8:1234:1a00::b:1", "InvalidOperation.EniServiceManaged", ErrorCategory.InvalidOperation },
        { "eni-bp1member01", "2001:db8:1234:1a00::d:1", "InvalidOperation.InvalidEniType", ErrorCategory.InvalidOperation },
        { "eni-bp1attach01", "2001:db8:1234:1a00::9:1", "InvalidOperation.InvalidEniState", ErrorCategory.InvalidOperation },
        { "eni-bp1web03a", "2001:db8:1234:1a00::5:1", "InvalidOperation.InvalidEcsState", ErrorCategory.InvalidOperation },
        { "eni-bp1web01a", "2001:db8::dead", "InvalidIp.IpUnassigned", ErrorCategory.ObjectNotFound },
    };

    [Theory]
    [MemberData(nameof(BadInputs))]
    public void A_bad_input_in_the_middle_is_named_and_the_rest_goes_on(string bad, string id, string named)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(
            $"$good = [pscustomobject]@{{ Ipv6Address = '{Good}'; NetworkInterfaceId = '{GoodEni}' }};" +
            $"$good2 = [pscustomobject]@{{ Ipv6Address = '2001:db8:1234:1a00::2:2'; NetworkInterfaceId = '{GoodEni}' }};" +
            $"$good, [pscustomobject]{bad}, $good2 | Remove-EniIpv6Address -Force");

        Assert.Equal(2, result.Output.Count);
        var error = Assert.Single(result.Errors);
        Assert.Equal($"{id},EniTools.Commands.RemoveEniIpv6AddressCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.NotNull(error.TargetObject);
        Assert.Single(session.Removals);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("(Get-Date)")]
    [InlineData("@{ Ipv6Address = '2001:db8::1' }")]
    [InlineData("$null")]
    public void What_is_neither_text_nor_an_object_with_the_properties_is_refused(string input)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(
            $"{input.Replace("(Get-Date)", "[datetime]::UtcNow", StringComparison.Ordinal)} | "
                + $"Remove-EniIpv6Address -NetworkInterfaceId {GoodEni} -Force");

        Assert.Equal(["MissingParameter"], result.ErrorIds);
    }

    [Theory]
    [InlineData(
        ",@([pscustomobject]@{ Ipv6Address = '2001:db8::1' }, [pscustomobject]@{ Ipv6Address = '2001:db8::2' })",
        "a list of 2 objects",
        "ForEach-Object { $_ }")]
    [InlineData("@{ Ipv6Address = '2001:db8::1' }", "a hashtable", "[pscustomobject]")]
    public void What_holds_the_input_without_being_it_is_told_how_to_give_it_out(string input, string said, string remedy)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run($"{input} | Remove-EniIpv6Address -NetworkInterfaceId {GoodEni} -Force");

        var error = Assert.Single(result.Errors);
        Assert.StartsWith("MissingParameter,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(said, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(remedy, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_region_the_error_names_what_was_to_be_done_where()
    {
        using var session = PowerShellSession.Bare();

        var result = session.Run($"Remove-EniIpv6Address {Good} {GoodEni} -WhatIf");

        Assert.StartsWith(
            $"No region is given for '{Good} on {GoodEni}'", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Remove-EniIpv6Address -Force", "2001:db8::dead", "2001:db8::beef", "it is not on the ENI")]
    [InlineData("Add-EniIpv6Address", "2001:db8:1234:1a00::2:1", "2001:db8:1234:1a00::2:2", "the ENI has it already")]
    public void Each_error_is_about_its_own_address_where_the_service_names_one_for_the_whole_call(
        string cmdlet, string one, string other, string said)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run($"'{one}', '{other}' | {cmdlet} -NetworkInterfaceId {GoodEni} -ReadLagSec 0");

        Assert.Equal(2, result.Errors.Count);
        Assert.Contains($"\"{one}\" is", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith($"{other} on {GoodEni} in cn-hangzhou was not", result.Errors[1].ToString(), StringComparison.Ordinal);
        Assert.Contains(said, result.Errors[1].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RefusedEnis))]
    public void What_the_service_refuses_carries_its_code_request_id_and_remedy(
        string eni, string address, string code, ErrorCategory category)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(
            $"'{address}' | Remove-EniIpv6Address -NetworkInterfaceId {eni} -Force; '{Good}' | "
                + $"Remove-EniIpv6Address -NetworkInterfaceId {GoodEni} -Force");

        var error = Assert.Single(result.Errors);
        Assert.Equal($"{code},EniTools.Commands.RemoveEniIpv6AddressCommand", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Contains(session.Removals[0].RequestId, error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Single(result.Output);
    }

    [Fact]
    public void The_target_of_an_error_can_be_piped_back_in()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(
            new()
            {
                Kind = Emulator.Faults.FaultKind.Refuse,
                Action = "UnassignIpv6Addresses",
                Code = "Forbidden.RAM",
                Status = 403,
                Count = 2,
            });

        var refused = session.Run($"$error.Clear(); Get-EniIpv6Address {GoodEni} | Remove-EniIpv6Address -Force");
        Assert.Equal(8, refused.Errors.Count);
        Assert.Equal(8, session.Emulator.ItemsOf(GoodEni).Count);

        var again = session.Run("$error.TargetObject | Remove-EniIpv6Address -Force").ShouldSucceed();
        Assert.Equal(8, again.Output.Count);
        Assert.Empty(session.Emulator.ItemsOf(GoodEni));
    }

    [Fact]
    public void Without_a_credential_one_error_says_what_to_do_before_any_input_is_taken()
    {
        using var session = PowerShellSession.Bare();

        var result = session.Run(
            "& { $script:pulled = $true; '2001:db8::1' } | Remove-EniIpv6Address -NetworkInterfaceId eni-a1 -RegionId cn-hangzhou -Force");

        Assert.Equal(["NoCredential"], result.ErrorIds);
        Assert.Contains("Set-EniContext", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Null(session.Run("$script:pulled").Output.SingleOrDefault());
    }

    [Theory]
    [InlineData("")]
    [InlineData("copied with a line break\n")]
    public void A_credential_that_cannot_be_a_key_is_refused_before_anything_is_sent_and_not_shown(string secret)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(
            $"Remove-EniIpv6Address {Good} {GoodEni} -Credential $credential -Force",
            ("credential", PowerShellSession.EmulatorCredential(secret)));

        Assert.Equal(["BadCredential"], result.ErrorIds);
        Assert.DoesNotContain("copied", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(session.Removals);
    }

    [Theory]
    [InlineData("http://ecs.cn-hangzhou.aliyuncs.com")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://user@127.0.0.1/")]
    public void A_bad_endpoint_is_refused_before_anything_is_sent(string endpoint)
    {
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run($"Remove-EniIpv6Address {Good} {GoodEni} -Endpoint {endpoint} -Force");

        Assert.Equal(["BadEndpoint"], result.ErrorIds);
    }

    [Fact]
    public void A_wrong_secret_is_an_authentication_error_and_shows_no_secret()
    {
        const string wrong = "NotTheSecretOfThisKey";
        using var session = PowerShellSession.WithEmulator();

        var result = session.Run(
            $"Remove-EniIpv6Address {Good} {GoodEni} -Credential $credential -Force -Verbose -Debug",
            ("credential", PowerShellSession.EmulatorCredential(wrong)));

        var error = Assert.Single(result.Errors);
        Assert.StartsWith("SignatureDoesNotMatch,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
    }
}
