using EniTools.Tests.Hosting;

namespace EniTools.Tests.Package;

/// <summary>The script of docs/runbooks.md as a job of every night: its world drifts in between, and each night is told as it was.</summary>
[Trait("Needs", "Process")]
public sealed class NightlyJobTests
{
    [Fact]
    public async Task Three_nights_with_drift_each_do_what_there_is_to_do_and_the_last_one_is_taken_back()
    {
        using var shell = RealShell.WithPackage();

        var run = (await shell.RunAsync($$"""
            $emulator = Start-EniEmulator
            {{await RunbookScript.SetupAsync()}}
            $all = Get-EniIpv6Address eni-bp1web02b -RegionId cn-hangzhou
            $all | Export-Csv ./old.csv
            function Invoke-Night {
                Remove-Item ./results.jsonl -ErrorAction Ignore
                & $shell @library -NoProfile -NonInteractive -File ./remove.ps1 2>&1 | Out-Null
                $code = $LASTEXITCODE
                $told = Get-Content ./results.jsonl | ForEach-Object { ConvertFrom-Json $_ } | Group-Object Status, DoneBefore -NoElement
                $left = @(Get-EniIpv6Address eni-bp1web02b -RegionId cn-hangzhou).Count
                "exit $code, $left left: " + (@($told | Sort-Object Name | ForEach-Object { "$($_.Count) $($_.Name)" }) -join '; ')
            }

            # Ten cannot be removed for the lack of a permission.
            $emulator.Faults.Add(@{ Kind = 'Refuse'; Action = 'UnassignIpv6Addresses'; Code = 'Forbidden.RAM'; Status = 403; Count = 1 })
            Invoke-Night
            # Two are back, and the permission is there. The process dies when all is done, before it says so.
            $all[0..24].Where({ $_.Ipv6Address -in (Get-EniChange ./run.jsonl -Status Removed | Select-Object -First 2).Ipv6Address }) | Add-EniIpv6Address | Out-Null
            Invoke-Night
            $lines = Get-Content ./run.jsonl
            [IO.File]::WriteAllText((Convert-Path ./run.jsonl), (($lines[0..($lines.Count - 2)] -join "`n") + "`n"))
            # Another one is back: what was done before the death is not done again, and says so.
            Invoke-Night
            # The night after that, everything is asked for anew.
            $all[3] | Add-EniIpv6Address -IgnoreAssigned | Out-Null
            Invoke-Night
            Get-EniChange ./run.jsonl -Summary | ForEach-Object { "$_" }
            Undo-EniChange ./run.jsonl -Force | ForEach-Object { "$($_.Status) $($_.Ipv6Address -eq $all[3].Ipv6Address)" }
            """)).ShouldSucceed();

        Assert.Equal(
            [
                "exit 1, 10 left: 15 Removed, False",
                "exit 0, 0 left: 13 NotAssigned, False; 12 Removed, False",
                "exit 0, 0 left: 13 NotAssigned, False; 12 Removed, True",
                "exit 0, 0 left: 24 NotAssigned, False; 1 Removed, False",
                "change 1 (Remove, Ended): 15 Removed, 10 Failed",
                "change 2 (Remove, Ended): 12 Removed, 13 NotAssigned",
                "change 3 (Remove, Ended): 1 Removed, 24 NotAssigned",
                "Assigned True",
            ],
            run.Lines);
    }
}
