using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EniTools.Emulator;
using EniTools.Emulator.Faults;
using EniTools.Emulator.Tests.Wire;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EniTools.Tests.Browsing;

/// <summary>The emulator's page is for those who have the address of this start: other pages in the same browser read and change nothing, and what it shows is text.</summary>
[Trait("Needs", "Browser")]
[Collection(typeof(BrowserTests))]
public sealed class PageDefenceTests(Chromium browser)
{
    private const string Markup = "\"'><img src=x onerror=\"window.stolen=1\"><script>window.stolen=1</script><svg onload=window.stolen=1>";

    // What a page can do to an address it is not of, even one that knows the secret. Each gives back what it could read.
    private const string Attacks = """
        <!DOCTYPE html><body><script>
        const get = (path, options) => fetch(base + path, options).then(answer => answer.text());
        const secretHeader = () => ({ 'x-eni-emulator-secret': secret });
        const loaded = (element, property, path) => new Promise(done => {
            element.onload = () => done('loaded ' + (element.contentDocument?.body?.textContent ?? ''));
            element.onerror = () => done('');
            element[property] = base + path;
            document.body.append(element);
            setTimeout(() => done(''), 1500);
        });
        const submitted = (method, path) => new Promise(done => {
            const frame = Object.assign(document.createElement('iframe'), { name: 'f' + Math.random() });
            const form = Object.assign(document.createElement('form'), { method, action: base + path, target: frame.name });
            frame.onload = () => { try { done(frame.contentDocument.body.textContent) } catch { done('') } };
            document.body.append(frame, form);
            form.submit();
            setTimeout(() => done(''), 1500);
        });
        const attacks = {
            read: () => get('state'),
            readOpaque: () => get('state', { mode: 'no-cors' }),
            readWithSecret: () => get('state', { headers: secretHeader() }),
            readCredentialed: () => get('requests', { credentials: 'include' }),
            reset: () => get('reset', { method: 'POST' }),
            resetOpaque: () => get('reset', { method: 'POST', mode: 'no-cors' }),
            resetWithSecret: () => get('reset', { method: 'POST', headers: secretHeader() }),
            fault: () => get('faults?Kind=CutAnswer', { method: 'POST', mode: 'no-cors', body: 'x' }),
            put: () => get('state', { method: 'PUT', body: '{"Regions":[]}' }),
            remove: () => get('faults', { method: 'DELETE', headers: secretHeader() }),
            beacon: async () => String(navigator.sendBeacon(base + 'reset', 'x')) && '',
            image: () => loaded(new Image(), 'src', 'state'),
            icon: () => loaded(new Image(), 'src', 'icon.svg'),
            script: () => loaded(document.createElement('script'), 'src', 'state'),
            pageScript: () => loaded(document.createElement('script'), 'src', 'page.js'),
            frame: () => loaded(document.createElement('iframe'), 'src', '#' + secret)
                .then(text => document.querySelector('iframe').contentDocument?.body?.textContent ?? ''),
            formPost: () => submitted('POST', 'reset'),
            formGet: () => submitted('GET', 'state'),
            events: () => new Promise(done => {
                const source = new EventSource(base + 'watch');
                source.onmessage = message => done(message.data);
                source.onerror = () => { source.close(); done(''); };
            }),
            socket: () => new Promise(done => {
                const socket = new WebSocket(base.replace('http', 'ws') + 'reset');
                socket.onopen = () => done('loaded socket');
                socket.onerror = () => done('');
            }),
            sandboxed: () => new Promise(done => {
                addEventListener('message', message => done(message.data));
                const frame = document.createElement('iframe');
                frame.sandbox = 'allow-scripts allow-forms';
                frame.srcdoc = `<script>fetch('${base}reset', { method: 'POST', mode: 'no-cors' })
                    .then(answer => answer.text()).then(text => parent.postMessage(text, '*'), () => parent.postMessage('', '*'))<\/script>`;
                document.body.append(frame);
            }),
            opened: async () => {
                const other = open(base + '#' + secret);
                await new Promise(done => setTimeout(done, 1000));
                try { return other.document.body.textContent } catch { return '' }
            },
        };
        const attack = async () => {
            const read = {};
            const tryOut = async ([name, act]) => {
                const patience = new Promise(done => setTimeout(() => done('did not end'), 10000));
                try { read[name] = await Promise.race([act(), patience]) } catch { read[name] = '' }
            };
            // The last one opens a page before this one, which may then stop working.
            await Promise.all(Object.entries(attacks).slice(0, -1).map(tryOut));
            await tryOut(Object.entries(attacks).at(-1));
            return read;
        };
        </script></body>
        """;

