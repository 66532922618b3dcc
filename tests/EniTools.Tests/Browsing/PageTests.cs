using System.Collections.Concurrent;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using EniTools.Emulator;
using EniTools.Tests.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EniTools.Tests.Browsing;

/// <summary>The emulator's page in a real browser: it shows what is there, as it happens, and what is set on it is in force.</summary>
[Trait("Needs", "Browser")]
[Collection(typeof(BrowserTests))]
public sealed class PageTests(Chromium browser)
{
    [Fact]
    public async Task What_is_shown_is_what_the_world_holds()
    {
        using var emulator = EniEmulator.Start();
        var page = await OpenAsync(emulator);
        await page.Locator("#region").SelectOptionAsync("cn-hangzhou");
        await Expect(page.Locator("#found")).ToHaveTextAsync("13 ENIs found");

        var shown = await page.Locator("#enis tbody tr").EvaluateAllAsync<string[]>(
            "rows => rows.map(row => [row.querySelector('button').textContent, "
                + "...[1, 2, 3, 4, 5].map(i => row.cells[i].textContent)].join(' '))");
        var held = JsonDocument.Parse(emulator.State()).RootElement.GetProperty("Regions").EnumerateArray()
            .Single(region => region.GetProperty("RegionId").GetString() == "cn-hangzhou")
            .GetProperty("NetworkInterfaces").EnumerateArray().ToList();
        Assert.Equal(held.Select(Row), shown);

        await page.GetByRole(AriaRole.Button, new() { Name = "eni-bp1web01b", Exact = true }).ClickAsync();
        var items = held.Single(eni => eni.GetProperty("NetworkInterfaceId").GetString() == "eni-bp1web01b").GetProperty("Items");
        await Expect(page.Locator("#enis .details pre")).ToHaveTextAsync(
            string.Join('\n', items.EnumerateArray().Select(item => item.GetString())));
        await page.GetByText("Regions and VPCs").ClickAsync();
        await Expect(page.Locator("#regions tr", new() { HasText = "vpc-2zemain" })).ToHaveTextAsync("cn-beijingvpc-2zemain22142");
    }

    [Fact]
    public async Task A_removal_by_cmdlet_lights_up_and_shows_what_was_asked_and_answered()
    {
        using var session = PowerShellSession.WithEmulator();
        var page = await OpenAsync(session.Emulator);
        var eni = page.Locator("#enis tr[data-id='cn-hangzhou eni-bp1web01b']");
        await Expect(eni.Locator("td").Nth(4)).ToHaveTextAsync("5");

        session.Run("Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force").ShouldSucceed();

        var call = page.Locator("#calls tbody tr").First;
        await Expect(call).ToHaveClassAsync("lit");
        await Expect(call).ToContainTextAsync("UnassignIpv6Addresses");
        await Expect(eni).ToHaveClassAsync("lit");
        await Expect(eni.Locator("td").Nth(4)).ToHaveTextAsync("4");
        await Expect(page.Locator("#chart-text")).ToContainTextAsync("Calls in the last minute: 1, 0 refused, 0 throttled");

        session.Run("Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force");
        await Expect(page.Locator("#calls tbody tr").Filter(new() { HasText = "403 InvalidIp.IpUnassigned" })).ToHaveCountAsync(1);
        await call.GetByRole(AriaRole.Button).ClickAsync();
        var details = page.Locator("#calls .details");
        await Expect(details).ToContainTextAsync("2001:db8:1234:1a00::2:1");
        await Expect(details.Locator("pre")).ToContainTextAsync(session.Emulator.Requests[^1].RequestId);
    }

    [Fact]
    public async Task A_fault_that_is_added_hits_the_next_call_and_one_that_is_taken_back_hits_none()
    {
        using var session = PowerShellSession.WithEmulator();
        var page = await OpenAsync(session.Emulator);
        await page.GetByLabel("Code").FillAsync("Forbidden.RAM");
        await page.GetByLabel("Status", new() { Exact = true }).FillAsync("7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add fault" }).ClickAsync();
        await Expect(page.Locator("#fault [role=alert]")).ToHaveTextAsync(
            "A fault's Status is an HTTP status from 200 to 599, and cannot be '7'.");

