using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EniTools.Api.Pacing;
using EniTools.Emulator.Accounts;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>What the vendor's own clients sent, byte for byte, is taken: V3, and V1 over GET and POST, with and without a token.</summary>
public sealed class CaptureTests
{
    private const string Token = "CAISExampleSecurityToken+/=";

    public static TheoryData<string> Captures =>
        [
            .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Data", "captures"), "*.raw.txt")
                .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task A_captured_request_is_genuine(string file)
    {
        var raw = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Data", "captures", file), TestContext.Current.CancellationToken);
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { Clock = new FixedClock(), MoreKeys = [KeyOf(raw)] });

        var answer = await SendAsync(emulator.Endpoint, raw);

        // The captured clients asked for an ENI that the default world has not; the rules come after the signature.
        Assert.Matches("^HTTP/1.1 (200|404)", answer);
        Assert.Contains(
            raw.Contains("DescribeNetworkInterfaces", StringComparison.Ordinal) ? "NetworkInterfaceSets" : "InvalidEniId.NotFound",
            answer,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task With_any_parameter_changed_it_is_not(string file)
    {
        var raw = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Data", "captures", file), TestContext.Current.CancellationToken);
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { Clock = new FixedClock(), MoreKeys = [KeyOf(raw)] });

        var answer = await SendAsync(
            emulator.Endpoint, raw.Replace("RegionId=cn-hangzhou", "RegionId=cn-hangzhow", StringComparison.Ordinal));

        Assert.Contains("SignatureDoesNotMatch", answer, StringComparison.Ordinal);
    }

    private static AcceptedKey KeyOf(string raw) =>
        new("LTAI5tExampleAccessKeyId", "ExampleAccessKeySecret0123456789", new Account("1"))
        {
            SecurityToken = raw.Contains("ecurity", StringComparison.Ordinal) ? Token : null,
        };

    private static async Task<string> SendAsync(Uri endpoint, string raw)
    {
        using var client = new TcpClient(endpoint.Host, endpoint.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes(raw.Replace("keep-alive", "close", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    // The moment at which the captures were taken.
    private sealed class FixedClock : IClock
    {
        public DateTimeOffset UtcNow => DateTimeOffset.Parse("2026-11-24T02:05:00Z", CultureInfo.InvariantCulture);

        public TimeSpan Elapsed => TimeSpan.Zero;

        public Task DelayAsync(TimeSpan duration, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
