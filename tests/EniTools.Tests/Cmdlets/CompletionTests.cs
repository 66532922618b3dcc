using System.Management.Automation;
using EniTools.Emulator.Faults;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>What Tab offers: local knowledge first, the service only where the session is set up, and never an error.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("Get-Eni -Status a", "Attaching Available")]
    [InlineData("Get-Eni -Type p", "Primary")]
    [InlineData("Get-EniIpv6Address -Status InUse, d", "Deleting Detaching")]
    [InlineData("Get-Eni -RegionId eu-", "eu-central-1 eu-west-1")]
    [InlineData("Get-Eni -Region 'eu-w", "eu-west-1")]
    [InlineData("Remove-EniIpv6Address -RegionId me-", "me-central-1 me-east-1")]
    [InlineData("Set-EniContext na-", "na-south-1")]
    [InlineData("Get-EniRegion -AcceptLanguage z", "zh-CN")]
    [InlineData("Get-Eni -NetworkInterfaceId eni-", "")]
    public void A_session_that_is_not_set_up_offers_what_is_known(string line, string offers)
    {
        using var session = PowerShellSession.Bare();

        Assert.Equal(offers, string.Join(' ', Complete(session, line)));
    }

    [Theory]
    [InlineData("Get-Eni eni-bp1web02", "eni-bp1web02a eni-bp1web02b")]
    [InlineData("Remove-EniIpv6Address -EniId eni-bp1s", "eni-bp1service01 eni-bp1spare01")]
    [InlineData("Get-Eni -InstanceId i-bp1web0", "i-bp1web01 i-bp1web02 i-bp1web03")]
    [InlineData("Get-Eni -Name web-01", "'web-01 data' 'web-01 primary'")]
    [InlineData("Get-Eni -RegionId cn-beijing -NetworkInterfaceId eni-2", "eni-2zedb01a eni-2zedb01b")]
    public void What_was_not_seen_is_asked_for_once(string line, string offers)
    {
        using var session = PowerShellSession.WithEmulator();

        Assert.Equal(offers, string.Join(' ', Complete(session, line)));
        Assert.Equal(offers, string.Join(' ', Complete(session, line)));

        Assert.Single(session.Emulator.Requests);
    }

    [Fact]
    public void What_was_seen_needs_no_call()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Run("$null = Get-Eni eni-bp1web01a, eni-bp1spare01; $null = Get-EniRegion").ShouldSucceed();
        var calls = session.Emulator.Requests.Count;

        Assert.Equal(["eni-bp1spare01", "eni-bp1web01a"], Complete(session, "Get-Eni -NetworkInterfaceId "));
        Assert.Equal(["vpc-bp1main"], Complete(session, "Get-Eni -VpcId "));
        // The account's own regions go in place of the list.
        Assert.Equal(["ap-southeast-1"], Complete(session, "Get-Eni -RegionId ap-"));
        Assert.Equal(calls, session.Emulator.Requests.Count);
    }

    [Fact]
    public void Snapshots_are_offered_to_be_put_back()
    {
        using var session = PowerShellSession.Bare();
        session.Run(
            """
            $first = Start-EniEmulator; $second = Start-EniEmulator
            foreach ($name in 'before', "it's full") { Save-EniEmulator $name $first.Endpoint }
            foreach ($name in 'before', 'bare') { Save-EniEmulator $name $second.Endpoint }
            """).ShouldSucceed();

        Assert.Equal(["before", "'it''s full'", "bare"], Complete(session, "Restore-EniEmulator "));
        Assert.Equal(["before", "bare"], Complete(session, "Restore-EniEmulator -Name 'B"));
        var second = session.Run("$second.Endpoint").Output[0];
        Assert.Equal(["before", "bare"], Complete(session, $"Restore-EniEmulator -Endpoint {second} -Name "));
    }

    [Fact]
    public void Emulators_that_run_are_offered_to_be_stopped()
    {
        using var session = PowerShellSession.Bare();
        var endpoints = session.Run("Start-EniEmulator; Start-EniEmulator").ShouldSucceed().Values("Endpoint");

        Assert.Equal(endpoints, Complete(session, "Stop-EniEmulator "));
        Assert.Equal(endpoints, Complete(session, "Stop-EniEmulator -Endpoint http:"));
    }

    [Fact]
    public void A_service_that_does_not_answer_in_time_offers_nothing_and_no_error()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new Fault { LatencyMilliseconds = 600_000 });

        Assert.Empty(Complete(session, "Get-Eni -NetworkInterfaceId eni-"));
        Assert.Empty(session.Run("$error").Output);
    }

    [Fact]
    public void A_service_that_refuses_offers_nothing_and_no_error()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new Fault { Kind = FaultKind.Refuse, Code = "Forbidden.RAM", Status = 403 });

        Assert.Empty(Complete(session, "Get-Eni -NetworkInterfaceId eni-"));
        Assert.Empty(session.Run("$error").Output);
    }

    private static List<string> Complete(PowerShellSession session, string line)
    {
        using var shell = session.Shell("");
        shell.Commands.Clear();
        return
        [
            .. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches
                .Where(match => match.ResultType == CompletionResultType.ParameterValue)
                .Select(match => match.CompletionText),
        ];
    }
}