        await page.GetByLabel("Status", new() { Exact = true }).FillAsync("403");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Calls", Exact = true }).FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add fault" }).ClickAsync();
        await Expect(page.Locator("#faults li > span")).ToHaveTextAsync(
            "Refuse for every operation for 1 call with HTTP 403 Forbidden.RAM");
        Assert.Equal(["Forbidden.RAM"], session.Run("Get-EniRegion").ErrorIds);
        await Expect(page.Locator("#faults li")).ToHaveCountAsync(0);

        await page.GetByLabel("Kind").SelectOptionAsync("CutAnswer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add fault" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take back: CutAnswer for every operation for 1 call" }).ClickAsync();
        await Expect(page.Locator("#faults li")).ToHaveCountAsync(0);
        Assert.Empty(session.Emulator.Faults);
        session.Run("Get-EniRegion").ShouldSucceed();
    }

    [Fact]
    public async Task Limits_snapshots_and_a_reset_are_set_from_the_page()
    {
        using var session = PowerShellSession.WithEmulator();
        var emulator = session.Emulator;
        var page = await OpenAsync(emulator);
        var before = emulator.State();

        await page.GetByLabel("Calls a second").FillAsync("1");
        await page.GetByLabel("Refuse without x-acs-retry-after").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Set", Exact = true }).ClickAsync();
        await Expect(page.Locator("#said")).ToHaveTextAsync("The limits are set.");
        Assert.Equal((1, null, true), (
            emulator.FlowControl.MaxCallsPerSecond, emulator.FlowControl.MaxCallsPerMinute, emulator.FlowControl.OmitRetryAfter));

        await page.GetByLabel("Snapshot").FillAsync("before");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take", Exact = true }).ClickAsync();
        await Expect(page.Locator("#snapshots li")).ToContainTextAsync("before");
        session.Run("Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force").ShouldSucceed();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put back before" }).ClickAsync();
        await Expect(page.Locator("#said")).ToHaveTextAsync("before is put back.");
        Assert.Equal(before, emulator.State());

        session.Run("Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force").ShouldSucceed();
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reset everything" }).ClickAsync();
        await Expect(page.Locator("#said")).ToHaveTextAsync("Everything is as at the start.");
        await Expect(page.Locator("#calls tbody tr")).ToHaveCountAsync(0);
        await Expect(page.GetByLabel("Calls a second")).ToHaveValueAsync("");
        Assert.Equal(before, emulator.State());
    }

    [Fact]
    public async Task A_page_where_nothing_happens_asks_now_and_then_and_a_hidden_one_not_at_all()
    {
        using var emulator = EniEmulator.Start();
        var page = await OpenAsync(emulator);
        var asked = new ConcurrentQueue<string>();
        page.Request += (_, request) => asked.Enqueue(new Uri(request.Url).AbsolutePath);

        // A slow machine asks less; its answers are held for five seconds.
        await Task.Delay(4000, TestContext.Current.CancellationToken);
        Assert.InRange(asked.Count, 0, 2);
        Assert.All(asked, path => Assert.Equal("/.emulator/watch", path));

        await ShowAsync(false);
        asked.Clear();
        emulator.SaveSnapshot("unseen");
        emulator.Reset();
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        Assert.Empty(asked);

        await ShowAsync(true);
        await Expect(page.Locator("#snapshots li")).ToContainTextAsync("unseen");

        // As the browser does it with another tab in front.
        Task ShowAsync(bool isShown) => page.EvaluateAsync(
            "hidden => {"
                + "Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });"
                + "document.dispatchEvent(new Event('visibilitychange')); }",
            !isShown);
    }

    [Fact]
    public async Task Among_100_000_ENIs_one_is_found_by_any_text_and_pages_are_turned()
    {
        using var emulator = EniEmulator.Start(new() { NetworkInterfaceCount = 100_000, AddressesPerInterface = 2 });
        var page = await OpenAsync(emulator);
        await Expect(page.Locator("#found")).ToHaveTextAsync("100016 ENIs found");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(page.Locator("#page")).ToHaveTextAsync("Page 2 of 4001");
        await Expect(page.Locator("#enis tbody tr")).ToHaveCountAsync(25);

        await FindAsync("eni-bulk099999", "1 ENI found");
        await Expect(page.Locator("#enis tbody tr")).ToContainTextAsync("eni-bulk099999");
        // In another spelling than the page shows.
        await FindAsync("2001:0DB8:1234:1aa0::1:86a0:2", "1 ENI found");
        await Expect(page.Locator("#enis tbody tr")).ToContainTextAsync("eni-bulk100000");
        await FindAsync(":86a0:", "1 ENI found");
        await FindAsync("bulk Available vpc-bulk", "100000 ENIs found");
        await FindAsync("prod db-01", "2 ENIs found");
        await FindAsync("no such thing", "0 ENIs found");
        await Expect(page.Locator("#page")).ToHaveTextAsync("Page 1 of 1");

        async Task FindAsync(string text, string found)
        {
            await page.GetByLabel("Search").FillAsync(text);
            await Expect(page.Locator("#found")).ToHaveTextAsync(found);
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task It_reads_well_in_both_color_schemes_and_on_a_phone(ColorScheme scheme, int width)
    {
        using var session = PowerShellSession.WithEmulator();
        session.Emulator.Faults.Add(new() { Code = "Throttling.User", Kind = Emulator.Faults.FaultKind.Refuse, Status = 400, Count = 1 });
        session.Run("Get-EniRegion; Remove-EniIpv6Address 2001:db8::dead eni-bp1web01b -Force");
        session.Emulator.Faults.Add(new() { LatencyMilliseconds = 5, Action = "NoSuchAction" });
        session.Emulator.SaveSnapshot("before");
        var page = await OpenAsync(session.Emulator, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 } });
        await page.Locator("#calls tbody button").First.ClickAsync();
        await page.Locator("#enis tbody button").First.ClickAsync();
        await page.GetByText("Regions and VPCs").ClickAsync();
        await Expect(page.Locator(".details")).ToHaveCountAsync(2);

        Assert.Equal(
            scheme == ColorScheme.Dark,
            await page.EvaluateAsync<bool>("parseInt(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]) < 64"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        var violations = (await page.RunAxe()).Violations;
        Assert.Empty(violations.SelectMany(item => item.Nodes.Select(node => $"{item.Impact} {item.Id}: {node.Html}")));
    }

    [Fact]
    public async Task It_is_used_by_keyboard_alone()
    {
        using var session = PowerShellSession.WithEmulator();
        session.Run("Get-EniRegion").ShouldSucceed();
        var page = await OpenAsync(session.Emulator);

        await TabToAsync("document.activeElement.textContent === 'DescribeRegions'");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#calls .details")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#calls .details")).ToHaveCountAsync(0);
        await TabToAsync("document.activeElement.id === 'search'");
        await page.Keyboard.TypeAsync("web01b");
        await Expect(page.Locator("#found")).ToHaveTextAsync("1 ENI found");
        await TabToAsync("document.activeElement.textContent === 'eni-bp1web01b'");
        // What changes in the world meanwhile moves no reader from their place.
        session.Run("Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force").ShouldSucceed();
        await Expect(page.Locator("#enis tbody tr td").Nth(4)).ToHaveTextAsync("4");
        Assert.Equal("eni-bp1web01b", await page.EvaluateAsync<string>("document.activeElement.textContent"));

        async Task TabToAsync(string isThere)
        {
            for (var i = 0; i < 60 && !await page.EvaluateAsync<bool>(isThere); i++)
                await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>(isThere));
        }
    }

    /// <summary>Makes the picture of the README; to take it over: cp artifacts/page.png docs/.</summary>
    [Fact]
    public async Task The_README_has_a_small_picture_of_it()
    {
        using var session = PowerShellSession.WithEmulator();
        var page = await OpenAsync(session.Emulator, new() { ViewportSize = new() { Width = 1000, Height = 760 } });
        session.Run(
            """
            Get-EniIpv6Address eni-bp1web02b | Select-Object -First 6 | Remove-EniIpv6Address -Force | Out-Null
            Remove-EniIpv6Address 2001:db8:1234:1a00::dead eni-bp1web01b -Force -ErrorAction SilentlyContinue
            Add-EniIpv6Address -NetworkInterfaceId eni-bp1web01b -Ipv6AddressCount 2 | Out-Null
            """).ShouldSucceed();
        await page.GetByLabel("Search").FillAsync("prod");
        await Expect(page.Locator("#found")).ToHaveTextAsync("12 ENIs found");
        await Expect(page.Locator("#calls tbody tr").First).ToContainTextAsync("AssignIpv6Addresses");
        var made = Path.Combine(BuiltModule.RepositoryRoot, "artifacts", "page.png");
        await page.ScreenshotAsync(new() { Path = made });

        Assert.InRange(new FileInfo(made).Length, 10_000, 150_000);
        Assert.InRange(new FileInfo(Path.Combine(BuiltModule.RepositoryRoot, "docs", "page.png")).Length, 10_000, 150_000);
        Assert.Contains(
            "](docs/page.png)", await File.ReadAllTextAsync(Path.Combine(BuiltModule.RepositoryRoot, "README.md"),
            TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<IPage> OpenAsync(EniEmulator emulator, BrowserNewContextOptions? options = null)
    {
        var page = await browser.NewPageAsync(options);
        await page.GotoAsync(emulator.Page.AbsoluteUri);
        await Expect(page.Locator("#state")).ToHaveTextAsync("Live");
        await Expect(page.Locator("#enis tbody tr").First).ToBeVisibleAsync();
        return page;
    }

    private static string Row(JsonElement eni)
    {
        var items = eni.GetProperty("Items").EnumerateArray().Select(item => item.GetString()!).ToList();
        var prefixes = items.Count(item => item.Contains('/', StringComparison.Ordinal));
        return $"{eni.GetProperty("NetworkInterfaceId")} {eni.GetProperty("Status")} {eni.GetProperty("InstanceId")} vpc-bp1main "
            + $"{items.Count - prefixes} {prefixes}";
    }
}
