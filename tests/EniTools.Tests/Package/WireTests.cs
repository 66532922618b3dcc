using System.Management.Automation;
using EniTools.Output;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Package;

/// <summary>Objects that came back from jobs and files, in PowerShell itself.</summary>
[Trait("Needs", "Process")]
public sealed class WireTests
{
    private const string Setup = """
        $ProgressPreference = 'SilentlyContinue'
        ($emulator = Start-EniEmulator) | Set-EniContext
        $connection = @{ RegionId = $emulator.RegionId; Endpoint = $emulator.Endpoint; Credential = $emulator.Credential }
        """;

    private const string Made = """
        $snapshot = $emulator | Save-EniEmulator base
        $journal = Join-Path $HOME run.jsonl
        $quiet = @{ ErrorVariable = 'failed'; ErrorAction = 'SilentlyContinue' }
        $found = Get-EniIpv6Address eni-bp1web02a
        $live = @(
            $emulator; $snapshot; $found; Get-Eni eni-bp1web02a; Get-EniContext
            Get-EniContext -AccountId 1000000000000001 -RoleName eni-operator
            Get-EniRegion | Where-Object RegionId -EQ cn-hangzhou
            Get-EniIpv6Address eni-bp1web01b -IncludeBandwidth
            $found | Get-EniIpv6RemovalPlan
            ($removed = $found | Remove-EniIpv6Address -Force -JournalPath $journal)
            $removed | Add-EniIpv6Address
            Get-EniChange $journal; Get-EniChange $journal -Summary
            ($paid = Get-EniIpv6Bandwidth | Where-Object InstanceChargeType -EQ PostPaid | Select-Object -First 1)
            ($ended = $paid | Remove-EniIpv6Bandwidth -Force)
            $ended | Add-EniIpv6Bandwidth -Confirm:$false
            Remove-EniIpv6Address 2001:db8:1234:1a00::dead eni-bp1web02a -Force @quiet; $failed.TargetObject
            Add-EniIpv6Address -NetworkInterfaceId eni-nosuch01 -Ipv6AddressCount 2 @quiet; $failed.TargetObject
        )
        """;

    private const string Compared = """
        $live = @($live | Group-Object { $_.PSTypeNames[0] } | ForEach-Object { $_.Group[0] })
        $path = Join-Path $HOME live.xml
        $live | Export-Clixml $path
        $ways = [ordered]@{
            live = $live
            job = @($live | Start-Job { $input } | Receive-Job -Wait -AutoRemoveJob)
            clixml = @(Import-Clixml $path)
            json = @($live | ForEach-Object { $_ | ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json })
        }
        $takers = [ordered]@{
            'Get-Eni' = @{}; 'Get-EniIpv6Address' = @{}; 'Get-EniIpv6Bandwidth' = @{}; 'Get-EniIpv6RemovalPlan' = @{}
            'Remove-EniIpv6Address' = @{ Force = $true; ReadLagSec = 0 }; 'Add-EniIpv6Address' = @{ ReadLagSec = 0 }
            'Remove-EniIpv6Bandwidth' = @{ Force = $true }; 'Add-EniIpv6Bandwidth' = @{ Bandwidth = 5; Confirm = $false }
            'Get-EniChange' = @{ Summary = $true }; 'Get-EniEmulator' = @{}
            'Set-EniContext' = @{ WhatIf = $true }
        }
        foreach ($way in $ways.Keys) {
            for ($i = 0; $i -lt $live.Count; $i++) {
                $type = $live[$i].PSTypeNames[0].Split('.')[-1]
                foreach ($taker in $takers.Keys) {
                    # Its credential stays in the process that the emulator is in.
                    if ($taker -eq 'Set-EniContext' -and $type -eq 'EmulatorInstance') { continue }
                    $arguments = $takers[$taker]
                    $null = Restore-EniEmulator base
                    $failed = $null
                    $result = try { @($ways[$way][$i] | & $taker @arguments @quiet | ForEach-Object { "$_" }) }
                    catch { $_.FullyQualifiedErrorId }
                    $told = @($failed | ForEach-Object FullyQualifiedErrorId)
                    "ROW|$type|$i $taker|$way|$((@($result) + $told | Sort-Object) -join '; ')"
                }
            }
        }
        """;

