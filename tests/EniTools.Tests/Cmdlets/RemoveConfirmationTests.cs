using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>Nothing is removed without a yes: what-if, confirmation, -Force, and how they go together.</summary>
public sealed class RemoveConfirmationTests
{
    private const string Eni = "eni-bp1web02b";
    private const string Remove = $"Get-EniIpv6Address {Eni} | Remove-EniIpv6Address";

    [Theory]
    [InlineData($"{Remove} -WhatIf")]
    [InlineData($"{Remove} -WhatIf -Force")]
    [InlineData($"$WhatIfPreference = $true; {Remove}")]
    [InlineData($"$WhatIfPreference = $true; {Remove} -Force")]
    [InlineData($"$WhatIfPreference = $true; {Remove} -Confirm:$false")]
    [InlineData($"function Clear-All {{ [CmdletBinding(SupportsShouldProcess)] param() {Remove} -Force }}; Clear-All -WhatIf")]
    [InlineData($"function Clear-All {{ [CmdletBinding(SupportsShouldProcess)] param() {Remove} }}; Clear-All -WhatIf")]
    public void What_if_changes_nothing_also_with_force(string script)
    {
        using var session = PowerShellSession.WithEmulator();

        Assert.Empty(session.Run(script).ShouldSucceed().Output);

        Assert.Empty(session.Removals);
        Assert.Equal(25, session.Emulator.ItemsOf(Eni).Count);
    }

    [Fact]
    public void What_if_names_the_ENI_the_region_and_every_address_and_needs_no_credential()
    {
        var host = new ScriptedHost();
        using var session = PowerShellSession.Bare(host);

        session.Run("'2001:db8::1', '2001:DB8::2' | Remove-EniIpv6Address -NetworkInterfaceId eni-a1 -RegionId cn-hangzhou -WhatIf")
            .ShouldSucceed();

        var line = Assert.Single(host.Lines, line => line.StartsWith("What if", StringComparison.Ordinal));
        Assert.Contains("2001:db8::1, 2001:db8::2 on eni-a1 in cn-hangzhou", line, StringComparison.Ordinal);
    }

    // Twenty-five addresses are three batches, and each is asked for unless an answer is for all.
    [Theory]
    [InlineData("Yes,Yes,Yes", 3, 25)]
    [InlineData("No,Yes,No", 3, 10)]
    [InlineData("No,No,No", 3, 0)]
    [InlineData("Yes to All", 1, 25)]
    [InlineData("No to All", 1, 0)]
    [InlineData("Yes,No to All", 2, 10)]
    public void Each_batch_is_asked_for(string answers, int questions, int removed)
    {
        var host = new ScriptedHost(answers.Split(','));
        using var session = PowerShellSession.WithEmulator(host);

        var result = session.Run(Remove).ShouldSucceed();

        Assert.Equal(removed, result.Output.Count);
        Assert.Equal(25 - removed, session.Emulator.ItemsOf(Eni).Count);
        Assert.Equal(questions, host.Questions.Count);
        Assert.All(host.Questions, question => Assert.Contains($"on {Eni} in cn-hangzhou", question, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-Force", 0)]
    [InlineData("-Confirm:$false", 0)]
    [InlineData("-Force -Confirm:$false", 0)]
    [InlineData("-Force -Confirm", 1)]
    [InlineData("-Confirm", 1)]
    public void Force_answers_the_question_unless_it_was_asked_for(string switches, int questions)
    {
        var host = new ScriptedHost("Yes to All");
        using var session = PowerShellSession.WithEmulator(host);

        session.Run($"{Remove} {switches}").ShouldSucceed();

        Assert.Equal(questions, host.Questions.Count);
        Assert.Empty(session.Emulator.ItemsOf(Eni));
    }

    [Fact]
    public void A_preference_not_to_be_asked_is_honoured()
    {
        using var session = PowerShellSession.WithEmulator();

        session.Run($"$ConfirmPreference = 'None'; {Remove}").ShouldSucceed();

        Assert.Empty(session.Emulator.ItemsOf(Eni));
    }

    [Fact]
    public void On_a_host_that_cannot_prompt_nothing_is_removed()
    {
        using var session = PowerShellSession.WithEmulator(new ScriptedHost());

        var result = session.Run(Remove);

        Assert.Single(result.Errors);
        Assert.Empty(session.Removals);
        Assert.Equal(25, session.Emulator.ItemsOf(Eni).Count);
    }

    // PowerShell's own console throws a null reference there.
    [Fact, Trait("Needs", "Process")]
    public async Task At_a_console_whose_input_has_ended_nobody_can_be_asked()
    {
        using var shell = RealShell.WithPackage();

        var result = await shell.RunTypingAsync(
            """
            Start-EniEmulator | Set-EniContext
            try { Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b } catch { $_.FullyQualifiedErrorId }
            (Get-EniIpv6Address eni-bp1web01b).Count
            """,
            answers: "");

        Assert.Contains("NobodyToAsk,EniTools.Commands.RemoveEniIpv6AddressCommand", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("8", result.Output.TrimEnd(), StringComparison.Ordinal);
    }
}
