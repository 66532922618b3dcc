using System.Diagnostics;
using System.Globalization;
using System.Text;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Journal;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;
using EniTools.Emulator.Faults;

namespace EniTools.Tests.Kills;

/// <summary>
/// Kills real PowerShell processes at seeded moments while they change a world that has faults of every kind, and goes on from what
/// they leave. Then each target is accounted for once, and the world is as it was meant to be: claims and truth are compared.
/// </summary>
/// <param name="shell">Starts PowerShell with the module loaded.</param>
/// <param name="folder">A folder of its own.</param>
/// <param name="seed">Decides about kills, faults and what is done.</param>
internal sealed class KillCampaign(PowerShellCommand shell, string folder, int seed) : IDisposable
{
    private const int Enis = 60;
    private const int AddressesEach = 6;
    private const int NewEach = 3;
    private const string Attached = "eni-bp1spare01";

    // Whoever is asked says No to all.
    private const string No = "Resume-EniChange";

    // What a call that has no answer may still do, it has done after this time.
    private static readonly TimeSpan ReadLag = TimeSpan.FromMilliseconds(300);

    private static readonly string[] Changes = ["UnassignIpv6Addresses", "AssignIpv6Addresses"];

    private readonly Random _random = new(seed);
    private HashSet<string> _before = [];

    private readonly EniEmulator _emulator = EniEmulator.Start(new EniEmulatorOptions
    {
        Seed = seed,
        NetworkInterfaceCount = Enis,
        AddressesPerInterface = AddressesEach,
        MaxCallsPerSecond = 100,
        ReadLag = ReadLag,
        TransitionTime = TimeSpan.FromSeconds(3),
    });

    /// <summary>How many processes were killed.</summary>
    public int Kills { get; private set; }

    /// <summary>The number of trials that were started. The second of every three adds; the other two remove.</summary>
    public int Trials { get; private set; }

    /// <summary>How many processes were started.</summary>
    public int Processes { get; private set; }

    private string Journal => Path.Combine(folder, "run.jsonl");

    private string OtherName => Path.Combine(folder, "other.jsonl");

    private string Input => Path.Combine(folder, "input.csv");

    private static IReadOnlyList<string> Known { get; } = [Attached, .. Enumerable.Range(1, Enis).Select(number => $"eni-bulk{number:d6}")];

    private HashSet<string> World => [.. Known.SelectMany(eni => _emulator.ItemsOf(eni).Select(item => $"{item} {eni}"))];

    private JournalChange? Latest => Length == 0 ? null : JournalState.Read(Journal).Latest;

    public void Dispose() => _emulator.Dispose();

    /// <summary>Does a change and takes it back, with kills in both.</summary>
    /// <exception cref="InvalidDataException">Something was lost, done twice, or claimed wrongly.</exception>
    public async Task RunTrialAsync()
    {
        _emulator.Reset();
        File.Delete(Journal);
        if (!File.Exists(OtherName) && new FileInfo(OtherName).LinkTarget is null)
            File.CreateSymbolicLink(OtherName, Journal);
        await AttachAsync();
        _before = World;
        AddFaults();

        if (Trials++ % 3 != 1)
            await RemoveNightAfterNightAsync();
        else
            await AddAsync();
    }

    // The same job and journal every night. In between, somebody puts some addresses back.
    private async Task RemoveNightAfterNightAsync()
    {
        await File.WriteAllLinesAsync(
            Input, ["Ipv6Address,NetworkInterfaceId", .. _before.Select(line => line.Replace(' ', ','))], Encoding.ASCII);
        var command = $"Import-Csv '{Input}' | Remove-EniIpv6Address -Force -IgnoreUnassigned -JournalPath '{Journal}'";
        for (var night = _random.Next(2); night >= 0; night--)
        {
            await BeKilledAsync(command, again: () => Latest is null ? command : _random.Next(5) switch
            {
                0 => "Resume-EniChange -Force",
                1 => No,
                _ => command,
            });
            await EndAsync(command);
            Check(JournalState.Read(Journal).Latest!.HasWholeInput, "its input was whole");
            Check(World.Count == 0, "nothing is left in the world", World, []);
            if (night > 0)
                await DriftAsync();
        }

        var own = JournalState.Read(Journal).Changes.Where(change => change.Undoes is null).Select(change => change.Number).ToList();
        // The latest one with kills; before it, those that a No or a night ended.
        foreach (var number in Enumerable.Reverse(own))
            await UndoAsync(number, isKilled: number == own[^1]);
        Check(World.SetEquals(_before), "after undo the world is as before", World, _before);
    }

