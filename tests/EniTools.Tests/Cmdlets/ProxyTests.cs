using System.Net;
using System.Net.Sockets;
using EniTools.Tests.Hosting;
using EniTools.Tests.Shell;

namespace EniTools.Tests.Cmdlets;

/// <summary>A proxy that is set by a variable is named where it stands in the way, and its password nowhere.</summary>
[Trait("Needs", "Process")]
public sealed class ProxyTests
{
    private const string Script =
        """
        $DebugPreference = $VerbosePreference = 'Continue'
        $key = [pscredential]::new('LTAIexample', (ConvertTo-SecureString 'ExampleSecret' -AsPlainText -Force))
        Set-EniContext -RegionId cn-hangzhou -Credential $key
        Get-EniContext | Format-List | Out-String
        "$((Get-EniContext).Proxy) $((Get-EniContext).ProxySource)"
        Get-Eni
        "$($Error[0].FullyQualifiedErrorId)|$($Error[0].CategoryInfo.Category)|$($Error[0].Exception.Message)"
        $Error[0] | Format-List * -Force | Out-String
        """;

    [Theory]
    [InlineData("407 Proxy Authentication Required", "ProxyAuthenticationRequired", "AuthenticationError")]
    [InlineData("502 Bad Gateway", "ProxyFailed", "ConnectionError")]
    [InlineData(null, "ProxyFailed", "ConnectionError")]
    public async Task It_is_named_and_its_password_is_not(string? answer, string id, string category)
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var port = ((IPEndPoint)proxy.LocalEndpoint).Port;
        if (answer is null)
            proxy.Stop();
        else
            _ = AnswerAsync(proxy, $"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var folder = new ScratchFolder();
        var script = folder.Combine("script.ps1");
        await File.WriteAllTextAsync(script, Script, TestContext.Current.CancellationToken);

        var run = await ShellProcess.RunAsync(
            "", ["-NonInteractive", "-File", script], ("https_proxy", $"http://user:ProxyPassword@127.0.0.1:{port}"), ("no_proxy", null));

        Assert.Contains($"http://127.0.0.1:{port}/ variable https_proxy", run.Lines);
        Assert.Contains(
            $"{id},EniTools.Commands.GetEniCommand|{category}|The proxy http://127.0.0.1:{port} (variable https_proxy) made no connection",
            run.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("ProxyPassword", run.Output + run.Errors, StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            var stream = client.GetStream();
            await stream.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
            client.Client.Shutdown(SocketShutdown.Send);
        }
    }
}