    [Fact]
    public async Task What_came_back_from_a_job_from_Clixml_and_from_JSON_is_taken_as_what_was_sent()
    {
        using var shell = RealShell.WithPackage();

        var run = (await shell.RunAsync($"{Setup}\n{Made}\n{Compared}")).ShouldSucceed();

        var rows = run.Lines.Where(line => line.StartsWith("ROW|", StringComparison.Ordinal))
            .Select(line => line.Split('|', 5)).ToLookup(row => row[3], row => (Type: row[1], Taker: row[2], Outcome: row[4]));
        Assert.Empty(OutputTypes().Except(rows["live"].Select(row => row.Type)));
        Assert.Equal(rows["live"], rows["job"]);
        Assert.Equal(rows["live"], rows["clixml"]);
        Assert.Equal(rows["live"], rows["json"]);
        Assert.Contains(
            rows["live"], row => row.Type == nameof(EniIpv6Assignment) && row.Outcome.EndsWith(": Removed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_gets_the_context_by_using_and_the_secret_is_in_no_file_and_no_output()
    {
        using var shell = RealShell.WithPackage();

        var run = (await shell.RunAsync($$"""
            {{Setup}}
            Start-Job { Set-EniContext @using:connection; Get-EniContext; (Get-EniIpv6Address eni-bp1web02a).Count } |
                Receive-Job -Wait -AutoRemoveJob -OutVariable out | Out-String
            $path = Join-Path $HOME out.xml
            $out | Export-Clixml $path
            $secret = $emulator.Credential.GetNetworkCredential().Password
            "addresses: $($out[-1])"
            "xml: $((Get-Item $path).Length -gt 0)"
            $files = Get-ChildItem $HOME -Recurse -File | Where-Object FullName -NotLike '*modules*'
            "files: $(@($files | Select-String $secret -SimpleMatch).Count)"
            """)).ShouldSucceed();

        Assert.Contains("addresses: 2", run.Lines);
        Assert.Contains("xml: True", run.Lines);
        Assert.Contains("files: 0", run.Lines);
        Assert.DoesNotContain(Emulator.EniEmulator.AccessKeySecret, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address")]
    [InlineData("Add-EniIpv6Address 2001:db8:1234:1a00::beef eni-bp1web02a -Confirm")]
    [InlineData("Get-EniIpv6Bandwidth | Remove-EniIpv6Bandwidth")]
    [InlineData("Get-EniIpv6Address eni-bp1web02b | Add-EniIpv6Bandwidth -Bandwidth 5")]
    [InlineData("Get-EniIpv6Address eni-bp1web02a | Remove-EniIpv6Address -Force -JournalPath $journal; Undo-EniChange $journal")]
    public async Task Without_anybody_to_ask_a_change_is_an_error_that_says_what_to_give(string script)
    {
        using var shell = RealShell.WithPackage();

        var run = await shell.RunAsync($$"""
            {{Setup}}
            $journal = Join-Path $HOME run.jsonl
            try { $null = & { {{script}} } } catch { $_.FullyQualifiedErrorId; $_.ErrorDetails.RecommendedAction; "About [$($_.TargetObject)]" }
            """);

        Assert.StartsWith("NobodyToAsk,", run.ShouldSucceed().Lines[0], StringComparison.Ordinal);
        Assert.Contains("-Force", run.Lines[1], StringComparison.Ordinal);
        Assert.Equal("About []", run.Lines[2]);
    }

    [Fact]
    public async Task The_script_of_the_runbooks_page_ends_with_0_when_all_is_off_and_with_1_when_something_failed()
    {
        using var shell = RealShell.WithPackage();

        var run = (await shell.RunAsync($$"""
            {{Setup}}
            {{await RunbookScript.SetupAsync()}}
            Get-EniIpv6Address eni-bp1web02a | Export-Csv ./old.csv
            & $shell @library -NoProfile -NonInteractive -File ./remove.ps1 2>&1 | Out-Null
            "exit $LASTEXITCODE"
            'RegionId,NetworkInterfaceId,Ipv6Address', 'cn-hangzhou,eni-nosuch01,2001:db8::1' | Set-Content ./old.csv
            & $shell @library -NoProfile -NonInteractive -File ./remove.ps1 2>&1 | Out-Null
            "exit $LASTEXITCODE"
            Get-Content ./results.jsonl | ForEach-Object { (ConvertFrom-Json $_).Status }
            """)).ShouldSucceed();

        Assert.Equal(["exit 0", "exit 1", "Removed", "Removed"], run.Lines);
    }

    private static IEnumerable<string> OutputTypes() => typeof(EmulatorInstance).Assembly.ExportedTypes
        .SelectMany(type => type.GetCustomAttributes(typeof(OutputTypeAttribute), inherit: false).Cast<OutputTypeAttribute>())
        .SelectMany(output => output.Type).Select(type => type.Type!)
        .Where(type => type.Namespace == typeof(EmulatorInstance).Namespace).Select(type => type.Name).Distinct();
}