    private async Task AddAsync()
    {
        var command = $"'{string.Join("', '", Known)}' | ForEach-Object {{ [pscustomobject]@{{ NetworkInterfaceId = $_ }} }} | "
            + $"Add-EniIpv6Address -Ipv6AddressCount {NewEach} -JournalPath '{Journal}'";
        // After a No, the change is at its end: from the journal alone it is still gone on with.
        await BeKilledAsync(command, again: () => Latest switch
        {
            { HasWholeInput: true, IsEnded: true } => "Resume-EniChange -Force",
            { HasWholeInput: true } when _random.Next(3) == 0 => No,
            _ => command,
        });
        await EndAsync(Latest is { IsHistory: true } ? "Resume-EniChange -Force" : command);
        // What was declined was not given.
        var given = JournalState.Read(Journal).Targets().Where(target => target.Target.Count is null).Select(Name).ToHashSet();
        Check(World.Except(_before).ToHashSet().SetEquals(given), "the world has what it claims", World.Except(_before), given);
        var totals = JournalState.Read(Journal).Totals();
        Check(totals.Values.Sum() == NewEach * Known.Count, "it knows of as many as were asked for");

        await UndoAsync(1, isKilled: true);
        Check(World.SetEquals(_before), "after undo the world is as before", World, _before);
    }

    // It may fail half way for the lack of a permission, and be answered No; called again, it finishes.
    private async Task UndoAsync(int number, bool isKilled)
    {
        var undo = $"Undo-EniChange -Force -Change {number}";
        if (isKilled)
        {
            await BeKilledAsync(undo, again: () => Latest?.Undoes != number ? undo : _random.Next(6) switch
            {
                0 => "Resume-EniChange -Force",
                1 => No,
                _ => undo,
            });
        }

        if (_random.Next(2) == 0)
        {
            foreach (var action in Changes)
            {
                _emulator.Faults.Add(
                    new Fault { Kind = FaultKind.Refuse, Action = action, Code = "Forbidden.RAM", Status = 403, Count = 5 });
            }

            await FinishAsync(Start(undo));
            CheckThatTheJournalKnows();
            _emulator.Faults.Clear();
            AddFaults();
        }

        await EndAsync(undo, mayHaveNothingToDo: true);
    }

    // As the service does it for others, without the faults.
    private async Task DriftAsync()
    {
        _emulator.Faults.Clear();
        using var transport = new HttpTransport("tests");
        var client = new ApiClient(_emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), transport);
        foreach (var line in _before.Where(_ => _random.Next(10) == 0))
        {
            var (item, eni) = (line.Split(' ')[0], line.Split(' ')[1]);
            await client.SendAsync(
                AssignIpv6Addresses.Call(
                    EniEmulator.DefaultRegionId,
                    eni,
                    [item.Contains('/', StringComparison.Ordinal) ? new(Ipv6Prefix.Parse(item)) : new Ipv6Item(Ipv6Address.Parse(item))],
                    Guid.NewGuid().ToString()),
                CancellationToken.None);
        }

