using System.Management.Automation;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>What Start-EniEmulator can be told, and what the object it gives is good for.</summary>
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
