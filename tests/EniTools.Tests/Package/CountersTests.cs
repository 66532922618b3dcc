using System.Globalization;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Package;

/// <summary>The counters of docs/telemetry.md, seen by dotnet-counters in PowerShell as users have it.</summary>
[Trait("Needs", "Process")]
public sealed class CountersTests
{
    [Fact]
    public async Task Dotnet_counters_sees_a_running_session()
    {
        using var folder = new ScratchFolder();
        using var shell = RealShell.WithPackage();
        var csv = folder.Combine("counters.csv");

        var output = await shell.RunAsync(
            $$"""
            function Invoke-Work {
                $null = Get-EniIpv6Address eni-bp1web01b | Remove-EniIpv6Address -Force | Add-EniIpv6Address
                $null = Remove-EniIpv6Address 2001:db8::dead eni-bp1web01b -Force -ErrorAction SilentlyContinue
            }
            Start-EniEmulator | Set-EniContext
            # The first time takes the longest.
            Invoke-Work
            $watch = @(
                '{{BuiltModule.Metadata("CountersFolder")}}dotnet-counters.dll', 'collect', '--process-id', $PID, '--counters', 'EniTools'
                '--refresh-interval', '1', '--duration', '00:00:06', '--format', 'csv', '--output', '{{csv}}'
            )
            $tool = Start-Process dotnet -ArgumentList $watch -PassThru -RedirectStandardOutput '{{folder.Combine("log")}}'
            while (-not $tool.HasExited) {
                Invoke-Work
                Start-Sleep -Milliseconds 100
            }
            """);

        output.ShouldSucceed();
        var rows = (await File.ReadAllLinesAsync(csv, TestContext.Current.CancellationToken)).Skip(1).Select(line => line.Split(','))
            .ToLookup(row => row[2], row => double.Parse(row[4], CultureInfo.InvariantCulture));
        string[] counted =
        [
            "calls", "attempts", "failures", "failures InvalidIp.IpUnassigned", "targets Removed", "targets Assigned",
            "targets NotAssigned",
        ];
        Assert.All(counted, name => Assert.Contains(rows[$"{name} (Count / 1 sec)"], value => value > 0));
        Assert.Contains(rows["Time of an attempt (ms)"], value => value > 0);
        Assert.NotEmpty(rows["Calls that wait for their turn"]);
    }
}
