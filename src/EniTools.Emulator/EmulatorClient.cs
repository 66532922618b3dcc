using System.Net;
using EniTools.Emulator.Control;

namespace EniTools.Emulator;

/// <summary>Drives an emulator in another process or container from a test suite: waits until it serves, resets it, keeps and puts back its world.</summary>
/// <remarks>For one in this process, <see cref="EniEmulator"/> has the same.</remarks>
public sealed class EmulatorClient : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http;

    /// <param name="endpoint">Where it answers, such as http://127.0.0.1:18080.</param>
    /// <param name="controlSecret">Its secret; null where it listens to this machine alone, which needs none.</param>
    public EmulatorClient(Uri endpoint, string? controlSecret = null)
    {
        _http = new HttpClient { BaseAddress = new Uri(endpoint, ControlAddress.Root), Timeout = Timeout.InfiniteTimeSpan };
        if (controlSecret is not null)
            _http.DefaultRequestHeaders.Add(ControlDoor.Header, controlSecret);
    }

    /// <summary>Completes when it serves. To be ended by its token: nothing else limits it.</summary>
    public async Task WaitUntilHealthyAsync(CancellationToken cancellationToken = default)
    {
        while (!await IsHealthyAsync(cancellationToken).ConfigureAwait(false))
            await Task.Delay(BetweenLooks, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins again with the default world.</summary>
    /// <exception cref="HttpRequestException">It did not answer, or refused; the message says why.</exception>
    public Task ResetAsync(CancellationToken cancellationToken = default) => SendAsync(HttpMethod.Post, "reset", null, cancellationToken);

    /// <summary>Keeps the world under a name.</summary>
    /// <inheritdoc cref="ResetAsync"/>
    public Task SaveSnapshotAsync(string name, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "snapshots?Name=" + Uri.EscapeDataString(name), null, cancellationToken);

    /// <summary>Makes the world what it was when a snapshot was taken.</summary>
    /// <inheritdoc cref="ResetAsync"/>
    public Task RestoreSnapshotAsync(string name, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "restore?Name=" + Uri.EscapeDataString(name), null, cancellationToken);

    /// <summary>The whole world as a JSON document.</summary>
    /// <inheritdoc cref="ResetAsync"/>
    public Task<string> StateAsync(CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, "state", null, cancellationToken);

    /// <summary>Puts the world of a document in the place of its own: all of it, or nothing.</summary>
    /// <inheritdoc cref="ResetAsync"/>
    public Task LoadAsync(string state, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, "state", new StringContent(state), cancellationToken);

    /// <summary>Closes its connections.</summary>
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
            // It does not listen yet.
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
