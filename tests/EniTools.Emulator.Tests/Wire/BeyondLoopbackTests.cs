using System.Net;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>An emulator that other machines reach: its API is as strict as ever, and its control address wants the secret.</summary>
public sealed class BeyondLoopbackTests : IDisposable
{
    private const string Secret = "0123456789-abcdef";

    private readonly EniEmulator _emulator = EniEmulator.Start(
        new EniEmulatorOptions { ListenAddress = IPAddress.Any, ControlSecret = Secret, HostNames = ["eni-emulator"] });

    [Theory]
    [InlineData("GET", "health", "", 200)]
    [InlineData("GET", "", "", 200)]
    [InlineData("GET", "page.js", "", 200)]
    [InlineData("GET", "state", "", 403)]
    [InlineData("GET", "requests", "", 403)]
    [InlineData("POST", "reset", "", 403)]
    [InlineData("POST", "reset", "0123456789-abcdeg", 403)]
    [InlineData("GET", "state", Secret, 200)]
    [InlineData("POST", "reset", Secret, 200)]
    public async Task The_control_address_wants_the_secret_and_health_does_not(string method, string path, string secret, int status)
    {
        using var client = new TestClient(_emulator);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_emulator.Endpoint, "/.emulator/" + path));
        // As another container calls it.
        request.Headers.Host = $"eni-emulator:{_emulator.Endpoint.Port}";
        if (secret.Length > 0)
            request.Headers.Add("x-eni-emulator-secret", secret);

        Assert.Equal(status, (await client.SendAsync(request)).Status);
    }

    /// <summary>
    /// An image on any page can ask for a signed address, as the key is public, and beyond loopback browsers do not say so. A page that
    /// pointed a name of its own at the emulator could read the answers, too.
    /// </summary>
    [Theory]
    [InlineData("GET", "127.0.0.1", "", 403)]
    [InlineData("GET", "127.0.0.1", "User-Agent: Mozilla/5.0\r\nAccept: image/avif,*/*\r\nReferer: http://192.0.2.1/\r\n", 403)]
    [InlineData("POST", "127.0.0.1", "Content-Type: application/x-www-form-urlencoded\r\n", 403)]
    [InlineData("GET", "evil.example", "x-acs-version: 2014-05-26\r\n", 403)]
    [InlineData("GET", "127.0.0.1.evil.example", "x-acs-version: 2014-05-26\r\n", 403)]
    [InlineData("GET", "127.0.0.1", "x-acs-version: 2014-05-26\r\nOrigin: http://192.0.2.1\r\n", 403)]
    [InlineData("GET", "127.0.0.1", "x-acs-version: 2014-05-26\r\n", 200)]
    [InlineData("GET", "192.0.2.7", "x-sdk-client: Node.js\r\n", 200)]
    [InlineData("GET", "eni-emulator", "x-acs-version: 2014-05-26\r\n", 200)]
    [InlineData("GET", "ENI-Emulator", "x-eni-emulator-secret: any\r\n", 200)]
    [InlineData("POST", "127.0.0.1", "Content-Type: application/x-www-form-urlencoded\r\nx-sdk-client: Node.js\r\n", 200)]
    public async Task A_page_in_a_browser_cannot_call_the_API_and_clients_of_the_vendor_can(
        string method, string host, string headers, int status)
    {
        var before = _emulator.ItemsOf("eni-bp1web01b");
        var signed = SignedCall.OldRemoval(method, "eni-bp1web01b", before[0]);
        using var open = new RawClient(_emulator);
        await open.SendAsync(
            $"{method} /{(method == "GET" ? "?" + signed : "")} HTTP/1.1\r\nHost: {host}:{_emulator.Endpoint.Port}\r\n{headers}"
                + (method == "GET" ? "\r\n" : $"Content-Length: {signed.Length}\r\n\r\n{signed}"));

        Assert.StartsWith($"HTTP/1.1 {status}", await open.EndAsync(), StringComparison.Ordinal);

        Assert.Equal(before.Skip(status == 200 ? 1 : 0), _emulator.ItemsOf("eni-bp1web01b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("name:80")]
    [InlineData("http://name")]
    public void A_host_name_that_cannot_be_one_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => EniEmulator.Start(new EniEmulatorOptions { HostNames = [name] }));

    [Fact]
    public async Task The_API_checks_what_it_always_checks()
    {
        using var good = new TestClient(_emulator);
        using var bad = new TestClient(_emulator) { Secret = "wrong" };

        Assert.Equal(200, (await good.CallAsync("DescribeRegions", "")).Status);
        Assert.Equal("SignatureDoesNotMatch", (await bad.CallAsync("DescribeRegions", "")).Code);
    }

    [Fact]
    public async Task A_test_suite_drives_it_with_the_secret()
    {
        using var client = new EmulatorClient(_emulator.Endpoint, Secret);
        await client.WaitUntilHealthyAsync(TestContext.Current.CancellationToken);
        var before = await client.StateAsync(TestContext.Current.CancellationToken);
        await client.SaveSnapshotAsync("a & b", TestContext.Current.CancellationToken);

        await client.LoadAsync("{\"Regions\":[]}", TestContext.Current.CancellationToken);
        Assert.Equal("{\"Regions\":[]}", _emulator.State());
        await client.RestoreSnapshotAsync("a & b", TestContext.Current.CancellationToken);
        Assert.Equal(before, _emulator.State());
        await client.LoadAsync("{\"Regions\":[]}", TestContext.Current.CancellationToken);
        await client.ResetAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before, _emulator.State());

        var problem = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.RestoreSnapshotAsync("none", TestContext.Current.CancellationToken));
        Assert.Contains("There is no snapshot 'none'.", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("with a space, and long enough")]
    [InlineData("with#sharp-and-long-enough")]
    public void A_secret_that_no_address_can_hold_is_refused(string secret) =>
        Assert.Throws<ArgumentException>(() => EniEmulator.Start(new EniEmulatorOptions { ControlSecret = secret }));

    [Fact]
    public void Each_start_makes_a_secret_up()
    {
        using var first = EniEmulator.Start();
        using var second = EniEmulator.Start();

        Assert.Equal($"#{Secret}", _emulator.Page.Fragment);
        Assert.NotEqual(first.Page.Fragment, second.Page.Fragment);
        Assert.Matches("^#[0-9a-f]{32}$", first.Page.Fragment);
    }

    public void Dispose() => _emulator.Dispose();
}
