using System.Text.Json;
using EniTools.Api.Tests.Transport;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Text from outside cannot steer the terminal of those who read a message or a table. Objects keep it as it is.</summary>
public sealed class TerminalEscapeTests
{
    // A title, an erased screen by both kinds of CSI, a bell, a line of its own, and text that runs backwards.
    private const string Evil = "x\u001b]0;pwn\u0007\u001b[2J\u009b2J\r\n\u202ey";

    private const string Talkative = "$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'; ";

    // PowerShell's own colors are not among them.
    private static readonly string[] Steering = ["\u001b]", "\u001b[2J", "\u009b", "\u0007", "\u202e"];

    public static TheoryData<string> Answers =>
    [
        JsonSerializer.Serialize(new { RequestId = Evil, Code = "Forbidden.RAM", Message = Evil }),
        JsonSerializer.Serialize(new { RequestId = Evil, Code = Evil, Message = "m" }),
        JsonSerializer.Serialize(
            new
            {
                RequestId = "R",
                Code = "Forbidden.RAM",
                Message = "m",
                AccessDeniedDetail = new { AuthAction = Evil, PolicyType = Evil },
            }),
        JsonSerializer.Serialize(new { RequestId = Evil }),
    ];

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_of_the_service_does_not(string answer)
    {
        using var server = new RawServer(RawServer.Answer(400, answer));
        using var session = PowerShellSession.Bare();

        var result = session.Run(
            Talkative + "$e = $null; Remove-EniIpv6Address 2001:db8::1 eni-a -RegionId cn-hangzhou -Endpoint $endpoint "
                + "-Credential $key -Force -MaxAttempts 1 -ErrorVariable e; $e | Out-String -Width 1000; "
                + "$e.ErrorDetails.RecommendedAction; "
                + "$e | ForEach-Object { for ($x = $_.Exception; $x; $x = $x.InnerException) { $x.Message } }",
            ("endpoint", server.Endpoint), ("key", PowerShellSession.EmulatorCredential()));

        Assert.NotEmpty(result.Errors);
        ShouldSteerNothing([
            .. result.Errors.Select(error => error.ToString()),
            .. Messages(result),
            .. result.Output.Select(text => $"{text}"),
        ]);
    }

    /// <summary>Names and tags are whatever somebody in the account wrote.</summary>
    [Fact]
    public void The_name_of_an_ENI_does_not_and_is_kept_by_its_object()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(
            session.Emulator.State().Replace("web-01 data", JsonSerializer.Serialize(Evil).Trim('"'), StringComparison.Ordinal))));

        var result = session.Run(
            Talkative + """
                Get-Eni eni-bp1web01b | Out-String -Width 200
                Get-EniIpv6Address eni-bp1web01b | Out-String -Width 200
                Get-EniIpv6Address eni-bp1web01b -IncludeBandwidth | Out-String -Width 200
                Get-EniIpv6Address eni-bp1web01b | Get-EniIpv6RemovalPlan | Out-String -Width 200
                Get-EniIpv6Address eni-bp1web01b | Remove-EniIpv6Address -WhatIf
                """).ShouldSucceed();

        Assert.Contains(result.Output, text => $"{text}".Contains("pwn", StringComparison.Ordinal));
        ShouldSteerNothing([.. Messages(result), .. result.Output.Select(text => $"{text}"), .. session.Host.Lines]);
        Assert.Equal(Evil, session.Run("(Get-Eni eni-bp1web01b).NetworkInterfaceName").ShouldSucceed().Output.Single().BaseObject);
    }

    /// <summary>Parameters, profiles and the log of an emulator.</summary>
    [Theory]
    [InlineData("Get-Eni -ProfileName $evil")]
    [InlineData("Get-Eni -RegionId $evil")]
    [InlineData("Get-Eni -Endpoint $evil")]
    [InlineData("Set-EniContext -Endpoint $evil")]
    [InlineData("Get-EniChange $evil")]
    [InlineData("Remove-EniIpv6Address $evil eni-a -Force")]
    [InlineData("Remove-EniIpv6Address 2001:db8::1 $evil -Force")]
    [InlineData("Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -WhatIf -ProfileName $evil")]
    [InlineData("Save-EniEmulator $evil -WhatIf; Restore-EniEmulator $evil")]
    [InlineData(
        "$null = Invoke-RestMethod \"$((Get-EniEmulator).Endpoint)?Action=$([uri]::EscapeDataString($evil))\" -SkipHttpErrorCheck; "
            + "(Get-EniEmulator).Requests")]
    public void What_is_given_does_not(string script)
    {
        using var session = PowerShellSession.Bare();

        var result = session.Run(
            $$"""{{Talkative}}$null = Start-EniEmulator | Set-EniContext -PassThru; & { {{script}} } *>&1 | Out-String -Width 200""",
            ("evil", Evil));

        ShouldSteerNothing(
            [
                .. Messages(result),
                .. result.Output.Select(text => $"{text}"),
                .. session.Host.Lines,
                .. session.Host.Warnings,
                $"{result.Thrown?.Message}",
            ]);
    }

    private static IEnumerable<string> Messages(ScriptResult result) =>
        [.. result.Verbose, .. result.Debug, .. result.Warnings, .. result.Information,
            .. result.Progress.Select(record => $"{record.StatusDescription}{record.CurrentOperation}")];

    private static void ShouldSteerNothing(IEnumerable<string> texts) => Assert.All(texts, text => Assert.All(
        Steering,
        part => Assert.False(text.Contains(part, StringComparison.Ordinal), text.Replace("\u001b", "ESC", StringComparison.Ordinal))));
}
