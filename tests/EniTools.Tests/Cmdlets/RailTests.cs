using System.Management.Automation;
using EniTools.Emulator.Faults;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Guard rails that hold: in every changing cmdlet, for every way to name a target, and from one runspace to another.</summary>
public sealed class RailTests : IDisposable
{
    private const string Eni = "eni-bp1web01b";
    private const string Public = "2001:db8:1234:1a00::2:1";
    private const string PublicPrefix = "2001:db8:1234:1a01:21::/80";

    private readonly string _folder = Directory.CreateTempSubdirectory("enitools").FullName;
    private readonly PowerShellSession _session = PowerShellSession.WithEmulator();

    /// <summary>Each changing cmdlet, with each rule that protects the ENI, and each way to name a target of it.</summary>
    public static TheoryData<string, string> Reaches => new(
        from rule in new[]
        {
            $"Set-EniContext -ProtectedNetworkInterfaceId ' {Eni} '",
            "Set-EniContext -ProtectedTag @{ env = 'prod' }",
            "Set-EniContext -ProtectedRange 2001:db8:1234:1a00::2:0/112, 2001:db8:1234:1a01::/64",
        }
        from change in new[]
        {
            $"Remove-EniIpv6Address {Public} {Eni}",
            $"Remove-EniIpv6Address -Ipv6Prefix {PublicPrefix} -NetworkInterfaceId {Eni}",
            $"Get-EniIpv6Address {Eni} | Remove-EniIpv6Address -RemoveBandwidth",
            $"Remove-EniIpv6Address {Public} eni-bp1spare01 -RemoveBandwidth",
            $"Add-EniIpv6Address 2001:db8:1234:1a00::2:77 {Eni}",
            $"Remove-EniIpv6Bandwidth {Public}",
            $"Remove-EniIpv6Bandwidth -Ipv6Prefix {PublicPrefix}",
            $"Remove-EniIpv6Bandwidth {Public} -NetworkInterfaceId {Eni}",
            $"Remove-EniIpv6Bandwidth {Public} -NetworkInterfaceId eni-bp1spare01",
            $"Get-EniIpv6Bandwidth {Public} | Remove-EniIpv6Bandwidth",
            $"'{Public}', '{PublicPrefix}' | Remove-EniIpv6Bandwidth -Release",
            $"Add-EniIpv6Bandwidth {Public} -Bandwidth 900",
            "Add-EniIpv6Bandwidth 2001:db8:1234:1a00::2:3 -Bandwidth 5",
            "Add-EniIpv6Bandwidth 2001:db8:1234:1a00::2:3 -Bandwidth 5 -NetworkInterfaceId eni-bp1spare01",
            $"Undo-EniChange $journal",
            $"Resume-EniChange $journal",
        }
        select (rule, change));

    [Theory]
    [MemberData(nameof(Reaches))]
    public void No_changing_cmdlet_reaches_what_is_protected_however_it_is_named(string rule, string change)
    {
        // A change of the ENI that undo and resume would go on with: one address removed, one not sent.
        _session.Run(
            $"Set-EniContext -ProtectedTag @{{}}; $journal = Join-Path $folder run.jsonl; "
                + $"'2001:db8:1234:1a00::2:5', 'bad' | Remove-EniIpv6Address -NetworkInterfaceId {Eni} -Force -JournalPath $journal "
                + "-ErrorAction SilentlyContinue",
            ("folder", _folder));
        _session.Run($"Set-EniContext -ProtectedNetworkInterfaceId @(); {rule}").ShouldSucceed();
        var before = World();

        var preview = _session.Run($"{change} -WhatIf");
        var result = _session.Run($"{change} -Force");

        Assert.Equal(before, World());
        Assert.Empty(result.Output);
        if (!change.StartsWith("Resume", StringComparison.Ordinal))
        {
            Assert.All(result.ErrorIds, id => Assert.Equal("Protected", id));
            Assert.NotEmpty(result.Errors);
        }

        Assert.Equal(result.ErrorIds, preview.ErrorIds);
    }

