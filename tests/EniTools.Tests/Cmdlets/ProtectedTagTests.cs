using System.Management.Automation;
using EniTools.Api.Tests.Finding;
using EniTools.Emulator;
using EniTools.Emulator.Faults;
using EniTools.Output;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>ENIs that a tag protects: the service is asked for their tags, in few calls, before anything is changed on them.</summary>
public sealed class ProtectedTagTests : IDisposable
{
    private const string Eni = "eni-bp1web01b";
    private const string First = "2001:db8:1234:1a00::2:1";
    private const string Second = "2001:db8:1234:1a00::2:2";

    private static readonly string[] Ways =
    [
        "Get-EniIpv6RemovalPlan", "Remove-EniIpv6Address -WhatIf", "Remove-EniIpv6Address -Force -ReadLagSec 0",
        "Add-EniIpv6Address -WhatIf", "Add-EniIpv6Address -Force -ReadLagSec 0",
    ];

    private readonly ScratchFolder _folder = new();
    private readonly PowerShellSession _session = PowerShellSession.WithEmulator();

    public static TheoryData<string> AllWays => [.. Ways];

    /// <summary>What is in force, and the rule as the error names it; in each way to run. The ENI has the tags env=prod and tier=web.</summary>
    public static TheoryData<string, string, string> Protected =>
        Rows(
            ("Set-EniContext -ProtectedTag @{ env = 'prod' }", "the tag env=prod is protected by this session"),
            (
                "Set-EniContext -ProtectedTag @{ ENV = 'live', 'PROD' }",
                $"the tag ENV=PROD is protected by this session, and {Eni} has env=prod"),
            (
                "Set-EniContext -ProtectedTag @{ env = 'live'; tier = '*' }",
                $"the tag tier=* is protected by this session, and {Eni} has tier=web"),
            ("Set-EniContext -ProtectedTag @{ nosuch = 1; tier = $null }", "the tag tier=* is protected"),
            ("""{ "tags": { "env": "prod" } }""", "the tag env=prod is protected by the file"));

