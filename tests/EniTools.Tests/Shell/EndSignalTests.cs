using System.Diagnostics;
using EniTools.Api.Journal;
using EniTools.Emulator;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Shell;

/// <summary>A process that is told to end sends nothing more, settles what is under way, and its journal and its host know it.</summary>
[Trait("Needs", "Process")]
public sealed class EndSignalTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private readonly EniEmulator _emulator = EniEmulator.Start(new()
    {
        NetworkInterfaceCount = 200,
        Faults = [new() { Action = "UnassignIpv6Addresses", LatencyMilliseconds = 250 }],
    });

    [Theory]
    [InlineData("TERM", 128 + 15)]
    [InlineData("HUP", 128 + 1)]
    [InlineData("INT", 128 + 2)]
    public async Task What_is_under_way_is_settled_and_known(string signal, int exitCode)
    {
        Assert.SkipWhen(EndSignal.IsIgnored(exitCode - 128), "Whoever started this has its children ignore the signal, as nohup does.");
        var journal = _folder.Combine("run.jsonl");
        using var process = StartRemoval(journal, "Out-Null");
        var finished = ChildProcess.FinishAsync(process);
        while (_emulator.Requests.Count(request => request.Action == "UnassignIpv6Addresses") < 20)
            await Task.Delay(5, TestContext.Current.CancellationToken);

        EndSignal.Send(process, signal);
        var run = await finished;
        var sent = _emulator.Requests.Count;

        // What ends the console of a process on Windows gives its exit code, too.
        if (!OperatingSystem.IsWindows() || signal == "INT")
            Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(
            $"{exitCode} after SIG{signal}",
            await File.ReadAllTextAsync(
                Path.Combine(BuiltModule.RepositoryRoot, "docs", "runbooks.md"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Contains($"SIG{signal}: nothing more is sent. What was under way is settled.", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("gone on", run.Output, StringComparison.Ordinal);
        var state = JournalState.Read(journal, TestContext.Current.CancellationToken);
        Assert.True(Assert.Single(state.Runs) is { HasEnded: true, WasStopped: true });
        var totals = state.Totals();
        Assert.False(totals.ContainsKey(JournalStatus.Unknown));
        Assert.InRange(totals[JournalStatus.NotSent], 1, 1999);
        var left = Enumerable.Range(1, 200).Sum(number => _emulator.ItemsOf($"eni-bulk{number:d6}").Count);
        Assert.Equal(2000 - left, totals[JournalStatus.Removed]);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal(sent, _emulator.Requests.Count);
    }

    [Fact]
    public async Task What_had_no_answer_is_told_as_not_known()
    {
        _emulator.Faults.Clear();
        _emulator.Faults.Add(new() { Action = "UnassignIpv6Addresses", LatencyMilliseconds = 20_000 });
        var journal = _folder.Combine("run.jsonl");
        using var process = StartRemoval(journal, "Out-Null");
        var finished = ChildProcess.FinishAsync(process);
        while (!File.Exists(journal) || JournalState.Read(journal, TestContext.Current.CancellationToken).Totals().Values.Sum() == 0
            || !JournalState.Read(journal, TestContext.Current.CancellationToken).Totals().ContainsKey(JournalStatus.Unknown))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        EndSignal.Send(process, "TERM");
        var run = await finished;

        var unknown = JournalState.Read(journal, TestContext.Current.CancellationToken).Totals()[JournalStatus.Unknown];
        Assert.Contains(
            $"SIGTERM: nothing more is sent. It is not known what became of {unknown} targets: their calls had no answer within 1 s.",
            run.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("What was under way is settled.", run.Output, StringComparison.Ordinal);
    }

    // By the time the pipeline comes back, all that was under way is settled: that is no reason to go on.
    [Fact]
    public async Task A_pipeline_that_is_busy_elsewhere_ends_when_it_comes_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no program to send a signal from a script there.");
        var journal = _folder.Combine("run.jsonl");
        using var process = StartRemoval(
            journal, "ForEach-Object { if (-not $told) { $told = $true; & /bin/kill -TERM $PID; Start-Sleep -Seconds 2 } }");

        var run = await ChildProcess.FinishAsync(process);

        Assert.Equal(128 + 15, run.ExitCode);
        Assert.DoesNotContain("gone on", run.Output, StringComparison.Ordinal);
        var state = JournalState.Read(journal, TestContext.Current.CancellationToken);
        Assert.True(Assert.Single(state.Runs) is { HasEnded: true, WasStopped: true });
    }

    private Process StartRemoval(string journal, string downstream)
    {
        var credential = $"([pscredential]::new('{EniEmulator.AccessKeyId}', "
            + $"(ConvertTo-SecureString '{EniEmulator.AccessKeySecret}' -AsPlainText -Force)))";
        return ShellProcess.Start(
            _folder,
            "-NonInteractive",
            "-Command",
            $"Set-EniContext cn-hangzhou -Endpoint {_emulator.Endpoint} -Credential {credential}; "
                + "Get-EniIpv6Address -NetworkInterfaceName bulk* | "
                + $"Remove-EniIpv6Address -Force -JournalPath '{journal}' | {downstream}; "
                + "'gone on'");
    }

    public void Dispose()
    {
        _emulator.Dispose();
        _folder.Dispose();
    }
}
