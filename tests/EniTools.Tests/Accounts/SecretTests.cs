using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Management.Automation;
using System.Net;
using System.Text.Json;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Accounts;

/// <summary>Whatever a session signs in with, and however that goes, no secret is in anything that it writes, keeps, completes or sends to a log.</summary>
[Trait("Needs", "Time")]
public sealed class SecretTests : IClassFixture<FormattingSession>
{
    // An answer that is no answer is asked for again by those that only look; once is enough to see what is written of it.
    private static readonly string[] Commands =
    [
        "Get-EniContext @with",
        "Get-EniContext -Verify @with",
        "Remove-EniIpv6Address 2001:db8:1234:1a00::2:1, 2001:db8:1234:1a00::dead, bad eni-bp1web01b -Force -MaxAttempts 1 @with",
        "Remove-EniIpv6Address 2001:db8:1234:1a00::2:2 eni-bp1web01b -WhatIf @with",
    ];

    private static readonly string[] CommandsThatLook =
    [
        "Add-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b @with",
        "Remove-EniIpv6Address 2001:db8:1234:1a00::2:1 eni-bp1web01b -Force -MaxAttempts 1 -TimeoutSec 1 -Endpoint http://127.0.0.1:1 "
            + "@with",
        "Get-Eni eni-bp1web01b, eni-bp1nosuch @with",
        "Get-EniIpv6Address eni-bp1web01b @with",
        "Get-EniIpv6Address eni-bp1web01b @with | Get-EniIpv6RemovalPlan @with",
        "Get-EniRegion cn-hangzhou @with",
        "Remove-EniIpv6Address 2001:db8:1234:1a00::2:2, 2001:db8:1234:1a00::dead eni-bp1web01b -Force -JournalPath $journal @with",
        "Get-EniChange $journal; Get-EniChange $journal -Summary; Resume-EniChange $journal @with; Undo-EniChange $journal -Force @with",
        "Get-EniRamPolicy",
        "Set-EniContext -RegionId cn-hangzhou -PassThru",
        "Set-EniContext -Endpoint http://example.com",
    ];

    private static readonly string[] Completions =
    [
        "Get-Eni -NetworkInterfaceId ", "Get-Eni -RegionId ", "Get-Eni -ProfileName ", "Set-EniContext -Credential ", "Get-EniContext -",
        "$o.",
    ];

    private readonly FormattingSession _formatting;

    public SecretTests(FormattingSession formatting) => _formatting = formatting;

    public static TheoryData<string> Successes => [.. SecretTable.Successes.Keys];

    public static TheoryData<string> Failures => [.. SecretTable.Failures.Keys];

