using System.Management.Automation;
using EniTools.Emulator.Faults;
using EniTools.Output;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>The guard rails of a run: one place decides, for a plan, for -WhatIf and for the real run alike.</summary>
public sealed class GuardTests : IDisposable
{
    private const string Eni = "eni-bp1web01b";
    private const string First = "2001:db8:1234:1a00::2:1";
    private const string Prefix = "2001:db8:1234:1a01:21::/80";

    private static readonly string[] Ways =
    [
        "Get-EniIpv6RemovalPlan", "Remove-EniIpv6Address -WhatIf", "Remove-EniIpv6Address -Force",
        "Add-EniIpv6Address -WhatIf", "Add-EniIpv6Address -Force",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("enitools").FullName;
    private readonly PowerShellSession _session = PowerShellSession.WithEmulator();

    /// <summary>What is in force, the target that it protects, and the rule as the error names it; in each way to run.</summary>
    public static TheoryData<string, string, string, string> Protected =>
        Rows(
            ($"Set-EniContext -ProtectedNetworkInterfaceId {Eni}", First, $"the ENI {Eni} is protected by this session"),
            ("Set-EniContext -ProtectedRange 2001:db8:1234:1a00::2:0/112", First, "the range 2001:db8:1234:1a00::2:0/112 is protected"),
            ($"Set-EniContext -ProtectedRange {First}", First, $"the range {First}/128 is protected by this session"),
            ("Set-EniContext -ProtectedRange 2001:db8:1234:1a01:21::5", Prefix, "the range 2001:db8:1234:1a01:21::5/128 is protected"),
            ($$"""{ "networkInterfaceIds": ["{{Eni}}"] }""", First, $"the ENI {Eni} is protected by the file"),
            ("""{ "ranges": ["2001:db8:1234:1a01::/64"] }""", Prefix, "the range 2001:db8:1234:1a01::/64 is protected by the file"));

    [Theory]
    [MemberData(nameof(Protected))]
    public void What_is_protected_is_an_error_with_its_rule_before_any_call_and_the_rest_goes_on(
        string way, string rule, string target, string named)
    {
        Use(rule);

        var alone = _session.Run(
            $"'{target}' | {way} -NetworkInterfaceId {Eni} -ErrorVariable failed -ErrorAction SilentlyContinue; $failed");

        var error = Assert.IsType<ErrorRecord>(Assert.Single(alone.Output).BaseObject);
        Assert.Equal(
            ("Protected", ErrorCategory.PermissionDenied), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_session.Emulator.Requests);

        // Where the rule is no more, the same target is taken again; another one was free all the time.
        Assert.DoesNotContain("Protected", _session.Run($"'2001:db8:1234:1a00::1:1' | {way} -NetworkInterfaceId eni-bp1web01a").ErrorIds);
        _session.UseHost(new Dictionary<string, string>());
        Assert.DoesNotContain(
            "Protected",
            _session.Run(
                $"Set-EniContext -ProtectedNetworkInterfaceId @() -ProtectedRange @(); $failed.TargetObject | {way}").ErrorIds);
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-Force")]
    public void A_protected_ENI_gets_no_new_addresses(string way)
    {
        Use($"Set-EniContext -ProtectedNetworkInterfaceId {Eni}");

        var result = _session.Run(
            $"Add-EniIpv6Address -NetworkInterfaceId {Eni} -Ipv6AddressCount 2 -Ipv6PrefixCount 1 {way} -ErrorVariable failed "
                + "-ErrorAction SilentlyContinue; $failed.TargetObject");

        Assert.Equal(["2"], result.Values("Ipv6AddressCount"));
        Assert.Equal(["1"], result.Values("Ipv6PrefixCount"));
        Assert.Empty(_session.Emulator.Requests);
    }

    public static TheoryData<string> AllWays => [.. Ways];

    [Theory]
    [MemberData(nameof(AllWays))]
    public void A_protection_file_that_cannot_be_understood_ends_the_run_before_it_begins(string way)
    {
        Use("""{ "networkInterfaceIDs": ["eni-bp1web01b"] }""");

        var result = _session.Run($"'{First}', 'bad' | {way} -NetworkInterfaceId {Eni}");

        Assert.Equal(["BadProtection"], result.ErrorIds);
        Assert.Contains("has a member 'networkInterfaceIDs'", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(_session.Emulator.Requests);
    }

    [Theory]
    [MemberData(nameof(AllWays))]
    public void More_targets_than_allowed_are_counted_to_the_end_and_nothing_is_done(string way)
    {
        _session.Run("$all = Get-EniIpv6Address eni-bp1web02b, eni-bp1web01b").ShouldSucceed();
        _session.Emulator.Reset();

        // 25 and 8 of them, one repeated. A parameter goes before the session.
        var result = _session.Run($"Set-EniContext -MaxTargets 500; $all + $all[0] | {way} -MaxTargets 32");

        Assert.Equal(["TooManyTargets"], result.ErrorIds);
        Assert.Contains("holds 33 targets, and -MaxTargets allows 32", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Empty(_session.Emulator.Requests);
        Assert.Equal(["TooManyTargets"], _session.Run($"Set-EniContext -MaxTargets 32; $all | {way}").ErrorIds);
        Assert.Empty(_session.Emulator.Requests);

        Assert.DoesNotContain("TooManyTargets", _session.Run($"$all + $all[0] | {way} -MaxTargets 33").ErrorIds);
    }

    [Fact]
    public void As_many_targets_as_allowed_go_in_full_calls()
    {
        var removed = _session.Run("Get-EniIpv6Address eni-bp1web02b | Remove-EniIpv6Address -Force -MaxTargets 25").ShouldSucceed();

        Assert.Equal(25, removed.Output.Count);
        Assert.Equal(3, _session.Removals.Count);
    }

    [Fact]
    public void New_addresses_count_by_their_number()
    {
        const string Ask = "'eni-bp1empty01', 'eni-bp1spare01' | ForEach-Object { [pscustomobject]@{ NetworkInterfaceId = $_ } } | "
            + "Add-EniIpv6Address -Ipv6AddressCount 3 -Force -MaxTargets";

        Assert.Equal(["TooManyTargets"], _session.Run($"{Ask} 5").ErrorIds);
        Assert.Empty(_session.Emulator.Requests);
        Assert.Equal(6, _session.Run($"{Ask} 6").ShouldSucceed().Output.Count);
    }

    [Theory]
    [MemberData(nameof(AllWays))]
    public void With_more_refused_inputs_than_errors_allowed_the_rest_is_not_sent_and_pipes_back_in(string way)
    {
        _session.Run("$all = Get-EniIpv6Address eni-bp1web02b").ShouldSucceed();
        _session.Emulator.Reset();

        // 2 of 22 are more than 9%, and that is known before the first call, though they come last.
        var result = _session.Run(
            $"$all[0..19] + 'bad', 'worse' | {way} -MaxErrors 9% -ErrorVariable failed -ErrorAction SilentlyContinue; "
                + "$failed | Where-Object FullyQualifiedErrorId -like 'NotSent,*' -OutVariable notSent");

        Assert.Equal(
            20, result.Output.Count(item => item.BaseObject is ErrorRecord { CategoryInfo.Category: ErrorCategory.OperationStopped }));
        Assert.Equal(20, result.Output.Count);
        Assert.Empty(_session.Emulator.Requests);
        Assert.Contains("limit of 9% allows", result.Output[0].ToString(), StringComparison.Ordinal);

        // What is there already cannot be added, so that there the second call is one too many.
        Assert.InRange(_session.Run($"$all[0..19] + 'bad', 'worse' | {way} -MaxErrors 10%").ErrorIds.Count(id => id == "NotSent"), 0, 10);
        _session.Emulator.Reset();
        var again = _session.Run($"Set-EniContext -MaxErrors 0; $notSent.TargetObject | {way} -MaxErrors 50");
        Assert.DoesNotContain("NotSent", again.ErrorIds);
    }

    [Theory]
    [InlineData("Remove-EniIpv6Address", "UnassignIpv6Addresses", 2)]
    [InlineData("Add-EniIpv6Address", "AssignIpv6Addresses", 3)]
    public void Beyond_the_errors_allowed_nothing_more_is_sent_and_each_target_has_an_outcome(string cmdlet, string action, int limit)
    {
        // One call after the other: the first is refused for all of its 10, and the others would not be.
        _session.Run("$all = Get-EniIpv6Address eni-bp1web02b").ShouldSucceed();
        _session.Emulator.Faults.Add(new() { Kind = FaultKind.Refuse, Action = action, Code = "SomethingNew", Status = 400, Count = 1 });

        var result = _session.Run($"$all | {cmdlet} -Force -MaxErrors {limit} -ThrottleLimit 1");

        Assert.Empty(result.Output);
        Assert.Equal(25, result.Errors.Count);
        Assert.Equal(15, result.ErrorIds.Count(id => id == "NotSent"));
        Assert.Equal(25, result.Errors.Select(error => ((EniIpv6Target)error.TargetObject).Ipv6Address).Distinct().Count());
        Assert.Single(_session.CallsOf(action));
    }

    [Fact]
    public void What_is_under_way_when_the_errors_are_too_many_is_settled()
    {
        // The first call loses its answer after a second; meanwhile that of the other ENI is refused.
        _session.Emulator.Faults.Add(
            new()
            {
                Kind = FaultKind.DropAfterEffect,
                Action = "UnassignIpv6Addresses",
                NetworkInterfaceId = "eni-bp1web02b",
                LatencyMilliseconds = 1000,
                Count = 1,
            });

        var result = _session.Run(
            "@(Get-EniIpv6Address eni-bp1web02b)[0..9] + @(1..10 | ForEach-Object { [pscustomobject]@{ NetworkInterfaceId = "
                + "'eni-bp1web01b'; Ipv6Address = \"2001:db8:1234:1a00::ff:$_\" } }) | "
                + "Remove-EniIpv6Address -Force -MaxErrors 0 -ReadLagSec 0");

        Assert.Equal(Enumerable.Repeat("True", 10), result.Values("ConfirmedByLooking"));
        Assert.Equal(10, result.Errors.Count);
    }

    [Fact]
    public void New_addresses_that_were_not_asked_for_pipe_back_in()
    {
        var result = _session.Run(
            "'bad', [pscustomobject]@{ NetworkInterfaceId = 'eni-bp1empty01'; Ipv6AddressCount = 3 } | "
                + "Add-EniIpv6Address -Force -MaxErrors 0 -ErrorVariable failed -ErrorAction SilentlyContinue; $failed[-1].TargetObject");

        Assert.Equal(["3"], result.Values("Ipv6AddressCount"));
        Assert.Empty(_session.Emulator.Requests);
        Assert.Equal(3, _session.Run("$failed[-1].TargetObject | Add-EniIpv6Address -Force").ShouldSucceed().Output.Count);
    }

    [Theory]
    [MemberData(nameof(AllWays))]
    public void Another_account_than_the_one_meant_ends_the_run_before_anything_else(string way)
    {
        var wrong = _session.Run($"'{First}', '{Prefix}' | {way} -NetworkInterfaceId {Eni} -AccountId 2000000000000002");

        Assert.Equal(["WrongAccount"], wrong.ErrorIds);
        Assert.Contains("1000000000000001", wrong.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(["GetCallerIdentity"], _session.Emulator.Requests.Select(request => request.Action));

        Assert.Equal(
            ["WrongAccount"],
            _session.Run($"Set-EniContext -AccountId 2000000000000002; '{First}' | {way} -NetworkInterfaceId {Eni}").ErrorIds);

        var right = _session.Run($"'{First}', '{Prefix}' | {way} -NetworkInterfaceId {Eni} -AccountId 1000000000000001");
        Assert.DoesNotContain("WrongAccount", right.ErrorIds);
        Assert.Equal(3, _session.CallsOf("GetCallerIdentity").Count);
        Assert.Equal(way.EndsWith("-WhatIf", StringComparison.Ordinal) ? 1 : 0, right.Warnings.Count);
        Assert.Equal(
            way.EndsWith("-WhatIf", StringComparison.Ordinal),
            _session.Emulator.Requests.All(request => request.Action == "GetCallerIdentity"));
    }

    [Fact]
    public void The_context_shows_the_guard_rails_and_Clear_takes_them_away()
    {
        _session.Run(
            $"Set-EniContext -MaxTargets 7 -MaxErrors 5% -AccountId 42 -ProtectedNetworkInterfaceId {Eni} "
                + "-ProtectedRange 2001:DB8::/32 -ProtectedTag @{ env = 'prod', 'live' }").ShouldSucceed();

        var context = Assert.Single(_session.Run("Set-EniContext -RegionId cn-beijing; Get-EniContext").ShouldSucceed().Output);
        Assert.Equal(7, context.Properties["MaxTargets"].Value);
        Assert.Equal("5%", context.Properties["MaxErrors"].Value);
        Assert.Equal("42", context.Properties["ExpectedAccountId"].Value);
        Assert.Equal([Eni], (string[])context.Properties["ProtectedNetworkInterfaceId"].Value);
        Assert.Equal(["2001:db8::/32"], (string[])context.Properties["ProtectedRange"].Value);
        Assert.Equal(["env=prod", "env=live"], (string[])context.Properties["ProtectedTag"].Value);

        context = Assert.Single(_session.Run("Clear-EniContext; Get-EniContext").ShouldSucceed().Output);
        Assert.Null(context.Properties["MaxTargets"].Value);
        Assert.Null(context.Properties["MaxErrors"].Value);
        Assert.Null(context.Properties["ExpectedAccountId"].Value);
        Assert.Empty((string[])context.Properties["ProtectedNetworkInterfaceId"].Value);
        Assert.Empty((string[])context.Properties["ProtectedRange"].Value);
        Assert.Empty((string[])context.Properties["ProtectedTag"].Value);
    }

    [Theory]
    [InlineData("Set-EniContext -ProtectedNetworkInterfaceId web01b", "InvalidEniId.Malformed")]
    [InlineData("Set-EniContext -ProtectedRange 2001:db8::1/64", "BadProtection")]
    [InlineData("Set-EniContext -ProtectedRange 10.0.0.1", "BadProtection")]
    [InlineData("Set-EniContext -ProtectedTag @{ '' = 'prod' }", "BadProtection")]
    [InlineData("Set-EniContext -ProtectedTag @{ 'env*' = 'prod' }", "BadProtection")]
    [InlineData("Set-EniContext -ProtectedTag @{ env = 'prod', 'pre*' }", "BadProtection")]
    [InlineData("Set-EniContext -ProtectedTag @{ env = @() }", "BadProtection")]
    [InlineData("Set-EniContext -ProtectedTag @{ env = @{ prod = $true } }", "BadProtection")]
    public void A_bad_rule_is_refused_when_it_is_set(string script, string id) => Assert.Equal([id], _session.Run(script).ErrorIds);

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static TheoryData<string, string, string, string> Rows(params (string Rule, string Target, string Named)[] rules) =>
        new(from way in Ways from rule in rules select (way, rule.Rule, rule.Target, rule.Named));

    // A script, or the text of a protection file.
    private void Use(string rule)
    {
        if (!rule.StartsWith('{'))
        {
            _session.Run(rule).ShouldSucceed();
            return;
        }

        var path = Path.Combine(_folder, "protection.json");
        File.WriteAllText(path, rule);
        _session.UseHost(new Dictionary<string, string> { ["ENITOOLS_PROTECTION_FILE"] = path });
    }
}