    [Fact]
    public async Task A_page_from_elsewhere_in_the_same_browser_reads_and_changes_nothing()
    {
        using var emulator = EniEmulator.Start();
        emulator.Faults.Add(new() { LatencyMilliseconds = 1, Action = "NoSuchAction" });
        emulator.Load(World("eni-only"));
        var before = emulator.State();
        using var site = new ForeignSite(Attacks);
        var mine = await OpenAsync(emulator);
        var foreign = await mine.Context.NewPageAsync();
        var sent = new List<string>();
        mine.Context.Request += (_, request) =>
        {
            lock (sent)
                sent.Add($"{request.Method} {request.Url}");
        };
        await foreign.GotoAsync(site.Address.AbsoluteUri);

        var read = await AttackAsync(foreign, emulator);

        Assert.Equal(22, read.Count);
        Assert.All(read, attempt => Assert.True(attempt.Value is null or "", $"{attempt.Key} read {attempt.Value}"));
        Assert.Equal(before, emulator.State());
        Assert.Single(emulator.Faults);
        Assert.Empty(emulator.Requests);
        await Expect(mine.Locator("#state")).ToHaveTextAsync("Live");
        // They did leave for the emulator.
        foreach (var path in new[] { "GET {0}state", "POST {0}reset", "GET {0}icon.svg", "GET {0}watch", "PUT {0}state" })
            Assert.Contains(string.Format(null, path, emulator.Endpoint + ".emulator/"), sent);
    }

    [Fact]
    public async Task A_name_that_is_pointed_at_this_machine_opens_nothing()
    {
        using var emulator = EniEmulator.Start();
        emulator.Load(World("eni-only"));
        var before = emulator.State();
        var page = await browser.NewPageAsync();
        var rebound = new Uri($"http://{Chromium.ReboundName}:{emulator.Endpoint.Port}/.emulator/");
        var secret = emulator.Page.Fragment.TrimStart('#');

        foreach (var path in new[] { "", "state", "page.js", "reset" })
            Assert.InRange((await page.GotoAsync(new Uri(rebound, path).AbsoluteUri))!.Status, 400, 499);
        // It is of that origin now, and has the secret on top.
        var answers = await page.EvaluateAsync<int[]>(
            """
            secret => Promise.all([['GET', 'state'], ['POST', 'reset'], ['DELETE', 'faults'], ['GET', 'watch']].map(([method, path]) =>
                fetch('/.emulator/' + path, { method, headers: { 'x-eni-emulator-secret': secret } }).then(answer => answer.status)))
            """,
            secret);

        Assert.All(answers, status => Assert.InRange(status, 400, 499));
        Assert.Equal(before, emulator.State());
    }

    /// <summary>The key is public, and browsers send neither Origin nor Sec-Fetch headers with an image of another machine.</summary>
    [Fact]
    public async Task Beyond_loopback_an_image_of_another_page_and_a_rebound_name_do_not_reach_the_API()
    {
        var address = NetworkInterface.GetAllNetworkInterfaces().SelectMany(item => item.GetIPProperties().UnicastAddresses)
            .Select(item => item.Address)
            .FirstOrDefault(item => item.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(item));
        Assert.SkipWhen(address is null, "The machine has no address but loopback.");
        using var emulator = EniEmulator.Start(new() { ListenAddress = IPAddress.Any });
        var before = emulator.ItemsOf("eni-bp1web01b");
        string Signed(string host) =>
            $"http://{host}:{emulator.Endpoint.Port}/?{SignedCall.OldRemoval("GET", "eni-bp1web01b", before[0])}";
        using var site = new ForeignSite("<!DOCTYPE html><body></body>");
        var page = await browser.NewPageAsync();
        await page.GotoAsync(site.Address.AbsoluteUri);

        // It is answered, and the answer is not for images of others.
        var image = page.WaitForRequestAsync(request => request.Url.Contains("Signature", StringComparison.Ordinal));
        await page.EvaluateAsync(
            "url => new Promise(done => { window.image = Object.assign(new Image(), { onload: done, onerror: done, src: url }); })",
            Signed($"{address}"));
        var headers = (await (await image).AllHeadersAsync()).Keys;
        Assert.Equal("net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin", (await image).Failure);
        var rebound = await page.GotoAsync(Signed(Chromium.ReboundName));

        Assert.Equal(403, rebound!.Status);
        Assert.DoesNotContain(headers, name => name is "origin" || name.StartsWith("sec-fetch", StringComparison.Ordinal));
        Assert.Equal(before, emulator.ItemsOf("eni-bp1web01b"));
    }

