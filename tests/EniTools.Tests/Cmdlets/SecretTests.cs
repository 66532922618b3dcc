using System.Management.Automation;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Cmdlets;

/// <summary>The secret is in nothing that a session writes, looked for in the whole of each object as it would be stored.</summary>
public sealed class SecretTests
{
    private const string Secret = "TheSecretThatMustNotShow";

    private const int Deep = 5;

    [Theory]
    [InlineData("Get-EniContext")]
    [InlineData("Get-EniIpv6Address eni-bp1web01b")]
    [InlineData("Get-EniIpv6Address")]
    [InlineData("Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force")]
    [InlineData("Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force -Endpoint http://127.0.0.1:1 -TimeoutSec 1")]
    [InlineData("Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -WhatIf")]
    [InlineData("Remove-EniIpv6Address bad eni-bp1web01b -Force")]
    [InlineData("Set-EniContext -Endpoint http://example.com")]
    public void The_secret_is_in_no_output_error_verbose_or_debug_text(string script)
    {
        var host = new ScriptedHost();
        using var session = PowerShellSession.WithEmulator(host);
        session.Run("Set-EniContext -Credential $credential", ("credential", PowerShellSession.EmulatorCredential(Secret))).ShouldSucceed();

        var result = session.Run($"$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; {script}");

        Assert.NotEmpty(result.Output.Concat<object>(result.Errors).Concat(result.Verbose).Concat(host.Lines));
        var written = result.Output.Select(item => PSSerializer.Serialize(item, Deep))
            .Concat(result.Errors.Select(error => PSSerializer.Serialize(error, Deep) + error.Exception))
            .Concat(result.Verbose).Concat(result.Debug).Concat(result.Warnings).Concat(host.Lines)
            .Append($"{result.Thrown}");
        Assert.DoesNotContain(Secret, string.Join('\n', written), StringComparison.Ordinal);
    }
}