    [Theory]
    [MemberData(nameof(Protected))]
    public void An_ENI_with_the_tag_is_an_error_with_the_rule_before_any_change_and_the_rest_goes_on(string way, string rule, string named)
    {
        Use(rule);

        var result = _session.Run(
            $"'{First}', '{Second}' | {way} -NetworkInterfaceId {Eni} -ErrorVariable failed -ErrorAction SilentlyContinue; $failed");

        Assert.Equal(2, result.Output.Count);
        var error = Assert.IsType<ErrorRecord>(result.Output[0].BaseObject);
        Assert.Equal(
            ("Protected", ErrorCategory.PermissionDenied), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["DescribeNetworkInterfaces"], Actions);

        // This one has env=test and no tier. Where the rule is no more, the same targets are taken again.
        Assert.DoesNotContain("Protected", _session.Run($"'2001:db8:1234:1a00::7:1' | {way} -NetworkInterfaceId eni-bp1spare01").ErrorIds);
        _session.UseHost(new Dictionary<string, string>());
        Assert.DoesNotContain("Protected", _session.Run($"Set-EniContext -ProtectedTag @{{}}; $failed.TargetObject | {way}").ErrorIds);
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-Force")]
    public void An_ENI_with_the_tag_gets_no_new_addresses(string way)
    {
        Use("Set-EniContext -ProtectedTag @{ env = 'test' }");

        var result = _session.Run(
            "Add-EniIpv6Address -NetworkInterfaceId eni-bp1empty01 -Ipv6AddressCount 2 -Ipv6PrefixCount 1 "
                + $"{way} -ErrorVariable failed -ErrorAction SilentlyContinue; $failed.TargetObject");

        Assert.Equal(["2"], result.Values("Ipv6AddressCount"));
        Assert.Equal(["1"], result.Values("Ipv6PrefixCount"));
        Assert.Equal(["DescribeNetworkInterfaces"], Actions);
    }

    [Theory]
    [MemberData(nameof(AllWays))]
    public void One_call_looks_up_the_tags_of_a_hundred_ENIs(string way)
    {
        using var world = new MadeWorld(Enumerable.Range(0, 250).Select(i => new MadeEni($"eni-{i}") { Tags = [("keep", "")] }));
        using var session = PowerShellSession.WithEmulator(options: world.Options);

        // Each ENI twice, near and far.
        var result = session.Run(
            "Set-EniContext -ProtectedTag @{ keep = '*' }; (0..249) + (0..249) | ForEach-Object { foreach ($n in 1, 2) { "
                + $"[pscustomobject]@{{ NetworkInterfaceId = \"eni-$_\"; Ipv6Address = \"2001:db8::$_\" }} }} }} | {way}");

        Assert.Equal(1000, result.ErrorIds.Count(id => id == "Protected"));
        Assert.Equal(3, session.Emulator.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(AllWays))]
    public void Each_region_is_asked_for_its_own_ENIs(string way)
    {
        Use("Set-EniContext -ProtectedTag @{ env = '*' }");

        var result = _session.Run(
            $"'{Eni},cn-hangzhou', 'eni-2zedb01a,cn-beijing', '{Eni},cn-beijing' | ConvertFrom-Csv -Header NetworkInterfaceId, RegionId | "
                + $"{way} -Ipv6Address {First}");

        Assert.Equal(["Protected", "Protected", "InvalidEniId.NotFound"], result.ErrorIds);
        Assert.Equal(2, _session.CallsOf("DescribeNetworkInterfaces").Count);
        Assert.Equal(2, _session.Emulator.Requests.Count);
    }

    [Fact]
    public void Removals_begin_while_input_still_comes()
    {
        using var session = PowerShellSession.WithEmulator(options: new EniEmulatorOptions { NetworkInterfaceCount = 102 });

        // The last ENI is not given before the first removal has left.
        var result = session.Run(
            """
            Set-EniContext -ProtectedTag @{ env = '*' }
            $all = Get-EniIpv6Address -NetworkInterfaceId (1..102 | ForEach-Object { 'eni-bulk{0:d6}' -f $_ })
            $all | ForEach-Object {
                for ($i = 0; $_.NetworkInterfaceId -eq 'eni-bulk000102' -and $emulator.Requests.Action -notcontains 'UnassignIpv6Addresses'; $i++) {
                    if ($i -eq 1000) { throw 'nothing was removed' }
                    Start-Sleep -Milliseconds 10
                }
                $_
            } | Remove-EniIpv6Address -Force
            """,
            ("emulator", session.Emulator)).ShouldSucceed();

        Assert.Equal(1020, result.Output.Count);
        Assert.Equal(102, session.Removals.Count);
    }

    [Fact]
    public void However_many_targets_one_ENI_has_they_do_not_all_wait()
    {
        Use("Set-EniContext -ProtectedTag @{ env = 'prod' }");

        var result = _session.Run(
            "1..10001 | ForEach-Object { if ($_ -eq 10001) { $asked = $emulator.Requests.Count }; '2001:db8::{0:x}' -f $_ } | "
                + $"Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force -ErrorVariable failed -ErrorAction SilentlyContinue; "
                + "$asked; $failed.Count",
            ("emulator", _session.Emulator));

        Assert.Equal(["1", "10001"], result.Output.Select(item => item.ToString()));
        Assert.Single(_session.Emulator.Requests);
    }

    [Theory]
    [MemberData(nameof(AllWays))]
    public void What_cannot_be_looked_up_is_not_changed(string way)
    {
        Use("Set-EniContext -ProtectedTag @{ env = 'prod' }");
        _session.Emulator.Faults.Add(
            new() { Kind = FaultKind.Refuse, Action = "DescribeNetworkInterfaces", Code = "Forbidden.RAM", Status = 403, Count = 1 });

        var result = _session.Run(
            $"'2001:db8:1234:1a00::7:1', '2001:db8:1234:1a00::7:2' | {way} -NetworkInterfaceId eni-bp1spare01 -ErrorVariable failed");

        Assert.Equal(["Forbidden.RAM", "Forbidden.RAM"], result.ErrorIds);
        Assert.All(result.Errors, error => Assert.Contains(
            "is not touched, since tags are protected and those of its ENI could not be seen", error.ToString(), StringComparison.Ordinal));
        Assert.Equal(["DescribeNetworkInterfaces"], Actions);
        Assert.DoesNotContain("Forbidden.RAM", _session.Run($"$failed.TargetObject | {way}").ErrorIds);
    }

    [Theory]
    [MemberData(nameof(AllWays))]
    public void An_ENI_that_the_service_does_not_show_is_not_changed_and_the_others_go_on(string way)
    {
        Use("Set-EniContext -ProtectedTag @{ env = 'prod' }");

        var result = _session.Run(
            "'eni-nosuch', 'eni-bp1spare01' | ForEach-Object { [pscustomobject]@{ NetworkInterfaceId = $_ } } | "
                + $"{way} -Ipv6Address 2001:db8:1234:1a00::7:1");

        Assert.Equal("InvalidEniId.NotFound", result.ErrorIds.First());
        Assert.Equal("eni-nosuch", Assert.IsType<EniIpv6Target>(result.Errors[0].TargetObject).NetworkInterfaceId);
        Assert.DoesNotContain(
            _session.Emulator.Requests,
            request => request.Action != "DescribeNetworkInterfaces"
                && request.Parameters.Any(parameter => parameter.Value == "eni-nosuch"));
        Assert.DoesNotContain(result.Errors.Skip(1), error => error.ToString().Contains("not touched", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllWays))]
    public void What_a_tag_protects_is_an_error_of_the_run_and_no_target_of_it(string way)
    {
        // 8 targets are protected, and 4 are not.
        Use("Set-EniContext -ProtectedTag @{ env = 'prod' }");
        _session.Run($"$all = Get-EniIpv6Address {Eni}, eni-bp1spare01").ShouldSucceed();

        var tooMany = _session.Run($"$all | {way} -MaxTargets 3");
        Assert.Contains("holds 4 targets, and -MaxTargets allows 3", tooMany.Errors[^1].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("TooManyTargets", _session.Run($"$all | {way} -MaxTargets 4").ErrorIds);

        _session.Emulator.Reset();
        Assert.Equal(4, _session.Run($"$all | {way} -MaxErrors 50%").ErrorIds.Count(id => id == "NotSent"));
        Assert.Equal(["DescribeNetworkInterfaces"], Actions);
    }

    [Theory]
    [MemberData(nameof(AllWays))]
    public void With_too_many_errors_no_tags_are_looked_up(string way)
    {
        Use("Set-EniContext -ProtectedTag @{ env = 'prod' }");

        var result = _session.Run(
            $"'bad', '2001:db8:1234:1a00::7:1' | {way} -NetworkInterfaceId eni-bp1spare01 -MaxErrors 0 -ErrorVariable failed");

        Assert.Equal(["InvalidIp.Address", "NotSent"], result.ErrorIds);
        Assert.Empty(_session.Emulator.Requests);
        Assert.DoesNotContain("NotSent", _session.Run($"$failed[-1].TargetObject | {way}").ErrorIds);
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-Force")]
    public void What_a_journal_gives_is_looked_up_like_any_other_input(string way)
    {
        _session.Run(
            $"Get-EniIpv6Address {Eni}, eni-bp1spare01 | Remove-EniIpv6Address -Force -JournalPath $journal",
            ("journal", _folder.Combine("run.jsonl"))).ShouldSucceed();
        var before = _session.Emulator.Requests.Count;

        var result = _session.Run($"Set-EniContext -ProtectedTag @{{ env = 'prod' }}; Undo-EniChange $journal {way}");

        Assert.Equal(Enumerable.Repeat("Protected", 8), result.ErrorIds);
        Assert.Equal(way == "-WhatIf" ? 0 : 4, result.Output.Count);
        var calls = Actions.Skip(before).Where(action => action != "GetCallerIdentity");
        Assert.Equal("DescribeNetworkInterfaces", calls.First());
        Assert.Equal(way == "-WhatIf" ? [] : ["AssignIpv6Addresses"], calls.Skip(1).Distinct());
    }

    [Theory]
    [InlineData("Remove-EniIpv6Address")]
    [InlineData("Add-EniIpv6Address")]
    public void WhatIf_says_that_it_asks_and_needs_a_credential_for_it(string cmdlet)
    {
        const string Rule = "Set-EniContext -ProtectedTag @{ env = 'prod' }";
        var ask = $"'2001:db8:1234:1a00::7:1' | {cmdlet} -NetworkInterfaceId eni-bp1spare01 -WhatIf";

        Assert.Empty(_session.Run(ask).ShouldSucceed().Warnings);
        Assert.Equal(
            ["-WhatIf asks the service for the tags of the ENIs, since some are protected. It changes nothing."],
            _session.Run($"{Rule}; {ask}").ShouldSucceed().Warnings);
        Assert.Equal(["DescribeNetworkInterfaces"], Actions);

        using var bare = PowerShellSession.Bare();
        Assert.Empty(bare.Run($"{ask} -RegionId cn-hangzhou").ErrorIds);
        Assert.Equal(["NoCredential"], bare.Run($"{Rule}; {ask} -RegionId cn-hangzhou").ErrorIds);
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    private IEnumerable<string> Actions => _session.Emulator.Requests.Select(request => request.Action);

    private static TheoryData<string, string, string> Rows(params (string Rule, string Named)[] rules) =>
        new(from way in Ways from rule in rules select (way, rule.Rule, rule.Named));

    // A script, or the text of a protection file.
    private void Use(string rule)
    {
        if (!rule.StartsWith('{'))
        {
            _session.Run(rule).ShouldSucceed();
            return;
        }

        var path = _folder.Combine("protection.json");
        File.WriteAllText(path, rule);
        _session.UseHost(new Dictionary<string, string> { ["ENITOOLS_PROTECTION_FILE"] = path });
    }
}