        AddFaults();
    }

    // A slow transition: for a moment, one of the ENIs cannot be changed.
    private async Task AttachAsync()
    {
        using var transport = new HttpTransport("tests");
        var client = new ApiClient(_emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), transport);
        var operation = new ApiOperation(ApiService.Ecs, "AttachNetworkInterface", RamResource.NetworkInterface, IsChange: true);
        var parameters = new CallParameters()
            .With("RegionId", EniEmulator.DefaultRegionId).With("NetworkInterfaceId", Attached).With("InstanceId", "i-bp1web02");
        await client.SendAsync(new ApiCall<string>(operation, parameters, _ => ""), CancellationToken.None);
    }

    private void AddFaults()
    {
        foreach (var kind in Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.None))
        {
            foreach (var action in Changes)
                _emulator.Faults.Add(new Fault { Kind = kind, Action = action, Probability = 0.02 });
        }

        _emulator.Faults.Add(new Fault { Action = "UnassignIpv6Addresses", LatencyMilliseconds = 20 });
        _emulator.Faults.Add(new Fault { Action = "AssignIpv6Addresses", LatencyMilliseconds = 20 });
    }

    // Kills a process up to four times in a row, each somewhere in its work, and compares claims and world each time.
    private async Task BeKilledAsync(string first, Func<string> again)
    {
        var command = first;
        for (var kill = _random.Next(2, 5); kill > 0; kill--)
        {
            var length = Length;
            var declines = command == No;
            bool hasEnded;
            // At times another one does the same by another name of the file: one of them may write. Should the other begin after the
            // end, an addition would be a new change and give as many again; to go on with the first is not.
            var same = command.Contains("Add-", StringComparison.Ordinal) ? "Resume-EniChange -Force" : command;
            using (var rival = !declines && _random.Next(3) == 0 ? Start(same, OtherName) : null)
            using (var process = Start(command))
            {
                var rest = rival is null ? Task.FromResult<string[]>([])
                    : Task.WhenAll(rival.StandardOutput.ReadToEndAsync(), rival.StandardError.ReadToEndAsync());
                var output = process.StandardOutput.ReadToEndAsync();
                var errors = process.StandardError.ReadToEndAsync();
                // A No is given, most of the time, before it can be killed.
                var killAt = length + _random.Next(declines ? 600_000 : 60_000);
                while (Length < killAt && !(process.HasExited && rival?.HasExited != false))
                    await Task.Delay(1);
                // Somewhere between two writes of the journal.
                await Task.Delay(_random.Next(12));
                hasEnded = process.HasExited && rival?.HasExited != false;
                if (!hasEnded)
                    Kills++;
                process.Kill();
                rival?.Kill();
                await process.WaitForExitAsync();
                await (rival?.WaitForExitAsync() ?? Task.CompletedTask);
                await output;
                string[] said = [.. await rest, await errors];
                Check(
                    !said.Any(text => text.Contains("is not what this run wrote", StringComparison.Ordinal)),
                    "one process at a time writes to the journal");
            }

            if (!declines)
                CutTail();
            CheckThatTheJournalKnows();
            // It was quicker than its killer.
            if (hasEnded && !declines)
                return;
            command = Length > length ? again() : first;
        }
    }

    private async Task EndAsync(string command, bool mayHaveNothingToDo = false)
    {
        var length = Length;
        var (exitCode, output, errors) = await FinishAsync(Start(command));
        Check(exitCode == 0 && errors.Length == 0, $"it comes to its end: {output}{errors}");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Check(lines.Length == lines.Distinct().Count(), "each target has one result");
        if (mayHaveNothingToDo && Length == length)
            return;
        var state = JournalState.Read(Journal);
        Check(state.Runs[^1].HasEnded, "the journal knows its end");
        Check(state.Targets().All(target => target.IsDone), "nothing is left to do");
        CheckThatTheJournalKnows();
    }

    private static async Task<(int ExitCode, string Output, string Errors)> FinishAsync(Process process)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, await output, await errors);
        }
    }

    private Process Start(string command, string? nameOfJournal = null)
    {
        Processes++;
        var credential = $"([pscredential]::new('{EniEmulator.AccessKeyId}', "
            + $"(ConvertTo-SecureString '{EniEmulator.AccessKeySecret}' -AsPlainText -Force)))";
        var script = $"$ErrorActionPreference = 'Continue'; {shell.Before} "
            + $"Set-EniContext cn-hangzhou -Endpoint {_emulator.Endpoint} -Credential {credential}; "
            + Named(command).Replace(Journal, nameOfJournal ?? Journal, StringComparison.Ordinal)
            + " -ReadLagSec 1 -TimeoutSec 1 -MaxAttempts 100 -StateTimeoutSec 60 | "
            + "ForEach-Object { \"$($_.Ipv6Address) $($_.NetworkInterfaceId) $($_.Status)\" }";
        var isAsked = command == No;
        var arguments = shell.Arguments.Where(argument => !isAsked || argument != "-NonInteractive");
        var start = DotNetCommand.Of([.. arguments, script]);
        start.RedirectStandardInput = isAsked;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["HOME"] = folder;
        start.Environment["NO_COLOR"] = "1";
        var process = Process.Start(start)!;
        // No to all.
        if (isAsked)
            process.StandardInput.WriteLine("L");
        return process;
    }

    // Commands that go on from the journal name it here.
    private string Named(string command) =>
        command.Contains(Journal, StringComparison.Ordinal) ? command : $"{command} -JournalPath '{Journal}'";

    private long Length => File.Exists(Journal) ? new FileInfo(Journal).Length : 0;

    // A machine that dies loses part of a last line that did not go through to the device; an intent did.
    private void CutTail()
    {
        if (Length == 0)
            return;
        var text = File.ReadAllText(Journal);
        var lastLine = text.TrimEnd('\n').LastIndexOf('\n') + 1;
        if (lastLine == 0 || text.AsSpan(lastLine).StartsWith("{\"type\":\"intent\"", StringComparison.Ordinal) || _random.Next(2) == 0)
            return;
        using var file = new FileStream(Journal, FileMode.Open, FileAccess.Write);
        file.SetLength(_random.Next(lastLine, text.Length + 1));
    }

    // What it claims is so, and what happened to the world is claimed or said not to be known.
    private void CheckThatTheJournalKnows()
    {
        if (Latest is not { } latest)
            return;
        var state = JournalState.Read(Journal);
        var targets = state.Targets().Where(target => target.Target.Count is null).ToList();
        var world = World;
        foreach (var target in targets)
        {
            var isThere = world.Contains(Name(target));
            var isRight = target.Status switch
            {
                JournalStatus.Removed or JournalStatus.NotAssigned => !isThere,
                JournalStatus.Assigned or JournalStatus.AlreadyAssigned => isThere,
                // A later change may find it done.
                JournalStatus.NotSent => latest.Number > 1 || isThere == (latest.Action == ChangeAction.Remove),
                _ => true,
            };
            Check(isRight, $"{Name(target)} is {target.Status}, and {(isThere ? "" : "not ")}there");
        }

        Check(targets.Count == targets.DistinctBy(Name).Count(), "no target is in a change twice");
        if (latest is { Undoes: null, Action: ChangeAction.Remove, HasWholeInput: true })
            Check(_before.SetEquals(targets.Select(Name)), "whole input is in it whole", targets.Select(Name), _before);
        var known = state.Changes.SelectMany(change => state.Targets(change.Number))
            .Where(target => target is { Target.Count: null, Status: JournalStatus.Removed or JournalStatus.Unknown }).Select(Name);
        var gone = _before.Except(world).ToList();
        Check(!gone.Except(known).Any(), "what is gone is known to be gone, or not to be known", known, gone);
    }

    private static string Name(JournalTarget target) => $"{target.Target.Item} {target.Target.NetworkInterfaceId}";

    private void Check(bool isSo, string what, IEnumerable<string>? found = null, IEnumerable<string>? wanted = null)
    {
        if (isSo)
            return;
        var difference = found is null
            ? ""
            : $" More: {string.Join(", ", found.Except(wanted!))}. Missing: {string.Join(", ", wanted!.Except(found))}.";
        var kept = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"enitools-kill-{seed}-{Kills}.jsonl"));
        if (File.Exists(Journal))
            File.Copy(Journal, kept, overwrite: true);
        throw new InvalidDataException(
            $"Seed {seed}, after {Kills} kills, it does not hold that {what}.{difference} The journal is {kept}.");
    }
}

/// <summary>How PowerShell is started with the module.</summary>
/// <param name="Arguments">The command line of dotnet before the script.</param>
/// <param name="Before">What the script begins with.</param>
internal sealed record PowerShellCommand(IReadOnlyList<string> Arguments, string Before);
