using System.Net;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>An emulator that other machines reach: its API is as strict as ever, and its control address wants the secret.</summary>
public sealed class BeyondLoopbackTests : IDisposable
{
    private const string Secret = "0123456789-abcdef";

    private readonly EniEmulator _emulator = EniEmulator.Start(
        new EniEmulatorOptions { ListenAddress = IPAddress.Any, ControlSecret = Secret });

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
