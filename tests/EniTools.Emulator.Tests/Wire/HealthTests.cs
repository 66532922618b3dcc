using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace EniTools.Emulator.Tests.Wire;

/// <summary>What a probe reads: the status code says whether the emulator serves.</summary>
public sealed class HealthTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("EniTools");
    private readonly HttpClient _http = new();

    private string StatePath => Path.Combine(_folder.FullName, "world.json");

    [Fact]
    public async Task It_is_well_when_it_serves()
    {
        using var emulator = EniEmulator.Start();

        Assert.Equal((200, "Serving", ""), await HealthAsync(emulator.Endpoint));
    }

    [Fact]
    [Trait("Needs", "Process")]
    public async Task While_the_state_file_loads_it_is_not_and_calls_wait()
    {
        // Large, so that it takes its time.
        using (var other = EniEmulator.Start(new EniEmulatorOptions { NetworkInterfaceCount = 100_000 }))
            await File.WriteAllTextAsync(StatePath, other.State(), TestContext.Current.CancellationToken);
        var endpoint = new Uri($"http://127.0.0.1:{FreePort()}");

        var starting = Task.Run(() => EniEmulator.Start(new EniEmulatorOptions { Port = endpoint.Port, StatePath = StatePath }));
        while (!await IsListeningAsync(endpoint))
            await Task.Delay(1, TestContext.Current.CancellationToken);

        Assert.Equal((503, "Loading", ""), await HealthAsync(endpoint));
        var status = _http.GetStringAsync(new Uri(endpoint, "/.emulator/status"), TestContext.Current.CancellationToken);
        Assert.False(starting.IsCompleted || status.IsCompleted);
        using var emulator = await starting;
        await status;
        Assert.Equal((200, "Serving", ""), await HealthAsync(endpoint));
    }

    [Fact]
    public async Task While_the_state_cannot_be_saved_it_is_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A file that is open cannot be moved away there.");
        using var emulator = EniEmulator.Start(new EniEmulatorOptions { StatePath = StatePath });
        // Another's file of that name is not written over.
        File.Move(StatePath, StatePath + ".moved");
        await File.WriteAllTextAsync(StatePath, "another's", TestContext.Current.CancellationToken);
        emulator.Reset();
        while (emulator.SaveProblem is null)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal((503, "CannotSave", emulator.SaveProblem), await HealthAsync(emulator.Endpoint));

        File.Delete(StatePath);
        while (emulator.SaveProblem is not null)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal((200, "Serving", ""), await HealthAsync(emulator.Endpoint));
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<(int Status, string Word, string? Problem)> HealthAsync(Uri endpoint)
    {
        using var answer = await _http.GetAsync(new Uri(endpoint, "/.emulator/health"), TestContext.Current.CancellationToken);
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        return ((int)answer.StatusCode, json.GetProperty("Status").GetString()!, json.GetProperty("SaveProblem").GetString());
    }

    private async Task<bool> IsListeningAsync(Uri endpoint)
    {
        try
        {
            await HealthAsync(endpoint);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
