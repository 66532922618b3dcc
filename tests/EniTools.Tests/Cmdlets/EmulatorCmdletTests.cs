using System.Management.Automation;
using EniTools.Emulator;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>What Start-EniEmulator takes, and what can be done with the object it writes.</summary>
public sealed class EmulatorCmdletTests : IDisposable
{
    private readonly PowerShellSession _session = PowerShellSession.Bare();

    [Fact]
    public void Faults_are_given_as_hashtables_and_added_while_it_runs()
    {
        var result = _session.Run(
            """
            Start-EniEmulator -Fault @{ Kind = 'Refuse'; Code = 'Forbidden.RAM'; Status = 403; Action = 'UnassignIpv6Addresses'; Count = 1 } | Set-EniContext
            Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force
            (Get-EniEmulator).Faults.Add(@{ Kind = 'Refuse'; Code = 'Forbidden.RegionId'; Status = 403; Count = 1 })
            Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force
            Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force
            """);

        Assert.Equal(["Forbidden.RAM", "Forbidden.RegionId"], result.ErrorIds);
        Assert.Single(result.Output);
    }

    [Theory]
    [InlineData("@{ LatencyMilliseconds = 400 }")]
    [InlineData("@{ kind = 'none'; latencymilliseconds = '400' }")]
    [InlineData("[pscustomobject]@{ Kind = 'None'; LatencyMilliseconds = 400 }")]
    [InlineData("[EniTools.Emulator.Faults.Fault]@{ LatencyMilliseconds = 400 }")]
    public void A_number_is_milliseconds(string fault)
    {
        var result = _session.Run(
            $"""
            Start-EniEmulator -Fault ({fault}) | Set-EniContext
            $null = Get-EniRegion
            (Get-EniEmulator).Requests[0].Duration.TotalMilliseconds
            """).ShouldSucceed();

        Assert.InRange((double)Assert.Single(result.Output).BaseObject, 390, 10_000);
    }

    [Theory]
    [InlineData(
        "Latency = 500",
        "A fault has no member 'Latency'. It has Kind, Action, NetworkInterfaceId, Count, Probability, LatencyMilliseconds, Code, "
            + "Status and RetryAfterMilliseconds.")]
    [InlineData(
        "Kind = 'Drop'",
        "A fault's Kind is one of None, Refuse, DropBeforeEffect, HangBeforeEffect, HangAfterEffect, DropAfterEffect, CutAnswer, "
            + "HtmlAnswer or GarbledAnswer, and cannot be 'Drop'.")]
    [InlineData(
        "Kind = 1",
        "A fault's Kind is one of None, Refuse, DropBeforeEffect, HangBeforeEffect, HangAfterEffect, DropAfterEffect, CutAnswer, "
            + "HtmlAnswer or GarbledAnswer, and cannot be '1'.")]
    [InlineData(
        "LatencyMilliseconds = [timespan]::FromSeconds(1)",
        "A fault's LatencyMilliseconds is a number of milliseconds from 0 to 86400000, and cannot be '00:00:01'.")]
    [InlineData(
        "LatencyMilliseconds = 0.5",
        "A fault's LatencyMilliseconds is a number of milliseconds from 0 to 86400000, and cannot be '0.5'.")]
    [InlineData("Count = 0", "A fault's Count is a number of calls from 1 to 2147483647, and cannot be '0'.")]
    [InlineData("Probability = 1.5", "A fault's Probability is a number from 0 to 1, and cannot be '1.5'.")]
    [InlineData("Status = $null", "A fault's Status is an HTTP status from 200 to 599, and cannot be ''.")]
    public void What_a_fault_cannot_be_is_told_in_words(string member, string problem)
    {
        var result = _session.Run(
            $$"""
            $fault = @{ {{member}} }
            try { Start-EniEmulator -Fault $fault } catch { $_.Exception.Message }
            $emulator = Start-EniEmulator
            try { $emulator.Faults.Add($fault) } catch { $_.Exception.Message }
            $emulator.Faults.Count
            """).ShouldSucceed();

        Assert.Equal($"Cannot process argument transformation on parameter 'Fault'. {problem}", result.Output[0].ToString());
        Assert.Contains(problem, result.Output[1].ToString(), StringComparison.Ordinal);
        Assert.Equal(0, result.Output[2].BaseObject);
    }

