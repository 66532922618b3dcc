using System.Management.Automation;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Accounts;

/// <summary>An endpoint with a user name and a password is refused, and neither shows, wherever the endpoint came from.</summary>
public sealed class EndpointSecretTests
{
    private const string Endpoint = "https://ThatUser:TheP@ssword@ecs.example.com";

    [Theory]
    [InlineData("Get-Eni -RegionId cn-hangzhou -Endpoint $endpoint -Credential $key", "")]
    [InlineData("Set-EniContext -Endpoint $endpoint", "")]
    [InlineData("Get-Eni -RegionId cn-hangzhou -Credential $key", "ALIBABA_CLOUD_ENDPOINT")]
    [InlineData("Get-EniContext -RegionId cn-hangzhou -ProfileName acs:ram::1000000000000001:role/a", "ALIBABA_CLOUD_STS_ENDPOINT")]
    public void It_is_refused_and_not_shown(string script, string variable)
    {
        using var session = PowerShellSession.Bare();
        session.UseHost(new Dictionary<string, string>
        {
            [variable] = Endpoint,
            ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "LTAI5tExampleAccessKeyId",
            ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "secret",
        });

        var result = session.Run(script, ("endpoint", Endpoint), ("key", PowerShellSession.EmulatorCredential()));

        var shown = result.Output.Select(item => PSSerializer.Serialize(item, 3))
            .Concat(result.Errors.Select(Texts))
            .Append(result.Thrown is IContainsErrorRecord { ErrorRecord: var error } ? Texts(error) : "").ToList();
        if (variable != "ALIBABA_CLOUD_STS_ENDPOINT")
            Assert.Contains(shown, text => text.Contains("***@ecs.example.com", StringComparison.Ordinal));
        Assert.All(shown, text => Assert.DoesNotContain("TheP", text, StringComparison.Ordinal));
        Assert.All(shown, text => Assert.DoesNotContain("word", text, StringComparison.Ordinal));
        Assert.All(shown, text => Assert.DoesNotContain("ThatUser", text, StringComparison.Ordinal));
    }

    private static string Texts(ErrorRecord error)
    {
        var texts = new List<string> { $"{error}", $"{error.ErrorDetails}", $"{error.TargetObject}" };
        for (var exception = error.Exception; exception is not null; exception = exception.InnerException)
            texts.Add(exception.Message);
        return string.Join('\n', texts);
    }
}