    [Fact]
    public void An_address_on_another_ENI_than_the_one_named_keeps_its_bandwidth()
    {
        var other = _session.Run($"Remove-EniIpv6Bandwidth {Public} -NetworkInterfaceId eni-bp1spare01 -Force");
        var bought = _session.Run("Add-EniIpv6Bandwidth 2001:db8:1234:1a00::2:3 -Bandwidth 5 -NetworkInterfaceId eni-bp1spare01 -Force");
        // On a primary ENI, VPC names the instance.
        var primary = _session.Run(
            "Get-EniIpv6Bandwidth -RegionId cn-beijing | Where-Object InstanceId | "
                + "ForEach-Object { Remove-EniIpv6Bandwidth $_.Ipv6Address -RegionId cn-beijing -NetworkInterfaceId eni-2zedb01b -Force }");

        Assert.Equal(["OnAnotherInterface"], other.ErrorIds);
        Assert.Contains($"it is on {Eni}", other.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(["OnAnotherInterface"], bought.ErrorIds);
        Assert.Equal(["OnAnotherInterface"], primary.ErrorIds);
        // Named rightly, it is judged by its own rules.
        Assert.Equal(["Subscription"], _session.Run(
            "Get-EniIpv6Bandwidth -RegionId cn-beijing | Where-Object InstanceId | "
                + "ForEach-Object { Remove-EniIpv6Bandwidth $_.Ipv6Address -RegionId cn-beijing -NetworkInterfaceId eni-2zedb01a -Force }")
            .ErrorIds);
    }

    [Fact]
    public void What_cannot_be_looked_up_is_not_touched()
    {
        _session.Run($"Set-EniContext -ProtectedNetworkInterfaceId {Eni}").ShouldSucceed();
        _session.Emulator.Faults.Add(
            new() { Kind = FaultKind.Refuse, Action = "DescribeNetworkInterfaces", Code = "Forbidden.RAM", Status = 403 });

        var result = _session.Run("Remove-EniIpv6Bandwidth 2001:db8:1234:1a00::9:1 -Force");

        Assert.Equal(["Forbidden.RAM"], result.ErrorIds);
        Assert.Contains("is not touched", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Empty(_session.CallsOf("DeleteIpv6InternetBandwidth"));
    }

    [Theory]
    [InlineData("Remove-EniIpv6Address", "UnassignIpv6Addresses", "2001:db8:1234:1a00::ff:1")]
    [InlineData("Add-EniIpv6Address", "AssignIpv6Addresses", "2001:db8:9999::1")]
    public void An_error_counts_when_it_is_known_and_nothing_leaves_after_it(string cmdlet, string action, string bad)
    {
        // Seven ENIs: the first address of each cannot be changed, and good ones stand behind them.
        var result = _session.Run(
            $$"""
            $enis = 'eni-bp1web01b', 'eni-bp1web02b', 'eni-bp1web03a', 'eni-bp1web03b', 'eni-bp1spare01', 'eni-bp1web01a', 'eni-bp1web02a'
            $rows = foreach ($eni in $enis) { [pscustomobject]@{ NetworkInterfaceId = $eni; Ipv6Address = '{{bad}}' } }
            $good = Get-EniIpv6Address eni-bp1web02b, eni-bp1web03b
            $rows + $good | {{cmdlet}} -Force -MaxErrors 0 -ThrottleLimit 1 -ReadLagSec 0
            """);

        Assert.Empty(result.Output);
        Assert.Single(_session.CallsOf(action));
        Assert.Contains("NotSent", result.ErrorIds);
    }

    [Fact]
    public void Of_a_refused_batch_those_that_are_not_there_are_named_and_the_others_are_not_sent()
    {
        var result = _session.Run(
            "$all = Get-EniIpv6Address eni-bp1web02b | Select-Object -First 9; "
                + "@([pscustomobject]@{ NetworkInterfaceId = 'eni-bp1web02b'; Ipv6Address = '2001:db8:1234:1a00::ff:1' }) + $all | "
                + "Remove-EniIpv6Address -Force -MaxErrors 0 -ReadLagSec 0");

        Assert.Empty(result.Output);
        Assert.Equal(["InvalidIp.IpUnassigned"], result.ErrorIds.Where(id => id != "NotSent"));
        Assert.Equal(9, result.ErrorIds.Count(id => id == "NotSent"));
        Assert.Single(_session.Removals);
        // Where it is no error, the others go.
        Assert.Equal(9, _session.Run("$all | Remove-EniIpv6Address -Force -MaxErrors 0 -IgnoreUnassigned").ShouldSucceed().Output.Count);
    }

    [Fact]
    public void With_errors_to_spare_nobody_waits_for_a_refused_call()
    {
        var result = _session.Run(
            "$all = Get-EniIpv6Address eni-bp1web02b, eni-bp1web03b; "
                + "@([pscustomobject]@{ NetworkInterfaceId = 'eni-bp1web01b'; Ipv6Address = '2001:db8:1234:1a00::ff:1' }) + $all | "
                + "Remove-EniIpv6Address -Force -MaxErrors 1 -ThrottleLimit 1 -ReadLagSec 0");

        Assert.Equal(["InvalidIp.IpUnassigned"], result.ErrorIds);
        Assert.Equal(result.Output.Count, _session.Run("$all").Output.Count);
    }

    /// <summary>Every setting of the context: how it is set, how the context shows it, and what takes it back.</summary>
    public static TheoryData<string, string, string, bool> Settings => new()
    {
        { "-RegionId cn-beijing", "RegionId", "cn-beijing", false },
        { "-Endpoint ecs.example.com", "Endpoint", "https://ecs.example.com/", false },
        { "-ProfileName someone", "ProfileName", "someone", false },
        { "-JournalPath ./run.jsonl", "JournalPath", "*run.jsonl", false },
        { "-MaxTargets 7", "MaxTargets", "7", true },
        { "-MaxErrors '10 %'", "MaxErrors", "10 %", true },
        { "-AccountId 42", "ExpectedAccountId", "42", true },
        { $"-ProtectedNetworkInterfaceId {Eni}", "ProtectedNetworkInterfaceId", Eni, true },
        { "-ProtectedRange 2001:db8::/32", "ProtectedRange", "2001:db8::/32", true },
        { "-ProtectedTag @{ env = 'prod' }", "ProtectedTag", "env=prod", true },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void Each_setting_is_shown_handed_over_and_taken_back_by_itself(string set, string property, string shown, bool isRail)
    {
        using var session = PowerShellSession.Bare();
        using var other = PowerShellSession.Bare();
        var parameter = set.Split(' ')[0];

        var context = session.Run($"Set-EniContext {set}; Get-EniContext").ShouldSucceed().Output.Single();
        Assert.Matches("^" + System.Text.RegularExpressions.Regex.Escape(shown).Replace("\\*", ".*") + "$", Text(context));
        Assert.Matches(".", Text(other.Run("$context | Set-EniContext -PassThru", ("context", context)).ShouldSucceed().Output.Single()));
        var wire = session.Run(
            "$text = [System.Management.Automation.PSSerializer]::Serialize((Get-EniContext)); "
                + "[System.Management.Automation.PSSerializer]::Deserialize($text)")
            .Output.Single();
        using var third = PowerShellSession.Bare();
        Assert.Equal(
            Text(context), Text(third.Run("$context | Set-EniContext -PassThru", ("context", wire)).ShouldSucceed().Output.Single()));

        var back = session.Run($"Set-EniContext {parameter} $null; Get-EniContext").ShouldSucceed();
        Assert.Equal("", Text(back.Output.Single()));
        Assert.Equal(isRail ? 1 : 0, back.Warnings.Count(text => text.Contains(parameter.TrimStart('-'), StringComparison.Ordinal)));
        Assert.Equal("", Text(other.Run("Clear-EniContext; Get-EniContext").Output.Single()));

        string Text(PSObject of) => TextOf(of, property);
    }

    [Fact]
    public void The_view_of_the_context_shows_each_setting()
    {
        var settings = string.Join(' ', Settings.Select(row => row.Data.Item1));

        var view = _session.Run($"Clear-EniContext; Set-EniContext {settings}; Get-EniContext | Out-String -Width 500").ShouldSucceed()
            .Output.Single().ToString();

        Assert.All(Settings, row => Assert.Contains(row.Data.Item3.TrimStart('*'), view, StringComparison.Ordinal));
    }

    [Fact]
    public void Removing_the_module_keeps_each_rail_and_no_other_setting()
    {
        _session.Run($"Set-EniContext {string.Join(' ', Settings.Select(row => row.Data.Item1))}; Remove-Module EniTools").ShouldSucceed();

        var context = _session.Run("Import-Module $path; Get-EniContext", ("path", BuiltModule.Manifest)).ShouldSucceed().Output.Single();

        Assert.All(Settings, row => Assert.Equal(row.Data.Item4 ? row.Data.Item3 : "", TextOf(context, row.Data.Item2)));
    }

    [Fact]
    public void Every_parameter_of_the_context_is_in_the_table_of_settings()
    {
        string[] others = ["InputObject", "Credential", "SecurityToken", "PassThru"];
        var parameters = typeof(Commands.SetEniContextCommand).GetProperties()
            .Where(property => property.IsDefined(typeof(ParameterAttribute), false))
            .Select(property => property.Name).Except(others);

        Assert.Equal(parameters.Order(), Settings.Select(row => row.Data.Item1.Split(' ')[0].TrimStart('-')).Order());
    }

    [Fact]
    public void What_is_protected_adds_up_until_it_is_taken_back()
    {
        var context = _session.Run(
            "Set-EniContext -ProtectedRange 2001:db8:1::/48; Set-EniContext -ProtectedRange 2001:db8:2::/48 "
                + "-ProtectedTag @{ a = '1' }; Set-EniContext -ProtectedTag @{ b = '2' }; Get-EniContext").ShouldSucceed().Output.Single();

        Assert.Equal(["2001:db8:1::/48", "2001:db8:2::/48"], (string[])context.Properties["ProtectedRange"].Value);
        Assert.Equal(["a=1", "b=2"], (string[])context.Properties["ProtectedTag"].Value);
    }

    [Fact]
    public void A_context_carries_its_rails_to_another_runspace_and_no_key_takes_the_place_of_its_own()
    {
        var context = _session.Run($"Set-EniContext -ProtectedNetworkInterfaceId {Eni} -PassThru").ShouldSucceed().Output.Single();
        using var other = PowerShellSession.Bare();
        other.UseHost(new Dictionary<string, string>
        {
            ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "EniEmulatorAccessKeyId",
            ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "EniEmulatorAccessKeySecret",
        });

        var withoutKey = other.Run($"$context | Set-EniContext; Remove-EniIpv6Address {Public} {Eni} -Force", ("context", context));
        var withKey = other.Run(
            $"$context | Set-EniContext -Credential $credential; Remove-EniIpv6Address {Public} {Eni} -Force",
            ("credential", PowerShellSession.EmulatorCredential()));

        Assert.Equal(["NoCredential"], withoutKey.ErrorIds);
        Assert.Equal(["Protected"], withKey.ErrorIds);
        var free = other.Run("Remove-EniIpv6Address 2001:db8:1234:1a00::7:1 eni-bp1spare01 -Force").ShouldSucceed();
        Assert.Equal(["Removed"], free.Values("Status"));
        Assert.All(context.Properties, property => Assert.DoesNotContain("Secret", $"{property.Value}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("| ConvertTo-Json -Depth 3 | ConvertFrom-Json")]
    [InlineData("| Select-Object *")]
    public void A_context_that_went_through_a_text_keeps_its_rails(string way)
    {
        var context = _session.Run(
            $"Set-EniContext -ProtectedNetworkInterfaceId {Eni} -MaxTargets 7 -AccountId 42 -PassThru {way}")
            .ShouldSucceed().Output.Single();
        using var other = PowerShellSession.Bare();

        var taken = other.Run(
            "Set-EniContext -MaxTargets 3 -AccountId 41; Set-EniContext -InputObject $context -PassThru", ("context", context))
            .ShouldSucceed();

        var after = Assert.Single(taken.Output);
        Assert.Equal([Eni], (string[])after.Properties["ProtectedNetworkInterfaceId"].Value);
        Assert.Equal((3, "41"), ((int)after.Properties["MaxTargets"].Value, (string)after.Properties["ExpectedAccountId"].Value));
    }

    [Theory]
    [InlineData("$null | Set-EniContext", "")]
    [InlineData("Set-EniContext -InputObject $null", "")]
    [InlineData("'cn-beijing' | Set-EniContext", "cn-beijing")]
    [InlineData("Get-EniContext | Select-Object RegionId, Endpoint, MaxTargets | Set-EniContext", "MaxTargets")]
    [InlineData("Get-EniContext | ConvertTo-Csv | ConvertFrom-Csv | Set-EniContext", "System.String[]")]
    [InlineData("Get-Eni eni-bp1web01b | Set-EniContext", "NetworkInterfaceId")]
    [InlineData("[pscustomobject]@{ RegionId = 'cn-beijing'; Enpoint = 'http://localhost' } | Set-EniContext", "Enpoint")]
    [InlineData("$c = Get-EniContext | Select-Object *; $c.MaxErrors = 'few'; $c | Set-EniContext", "few")]
    [InlineData("$c = Get-EniContext | Select-Object *; $c.MaxTargets = 0; $c | Set-EniContext", "MaxTargets")]
    [InlineData("$c = Get-EniContext | Select-Object *; $c.ProtectedNetworkInterfaceId = 'web'; $c | Set-EniContext", "web")]
    public void What_is_no_whole_context_changes_nothing(string script, string named)
    {
        const string Shown = "Get-EniContext | ConvertTo-Json -Depth 3";
        var before = _session.Run(Shown).ShouldSucceed().Output.Single().ToString();

        var result = _session.Run(script);

        Assert.Equal(["BadContext"], result.ErrorIds);
        Assert.Contains(named, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(before, _session.Run(Shown).ShouldSucceed().Output.Single().ToString());
    }

    [Theory]
    [InlineData("[pscustomobject]@{ 'regionid ' = 'cn-beijing' } | Set-EniContext")]
    [InlineData("Set-EniContext -InputObject ([pscustomobject]@{ Region = 'cn-beijing' })")]
    [InlineData("Get-EniRegion cn-beijing | Set-EniContext")]
    [InlineData("Start-EniEmulator | Set-EniContext -RegionId cn-beijing")]
    public void A_row_of_settings_sets_them_and_a_parameter_goes_before_it(string script) =>
        Assert.Equal(["cn-beijing"], _session.Run($"{script}; Get-EniContext").ShouldSucceed().Values("RegionId"));

    [Fact]
    public void An_error_about_a_missing_context_says_that_another_runspace_has_one()
    {
        using var other = PowerShellSession.Bare();

        var result = other.Run("Get-Eni -RegionId cn-hangzhou");

        Assert.Equal(["NoCredential"], result.ErrorIds);
        Assert.Contains("$using:context | Set-EniContext", result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Loading_the_module_again_keeps_the_context_the_rails_and_the_emulators()
    {
        _session.Run($"Set-EniContext -ProtectedNetworkInterfaceId {Eni}; $emulator = Start-EniEmulator").ShouldSucceed();

        _session.Run("Import-Module $path -Force", ("path", BuiltModule.Manifest)).ShouldSucceed();

        Assert.Equal(["Protected"], _session.Run($"Remove-EniIpv6Address {Public} {Eni} -Force").ErrorIds);
        Assert.Single(_session.Run("Get-EniEmulator").ShouldSucceed().Output);
        Assert.NotEmpty(_session.Run("$emulator | Set-EniContext; Get-Eni").ShouldSucceed().Output);
        // Rails stay, too, when the module is removed and loaded; its emulators and the credential end with it.
        _session.Run("Remove-Module EniTools").ShouldSucceed();
        _session.Run("Import-Module $path", ("path", BuiltModule.Manifest)).ShouldSucceed();
        Assert.Empty(_session.Run("Get-EniEmulator").ShouldSucceed().Output);
        Assert.Null(_session.Run("Get-EniContext").ShouldSucceed().Output.Single().Properties["CredentialSource"].Value);
        Assert.Equal([Eni], (string[])_session.Run("Get-EniContext").Output.Single().Properties["ProtectedNetworkInterfaceId"].Value);
    }

    [Theory]
    [InlineData("-MaxErrors '2.5%'", "whole percentage")]
    [InlineData("-MaxErrors 101%", "whole percentage")]
    [InlineData("-MaxErrors -1", "whole number from 0")]
    [InlineData("-NetworkInterfaceId eni-a, eni-b", "holds 2 ENI ids in one text")]
    public void A_value_that_is_not_understood_is_told_in_words(string argument, string words)
    {
        var result = _session.Run($"'{Public}' | Remove-EniIpv6Address -Force {argument}");

        var error = result.Errors.Select(error => error.ToString()).Append(result.Thrown?.Message ?? "").First(text => text.Length > 0);
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.DoesNotContain("pattern", error, StringComparison.Ordinal);
        Assert.Empty(_session.Removals);
    }

    [Fact]
    public void What_stays_billed_is_told_where_the_input_says_so()
    {
        const string Input =
            "Get-EniIpv6Address eni-bp1web01b -IncludeBandwidth | Where-Object Ipv6Address -Like '*::2:[13]' | "
                + "Remove-EniIpv6Address";

        var preview = _session.Run($"{Input} -WhatIf").ShouldSucceed();
        var calls = _session.Emulator.Requests.Count;
        var result = _session.Run($"{Input} -Force -Verbose").ShouldSucceed();

        Assert.Contains("bandwidth of 1 of the addresses", preview.Warnings.Single(), StringComparison.Ordinal);
        Assert.Contains("Remove-EniIpv6Bandwidth ends it", result.Information.Single(), StringComparison.Ordinal);
        Assert.Equal(2, result.Output.Count);
        Assert.True(calls > 0);
    }

    [Fact]
    public void Addresses_sort_by_number_by_their_sort_key_also_from_a_table()
    {
        var sorted = _session.Run(
            "Add-EniIpv6Address -Ipv6Address (3..14 | "
                + "ForEach-Object { \"2001:db8:1234:1a00::5:$_\" }) -NetworkInterfaceId eni-bp1web03b -Force > $null; "
                +
                    "Get-EniIpv6Address eni-bp1web03b | Sort-Object { Get-Random } | ConvertTo-Csv | ConvertFrom-Csv | "
                        + "Sort-Object SortKey").ShouldSucceed();

        var addresses = sorted.Values("Ipv6Address").Where(text => !string.IsNullOrEmpty(text))
            .Select(text => Api.Model.Ipv6Address.Parse(text!)).ToList();
        Assert.Equal(addresses.Order(), addresses);
        Assert.True(addresses.Count >= 12);
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string TextOf(PSObject context, string property)
    {
        var value = context.Properties[property].Value;
        return string.Join(' ', LanguagePrimitives.GetEnumerable(value)?.Cast<object>() ?? [value ?? ""]);
    }

    private string World() => string.Join(
        '\n',
        [
            .. new[] { Eni, "eni-bp1spare01" }.Select(eni => $"{eni}: {string.Join(' ', _session.Emulator.ItemsOf(eni))}"),
            .. _session.Run("Get-EniIpv6Bandwidth -RegionId cn-hangzhou").ShouldSucceed().Output.Select(
                found => string.Join(
                    ' ', ((string[])["Ipv6Address", "Ipv6Prefix", "Bandwidth"]).Select(name => found.Properties[name].Value))),
        ]);
}
