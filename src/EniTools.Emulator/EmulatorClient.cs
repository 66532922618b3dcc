using System.Net;
using EniTools.Emulator.Control;

namespace EniTools.Emulator;

/// <summary>A client for the control address of an emulator in another process or container, for test suites: it waits for the emulator, resets it, and saves and restores its world.</summary>
/// <remarks>For an emulator in the same process, <see cref="EniEmulator"/> has these methods.</remarks>
public sealed class EmulatorClient : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http;

    /// <param name="endpoint">The address of the emulator, such as http://127.0.0.1:18080.</param>
    /// <param name="controlSecret">The secret of the control address; null for an emulator on loopback, which needs none.</param>
    public EmulatorClient(Uri endpoint, string? controlSecret = null)
    {
        _http = new HttpClient { BaseAddress = new Uri(endpoint, ControlAddress.Root), Timeout = Timeout.InfiniteTimeSpan };
        if (controlSecret is not null)
            _http.DefaultRequestHeaders.Add(ControlAccess.Header, controlSecret);
    }

    /// <summary>Waits until the emulator serves. Only the token limits the time.</summary>
    public async Task WaitUntilHealthyAsync(CancellationToken cancellationToken = default)
    {
        while (!await IsHealthyAsync(cancellationToken).ConfigureAwait(false))
            await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Resets the emulator to its first world.</summary>
    /// <exception cref="HttpRequestException">The emulator did not respond, or refused; the message gives the reason.</exception>
    public Task ResetAsync(CancellationToken cancellationToken = default) => SendAsync(HttpMethod.Post, "reset", null, cancellationToken);

    /// <summary>Saves the world as a snapshot, in the memory of the emulator.</summary>
    /// <inheritdoc cref="ResetAsync"/>
    public Task SaveSnapshotAsync(string name, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "snapshots?Name=" + Uri.EscapeDataString(name), null, cancellationToken);

    /// <summary>Restores the world of a snapshot.</summary>
    /// <inheritdoc cref="ResetAsync"/>
    public Task RestoreSnapshotAsync(string name, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "restore?Name=" + Uri.EscapeDataString(name), null, cancellationToken);

    /// <summary>Returns the world as a JSON document.</summary>
    /// <inheritdoc cref="ResetAsync"/>
    public Task<string> StateAsync(CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, "state", null, cancellationToken);

    /// <summary>Replaces the world by that of a JSON document: all of it, or nothing.</summary>
    /// <inheritdoc cref="ResetAsync"/>
    public Task LoadAsync(string state, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, "state", new StringContent(state), cancellationToken);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync("health", cancellationToken).ConfigureAwait(false);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // The emulator does not listen yet.
            return false;
        }
    }

    private async Task<string> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await answer.Content.ReadAsStringAsync().ConfigureAwait(false);
        return answer.IsSuccessStatusCode ? body : throw new HttpRequestException($"HTTP {(int)answer.StatusCode}: {body}");
    }
}