    [Fact]
    public void A_fault_that_is_no_hashtable_is_told_in_words() =>
        Assert.Equal(
            "Cannot process argument transformation on parameter 'Fault'. "
                + "A fault is a hashtable such as @{ Kind = 'Refuse'; Count = 1 }, and not 'Refuse'.",
            _session.Run("Start-EniEmulator -Fault Refuse").Errors.Single().Exception.Message);

    [Fact]
    public void The_faults_of_an_emulator_are_shown_and_go_to_another()
    {
        var result = _session.Run(
            """
            $first = Start-EniEmulator -Fault @{ Kind = 'Refuse'; Status = 403; Code = 'Forbidden.RAM'; Count = 2 }, @{ Kind = 'CutAnswer'; Action = 'DescribeRegions' }
            $second = Start-EniEmulator -Fault $first.Faults
            $second.Faults
            $second | Set-EniContext
            Get-EniRegion -ErrorAction SilentlyContinue
            $second.Faults[0].Count
            """);

        Assert.Equal(["Forbidden.RAM"], result.ErrorIds);
        Assert.Equal(["Refuse for every operation", "CutAnswer for DescribeRegions", "1"], result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void In_constrained_language_mode_faults_are_hashtables_too()
    {
        _session.Constrain();

        var result = _session.Run(
            """
            $ExecutionContext.SessionState.LanguageMode.ToString()
            Start-EniEmulator -Fault @{ Kind = 'Refuse'; Code = 'Forbidden.RAM'; Status = 403; Count = 1 }, @{ LatencyMilliseconds = 400 } | Set-EniContext
            Get-EniRegion
            $null = Get-EniRegion
            (Get-EniEmulator).Requests[-1].Duration.TotalMilliseconds -ge 390
            (Get-EniEmulator).Faults.Kind.ToString()
            Start-EniEmulator -Fault @{ Latency = 500 }
            """);

        Assert.Equal(["ConstrainedLanguage", "True", "None"], result.Output.Select(item => item.ToString()));
        Assert.Equal("Forbidden.RAM", result.ErrorIds.First());
        Assert.Contains("A fault has no member 'Latency'.", result.Errors[^1].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, result.Errors.Count);
    }

    [Fact]
    public void The_request_log_can_be_indexed_and_read()
    {
        var result = _session.Run(
            "Start-EniEmulator | Set-EniContext; $null = Get-EniIpv6Address; (Get-EniEmulator).Requests[0].Action; "
                + "(Get-EniEmulator).Requests[-1].Parameters[0].Key").ShouldSucceed();

        Assert.Equal(["DescribeNetworkInterfaces", "MaxResults"], result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void A_world_is_kept_in_a_file_and_a_file_without_one_is_an_error()
    {
        var folder = Directory.CreateTempSubdirectory("EniTools");
        var path = Path.Combine(folder.FullName, "world.json");
        try
        {
            _session.Run(
                "Start-EniEmulator -StatePath $path | Set-EniContext; Get-EniIpv6Address eni-bp1web01b | Remove-EniIpv6Address -Force; "
                    + "Stop-EniEmulator",
                ("path", path)).ShouldSucceed();
            Assert.Empty(
                _session.Run("Start-EniEmulator -StatePath $path | Set-EniContext; Get-EniIpv6Address eni-bp1web01b")
                    .ShouldSucceed().Output);

            _session.Run("Stop-EniEmulator").ShouldSucceed();
            File.WriteAllText(path, "no world");
            Assert.Equal(["StateNotReadable"], _session.Run("Start-EniEmulator -StatePath $path").ErrorIds);
            Assert.Equal(["StateNotWritable"], _session.Run("Start-EniEmulator -StatePath $path/nosuchfolder/world.json").ErrorIds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_state_file_of_an_emulator_that_runs_is_an_error()
    {
        var folder = Directory.CreateTempSubdirectory("EniTools");
        try
        {
            var result = _session.Run(
                "$null = Start-EniEmulator -StatePath $path; Start-EniEmulator -StatePath $path",
                ("path", Path.Combine(folder.FullName, "world.json")));

            var error = Assert.Single(result.Errors);
            Assert.Equal("StateInUse,EniTools.Commands.StartEniEmulatorCommand", error.FullyQualifiedErrorId);
            Assert.Equal(ErrorCategory.ResourceBusy, error.CategoryInfo.Category);
        }
        finally
        {
            _session.Run("Stop-EniEmulator");
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Snapshots_are_taken_and_put_back_by_name_and_by_pipeline()
    {
        var result = _session.Run(
            """
            $first = Start-EniEmulator
            $second = Start-EniEmulator
            $first | Set-EniContext
            $snapshots = Save-EniEmulator before
            $null = Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force
            (Get-EniIpv6Address eni-bp1web01b).Count
            Restore-EniEmulator before -WhatIf
            (Get-EniIpv6Address eni-bp1web01b).Count
            $snapshots | Restore-EniEmulator
            (Get-EniIpv6Address eni-bp1web01b).Count
            $null = Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force
            $first | Restore-EniEmulator before
            (Get-EniIpv6Address eni-bp1web01b).Count
            $snapshots.Count
            $second | Save-EniEmulator other | Out-Null
            $first.Snapshots.Name
            """).ShouldSucceed();

        Assert.Equal(["7", "7", "8", "8", "2", "before"], result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void A_snapshot_that_is_not_there_is_an_error_and_the_others_are_put_back()
    {
        var result = _session.Run(
            """
            $first = Start-EniEmulator
            $second = Start-EniEmulator
            $null = $second | Save-EniEmulator one
            $second.Faults.Add(@{ LatencyMilliseconds = 1 })
            Restore-EniEmulator one
            Restore-EniEmulator one http://127.0.0.1:1
            Save-EniEmulator one http://127.0.0.1:1
            """);

        Assert.Equal(["SnapshotNotFound", "EmulatorNotFound", "EmulatorNotFound"], result.ErrorIds);
        Assert.Equal("one", result.Errors[0].TargetObject);
    }

    [Fact]
    public async Task Beyond_loopback_the_secret_that_was_given_opens_the_control_address()
    {
        var endpoint = (Uri)_session.Run(
            """
            $secret = ConvertTo-SecureString 0123456789abcdef -AsPlainText -Force
            $emulator = Start-EniEmulator -ListenAddress 0.0.0.0 -ControlSecret $secret
            $emulator | Set-EniContext
            $null = Get-EniRegion
            $emulator.Endpoint
            """).ShouldSucceed().Output.Single().BaseObject;

        using var client = new EmulatorClient(endpoint, "0123456789abcdef");
        await client.ResetAsync(TestContext.Current.CancellationToken);
        using var other = new EmulatorClient(endpoint);
        await Assert.ThrowsAsync<HttpRequestException>(() => other.ResetAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("-ControlSecret (ConvertTo-SecureString short -AsPlainText -Force)")]
    [InlineData("-ListenAddress ::")]
    public void An_option_that_cannot_be_used_is_told_and_not_shown(string option)
    {
        var error = Assert.Single(_session.Run($"Start-EniEmulator -StatePath ./nosuchfolder/world.json {option}").Errors);

        Assert.Equal("EmulatorDidNotStart,EniTools.Commands.StartEniEmulatorCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.DoesNotContain("short", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_Wait_it_serves_until_it_is_stopped()
    {
        using var shell = _session.Shell("Start-EniEmulator -Wait");
        var output = new PSDataCollection<PSObject>();
        var running = shell.InvokeAsync<PSObject, PSObject>(null, output);
        while (output.Count == 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        var endpoint = (Uri)output[0].Properties["Endpoint"].Value;

        using (var client = new HttpClient())
            Assert.Contains(
                "eni-bp1web01b",
                await client.GetStringAsync(new Uri(endpoint, "/.emulator/state"), TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        await shell.StopAsync(null, null);

        await Assert.ThrowsAnyAsync<Exception>(() => running);
        Assert.Empty(_session.Run("Get-EniEmulator").Output);
    }

    [Fact]
    public void What_if_starts_and_stops_nothing()
    {
        Assert.Empty(_session.Run("Start-EniEmulator -WhatIf").ShouldSucceed().Output);

        _session.Run("$null = Start-EniEmulator; Stop-EniEmulator -WhatIf").ShouldSucceed();
        Assert.Single(_session.Run("Get-EniEmulator").Output);
    }

    public void Dispose() => _session.Dispose();
}
