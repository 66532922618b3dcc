using Microsoft.Playwright;

namespace EniTools.Tests.Browsing;

/// <summary>The tests that share a browser.</summary>
[CollectionDefinition]
public sealed class BrowserTests : ICollectionFixture<Chromium>;

/// <summary>The browser of the machine, without a window.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>A name that somebody points at this machine, as for an attack.</summary>
    public const string ReboundName = "rebound.example";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge"];

    private static readonly string[] Places =
    [
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A page of its own, in a context without cookies or storage of others.</summary>
    public async Task<IPage> NewPageAsync(BrowserNewContextOptions? options = null)
    {
        if (_browser is null)
        {
            const string reason = "Chromium, Chrome or Edge is needed to look at the emulator's page.";
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") is null, reason);
            Assert.Fail(reason);
        }

        var context = await _browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        return page;
    }

    public async ValueTask InitializeAsync()
    {
        var executable = Find();
        if (executable is null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable,
            Args = [$"--host-resolver-rules=MAP {ReboundName} 127.0.0.1"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .Concat(Places).FirstOrDefault(File.Exists);
}
