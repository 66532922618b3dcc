using System.Diagnostics;
using EniTools.Conformance.Asking;
using EniTools.Conformance.Facts;
using EniTools.Conformance.Recordings;
using EniTools.Emulator.Faults;
using EniTools.Tests.Shell;

namespace EniTools.Emulator.Tests.Conformance;

/// <summary>The tool as a process of its own, against an emulator that stands for the service.</summary>
public sealed class ToolTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("conformance");
    private readonly string _before;

    public ToolTests() => _before = AskedEmulator.WorldOf(_emulator);

    private string[] Journals => Directory.GetFiles(_folder.FullName, "*.journal");

    [Fact]
    public async Task A_run_asks_everything_leaves_nothing_and_writes_its_result()
    {
        var (status, output) = await RunAsync("yes\n", [.. Place, "--instance", "i-bp1web01", "--bandwidth"]);

        Assert.True(status == 0, output);
        Assert.Contains("Account 1000000000000001", output, StringComparison.Ordinal);
        var read = Recording.Read(Assert.Single(Directory.GetFiles(_folder.FullName, "*.json")));
        Assert.Equal(Catalog.Facts.Select(fact => fact.Id), read.Facts.Select(fact => fact.Id));
        Assert.Equal(
            Catalog.Facts.Count(fact => fact.Check is not null),
            read.Facts.Count(fact => fact.Outcome == EniTools.Conformance.Outcome.Same));
        Assert.Empty(Journals);
        Assert.Equal(_before, AskedEmulator.WorldOf(_emulator));
    }

    [Theory]
    [InlineData("no\n")]
    [InlineData("")]
    public async Task Without_a_yes_nothing_is_begun(string answer)
    {
        var (status, output) = await RunAsync(answer, Place);

        Assert.Equal(2, status);
        Assert.Contains("Type yes to begin", output, StringComparison.Ordinal);
        Assert.Equal(["GetCallerIdentity"], _emulator.Requests.Select(request => request.Action));
        Assert.Empty(_folder.GetFiles());
    }

    [Theory]
    [InlineData("attach.life", "It needs --instance.")]
    [InlineData("bandwidth.public", "It needs --bandwidth.")]
    public async Task Without_an_option_for_it_nothing_is_attached_and_nothing_bought(string facts, string reason)
    {
        var (status, output) = await RunAsync("", [.. Place, "--yes", "--facts", facts]);

        Assert.Equal(3, status);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.Equal(
            ["GetCallerIdentity", "DescribeNetworkInterfaces"], _emulator.Requests.Select(request => request.Action).Distinct());
    }

    /// <summary>Each kill happens while the emulator has, or has not, carried out the request and never answers.</summary>
    [Theory]
    [InlineData("CreateNetworkInterface", FaultKind.HangAfterEffect, "unassign.again")]
    [InlineData("CreateNetworkInterface", FaultKind.HangBeforeEffect, "unassign.again")]
    [InlineData("UnassignIpv6Addresses", FaultKind.HangAfterEffect, "unassign.again")]
    [InlineData("AttachNetworkInterface", FaultKind.HangAfterEffect, "attach.life")]
    [InlineData("DeleteNetworkInterface", FaultKind.HangAfterEffect, "unassign.again")]
    [InlineData("AllocateIpv6InternetBandwidth", FaultKind.HangAfterEffect, "bandwidth.stays")]
    [InlineData("DeleteIpv6InternetBandwidth", FaultKind.HangAfterEffect, "bandwidth.stays")]
    [InlineData("ReleaseIpv6Address", FaultKind.HangBeforeEffect, "bandwidth.deleted-eni")]
    public async Task A_run_that_was_killed_is_finished_by_a_cleaning_that_touches_nothing_else(string action, FaultKind kind, string facts)
    {
        _emulator.Faults.Add(new Fault { Action = action, Kind = kind, Count = 1 });
        using (var run = Start([.. Place, "--yes", "--instance", "i-bp1web01", "--bandwidth", "--facts", facts]))
        {
            await UntilAsync(() => _emulator.Faults.Count == 0);
            // The request is carried out after the fault was taken.
            await Task.Delay(100, TestContext.Current.CancellationToken);
            run.Kill();
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, run.ExitCode);
        }

        var isLeft = AskedEmulator.WorldOf(_emulator) != _before;
        Assert.True(isLeft || action is "CreateNetworkInterface" or "DeleteNetworkInterface");
        var (status, output) = await RunAsync("", "--clean", Assert.Single(Journals));

        Assert.True(status == 0, output);
        Assert.Contains("Nothing of the run is left.", output, StringComparison.Ordinal);
        Assert.Equal(_before, AskedEmulator.WorldOf(_emulator));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_questions_and_takes_away_what_was_made()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Ctrl+C cannot be sent to another process there.");
        Assert.SkipWhen(EndSignal.IsIgnored(2), "Whoever started this has its children ignore the signal, as nohup does.");
        _emulator.Faults.Add(new Fault { Action = "UnassignIpv6Addresses", Kind = FaultKind.HangAfterEffect, Count = 1 });
        using var run = Start([.. Place, "--yes", "--facts", "unassign.a"]);
        await UntilAsync(() => _emulator.Faults.Count == 0);
        Assert.NotEqual(_before, AskedEmulator.WorldOf(_emulator));

        EndSignal.Send(run, "INT");
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, run.ExitCode);
        Assert.Empty(Journals);
        Assert.Equal(_before, AskedEmulator.WorldOf(_emulator));
    }

    [Fact]
    public async Task What_cannot_be_taken_away_is_named_and_the_journal_stays()
    {
        _emulator.Faults.Add(
            new Fault { Action = "DeleteNetworkInterface", Kind = FaultKind.Refuse, Code = "Forbidden.RAM", Status = 403 });

        var (status, output) = await RunAsync("", [.. Place, "--yes", "--facts", "unassign.again"]);

        Assert.Equal(4, status);
        Assert.Matches("Left behind: eni-", output);
        _emulator.Faults.Clear();
        Assert.Equal(0, (await RunAsync("", "--clean", Assert.Single(Journals))).Status);
        Assert.Equal(_before, AskedEmulator.WorldOf(_emulator));
    }

    [Fact]
    public async Task What_cannot_be_meant_is_not_begun()
    {
        var (status, output) = await RunAsync("", "--region", "cn-hangzhou");

        Assert.Equal(2, status);
        Assert.Contains("--region, --vswitch, --security-group belong together. See --help.", output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _emulator.Dispose();
        _folder.Delete(recursive: true);
    }

    private string[] Place =>
    [
        "--region", "cn-hangzhou", "--vswitch", "vsw-bp1main", "--security-group", "sg-bp1main", "--endpoint",
        _emulator.Endpoint.ToString(),
    ];

    private async Task<(int Status, string Output)> RunAsync(string input, params string[] arguments)
    {
        using var run = Start(arguments);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await run.StandardInput.WriteAsync(input);
        run.StandardInput.Close();
        var errors = run.StandardError.ReadToEndAsync(patience.Token);
        var output = await run.StandardOutput.ReadToEndAsync(patience.Token);
        await run.WaitForExitAsync(patience.Token);
        return (run.ExitCode, output + await errors);
    }

    private Process Start(params string[] arguments)
    {
        var start = DotNetCommand.Of([typeof(Gate).Assembly.Location, .. arguments]);
        start.WorkingDirectory = _folder.FullName;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["ALIBABA_CLOUD_ACCESS_KEY_ID"] = EniEmulator.AccessKeyId;
        start.Environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = EniEmulator.AccessKeySecret;
        return Process.Start(start)!;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < Patience);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