    [Fact]
    public async Task The_page_opens_with_the_secret_of_this_start_alone_and_leaves_it_nowhere()
    {
        using var emulator = EniEmulator.Start();
        var secret = emulator.Page.Fragment.TrimStart('#');
        var page = await browser.NewPageAsync();
        var sent = new List<string>();
        page.Request += (_, request) => sent.Add(request.Url + request.PostData + (request.Headers.GetValueOrDefault("referer") ?? ""));

        await page.GotoAsync(new Uri(emulator.Endpoint, "/.emulator/").AbsoluteUri);
        await Expect(page.Locator("#state")).ToHaveTextAsync("Locked");
        await Expect(page.Locator("#open")).ToBeHiddenAsync();
        await page.GetByLabel("Secret").FillAsync(new string('0', secret.Length));
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await Expect(page.Locator("#state")).ToHaveTextAsync("Locked");
        await page.GetByLabel("Secret").FillAsync(secret);
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await Expect(page.Locator("#state")).ToHaveTextAsync("Live");

        await page.GotoAsync("about:blank");
        await page.GotoAsync(emulator.Page.AbsoluteUri);
        await Expect(page.Locator("#state")).ToHaveTextAsync("Live");
        Assert.EndsWith("/.emulator/", page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Expect(page.Locator("#state")).ToHaveTextAsync("Live");
        Assert.DoesNotContain(sent, text => text.Replace(emulator.Page.AbsoluteUri, "", StringComparison.Ordinal)
            .Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(secret, emulator.State(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_any_field_is_shown_as_the_text_that_it_is()
    {
        using var emulator = EniEmulator.Start();
        emulator.Load(World(Markup));
        emulator.SaveSnapshot(Markup);
        emulator.Faults.Add(new() { Kind = FaultKind.Refuse, Code = Markup, Count = 2, Action = Markup });
        emulator.Faults.Add(new() { Kind = FaultKind.Refuse, Code = Markup, NetworkInterfaceId = Markup });
        using (var client = new HttpClient())
        {
            var markup = Uri.EscapeDataString(Markup);
            using var answer = await client.GetAsync(
                new Uri(emulator.Endpoint, $"/?Action={markup}&NetworkInterfaceId={markup}&{markup}={markup}"),
                TestContext.Current.CancellationToken);
        }

        var problems = new List<string>();
        var page = await OpenAsync(emulator, problems);
        await page.Locator("#calls tbody button").ClickAsync();
        await page.Locator("#enis tbody button").ClickAsync();
        await page.GetByText("Regions and VPCs").ClickAsync();
        await Expect(page.Locator(".details pre")).ToHaveCountAsync(2);
        await page.GetByLabel("Search").FillAsync(Markup);
        await Expect(page.Locator("#found")).ToHaveTextAsync("1 ENI found");

        foreach (var place in new[]
        {
            "#calls .details dl", "#enis .details dl", "#enis tbody tr button", "#regions", "#region", "#faults li >> nth=0", "#snapshots",
        })
            await Expect(page.Locator(place)).ToContainTextAsync(Markup);
        Assert.Equal(15, await page.EvaluateAsync<int>(
            "markup => document.querySelector('#enis .details dl').textContent.split(markup).length", Markup));
        Assert.True(await page.EvaluateAsync<bool>("window.stolen === undefined"));
        Assert.Equal(0, await page.Locator("img[src=x], body script, svg[onload]").CountAsync());
        Assert.Empty(problems);
    }

    private static async Task<Dictionary<string, string?>> AttackAsync(IPage page, EniEmulator emulator) =>
        (await page.EvaluateAsync<JsonElement>(
            "([address, key]) => { base = address; secret = key; return attack(); }",
            new[] { new Uri(emulator.Endpoint, "/.emulator/").AbsoluteUri, emulator.Page.Fragment.TrimStart('#') }))
        .EnumerateObject().Where(attempt => attempt.Name != "$id")
        .ToDictionary(attempt => attempt.Name, attempt => attempt.Value.GetString());

    private async Task<IPage> OpenAsync(EniEmulator emulator, List<string>? problems = null)
    {
        var page = await browser.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                problems?.Add(message.Text);
        };
        page.PageError += (_, error) => problems?.Add(error);
        await page.GotoAsync(emulator.Page.AbsoluteUri);
        await Expect(page.Locator("#enis tbody tr").First).ToBeVisibleAsync();
        return page;
    }

    // One ENI, all of whose texts are the same.
    private static MemoryStream World(string text) => new(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        Regions = new[]
        {
            new
            {
                RegionId = text,
                VSwitches = new[] { new { VSwitchId = text, VpcId = text, ZoneId = text } },
                NetworkInterfaces = new[]
                {
                    new
                    {
                        NetworkInterfaceId = text,
                        NetworkInterfaceName = text,
                        Description = text,
                        Status = text,
                        Type = text,
                        InstanceId = text,
                        VSwitchId = text,
                        SecurityGroupIds = new[] { text },
                        PrivateIpAddress = text,
                        SecondaryPrivateIpAddresses = new[] { text },
                        ResourceGroupId = text,
                        Tags = new[] { new { Key = text, Value = text } },
                        MacAddress = text,
                        CreationTime = text,
                    },
                },
            },
        },
    })));
}