    [Theory]
    [MemberData(nameof(Successes))]
    public async Task No_secret_shows_when_signing_in_succeeds(string row)
    {
        var result = await SignInAsync(SecretTable.Successes[row], [.. Commands, .. CommandsThatLook]);

        Assert.DoesNotContain(
            result.Errors,
            error => error.FullyQualifiedErrorId.EndsWith("ContextCommand", StringComparison.Ordinal)
                && error.CategoryInfo.Activity == "Get-EniContext");
        Assert.Contains(": Removed", result.Written, StringComparison.Ordinal);
        Assert.Contains(": Assigned", result.Written, StringComparison.Ordinal);
        Assert.Contains("AttemptStop ecs:UnassignIpv6Addresses", result.Written, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"Removed\"", result.Written, StringComparison.Ordinal);
        result.ShouldShowNoSecret();
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task No_secret_shows_when_signing_in_fails(string row)
    {
        var result = await SignInAsync(SecretTable.Failures[row], Commands);

        Assert.All(
            result.Errors.Where(error => error.FullyQualifiedErrorId.EndsWith("RemoveEniIpv6AddressCommand", StringComparison.Ordinal)),
            error => Assert.NotEmpty(error.ErrorDetails.RecommendedAction));
        Assert.DoesNotContain(": Removed", result.Written, StringComparison.Ordinal);
        Assert.NotEmpty(result.Errors);
        result.ShouldShowNoSecret();
    }

    [Theory]
    [InlineData("parameter, no AccessKey")]
    [InlineData("parameter, secret for an id")]
    public async Task No_secret_shows_when_a_session_refuses_it(string row)
    {
        var result = await SignInAsync(SecretTable.Failures[row], ["Set-EniContext @with"]);

        Assert.StartsWith("BadCredential,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        result.ShouldShowNoSecret();
    }

    private async Task<Signed> SignInAsync(Func<SecretRow, Task> setUp, IEnumerable<string> commands)
    {
        using var world = new SignInWorld();
        var row = new SecretRow(world);
        await setUp(row);
        Assert.SkipWhen(
            OperatingSystem.IsWindows()
                && File.Exists(world.ConfigFile)
                && (await File.ReadAllTextAsync(world.ConfigFile, TestContext.Current.CancellationToken))
                    .Contains("sh '", StringComparison.Ordinal),
            "sh is not there.");

        using var listener = new Listener();
        const string Preferences = "$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'";
        var results = commands
            .Select(command => world.Session.Run($"{Preferences}; {command}", ("with", row.With), ("journal", world.JournalFile)))
            .ToList();
        var errors = results.SelectMany(
            result => result.Thrown is IContainsErrorRecord { ErrorRecord: var thrown }
                ? result.Errors.Append(thrown)
                : result.Errors).ToList();
        var written = Shown([.. results.SelectMany(result => result.Output)], errors);
        foreach (var result in results)
        {
            written.AddRange([.. result.Verbose, .. result.Debug, .. result.Warnings, .. result.Information, $"{result.Thrown}"]);
            written.AddRange(result.Progress.Select(record => $"{record.Activity} {record.StatusDescription} {record.CurrentOperation}"));
        }

        written.AddRange(Completions.SelectMany(line => Completed(world.Session, line)));
        written.AddRange(listener.Written);
        written.AddRange(world.Host.Lines.Concat(world.Host.Warnings));
        if (File.Exists(world.JournalFile))
            written.Add(await File.ReadAllTextAsync(world.JournalFile, TestContext.Current.CancellationToken));
        using var http = new HttpClient();
        written.Add(JsonSerializer.Serialize(world.Emulator.Requests));
        written.Add(
            await http.GetStringAsync(new Uri(world.Emulator.Endpoint, "/.emulator/requests"), TestContext.Current.CancellationToken));
        written.Add(world.Emulator.State());
        return new Signed(string.Join('\n', written), errors, row.Secrets);
    }

    // As people look at it, and as it is stored.
    private List<string> Shown(IReadOnlyList<PSObject> output, IReadOnlyList<ErrorRecord> errors)
    {
        using var folder = new ScratchFolder();
        var csv = folder.Combine("output.csv");
        var shown = _formatting.Run(
            """
            $o | Format-List * -Force | Out-String -Width 10000
            $o | Out-String -Width 10000
            $o | ConvertTo-Json -Depth 5 -WarningAction Ignore
            $o | ForEach-Object { $_ | Export-Csv $csv -Append -Force }
            $e | Out-String -Width 10000
            $e | ForEach-Object {
                $_ | Format-List * -Force | Out-String -Width 10000
                $_.ErrorDetails.RecommendedAction
                $_.TargetObject | Format-List * -Force | Out-String -Width 10000
                for ($x = $_.Exception; $x; $x = $x.InnerException) { $x | Format-List * -Force | Out-String -Width 10000; $x.ToString() }
            }
            """,
            ("o", output), ("e", errors), ("csv", csv)).ShouldSucceed();
        return
        [
            .. shown.Output.Select(text => $"{text}"),
            .. output.Select(item => PSSerializer.Serialize(item, 5)),
            .. File.Exists(csv) ? File.ReadAllLines(csv) : [],
        ];
    }

    private static IEnumerable<string> Completed(PowerShellSession session, string line)
    {
        using var shell = session.Shell("");
        shell.Commands.Clear();
        return [
            .. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Select(
                match => $"{match.CompletionText} {match.ListItemText} {match.ToolTip}")
        ];
    }

    // All that the event source tells, of other tests beside this one too.
    private sealed class Listener : EventListener
    {
        public ConcurrentQueue<string> Written { get; } = [];

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "EniTools")
                EnableEvents(eventSource, EventLevel.Verbose);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            Written.Enqueue($"{eventData.EventName} {string.Join(' ', eventData.Payload ?? (IReadOnlyList<object?>)[])}");
    }

    private sealed record Signed(string Written, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Secrets)
    {
        public void ShouldShowNoSecret()
        {
            Assert.NotEmpty(Secrets);
            foreach (var secret in Secrets)
            {
                var once = Uri.EscapeDataString(secret);
                foreach (
                    var form in new[]
                    {
                        secret,
                        once,
                        Uri.EscapeDataString(once),
                        WebUtility.HtmlEncode(secret),
                        JsonSerializer.Serialize(secret).Trim('"'),
                    })
                {
                    var at = Written.IndexOf(form, StringComparison.Ordinal);
                    Assert.True(
                        at < 0, at < 0 ? "" : $"'{form}' shows in: {Written[Math.Max(0, at - 300)..Math.Min(Written.Length, at + 300)]}");
                }
            }
        }
    }
}
