using System.Text.Json;

namespace EniTools.Benchmarks;

/// <summary>Asks an emulator for news as its page does, four times a second at most.</summary>
internal sealed class WatchingPage : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _closed = new();
    private readonly Task _watching;

    public WatchingPage(Uri endpoint) => _watching = WatchAsync(new Uri(endpoint, "/.emulator/"), _closed.Token);

    public void Dispose()
    {
        _closed.Cancel();
        _watching.Wait();
        _closed.Dispose();
    }

    private static async Task WatchAsync(Uri control, CancellationToken closed)
    {
        using var http = new HttpClient();
        var (last, version, settings) = ("0", "", "");
        try
        {
            while (true)
            {
                var query = $"watch?After={last}&Version={version}&Settings={Uri.EscapeDataString(settings)}";
                using var news = JsonDocument.Parse(await http.GetStringAsync(new Uri(control, query), closed));
                (last, version, settings) = (Text(news, "Last"), Text(news, "Version"), Text(news, "Settings"));
                await Task.Delay(Pause, closed);
            }
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
    }

    private static string Text(JsonDocument news, string name) => news.RootElement.GetProperty(name).GetString()!;
}
