using System.Diagnostics;
using System.Globalization;
using System.Text;
using EniTools.Api.Calls;
using EniTools.Api.Journal;
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

    // What a call that has no answer may still do, it has done after this time.
    private static readonly TimeSpan ReadLag = TimeSpan.FromMilliseconds(300);

    private static readonly string[] Changes = ["UnassignIpv6Addresses", "AssignIpv6Addresses"];

    private readonly Random _random = new(seed);

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

    private string Input => Path.Combine(folder, "input.csv");

    private static IReadOnlyList<string> Known { get; } = [Attached, .. Enumerable.Range(1, Enis).Select(number => $"eni-bulk{number:d6}")];

    private HashSet<string> World => [.. Known.SelectMany(eni => _emulator.ItemsOf(eni).Select(item => $"{item} {eni}"))];

    public void Dispose() => _emulator.Dispose();

    /// <summary>Begins a change and takes it back, with kills in both.</summary>
    /// <exception cref="InvalidDataException">Something was lost, done twice, or claimed wrongly.</exception>
    public async Task RunTrialAsync()
    {
        _emulator.Reset();
        File.Delete(Journal);
        await AttachAsync();
        var before = World;
        await File.WriteAllLinesAsync(
            Input, ["Ipv6Address,NetworkInterfaceId", .. before.Select(line => line.Replace(' ', ','))], Encoding.ASCII);
        AddFaults();

        var isRemoval = Trials++ % 3 != 1;
        var command = isRemoval
            ? $"Import-Csv '{Input}' | Remove-EniIpv6Address -Force -JournalPath '{Journal}'"
            : $"'{string.Join("', '", Known)}' | ForEach-Object {{ [pscustomobject]@{{ NetworkInterfaceId = $_ }} }} | "
                + $"Add-EniIpv6Address -Ipv6AddressCount {NewEach} -JournalPath '{Journal}'";
        await BeKilledAsync(command, command);
        await EndAsync(command);
        CheckChanged(before, isRemoval);

        await BeKilledAsync($"Undo-EniChange '{Journal}' -Force", $"Resume-EniChange '{Journal}' -Force");
        await EndAsync(JournalState.Read(Journal).LastUndoes is null ? "Undo-EniChange" : "Resume-EniChange", $"'{Journal}' -Force");
        Check(World.SetEquals(before), "after undo the world is as before", World, before);
    }

    // A slow transition: for a moment, one of the ENIs cannot be changed.
    private async Task AttachAsync()
    {
        using var transport = new HttpTransport("tests");
        var client = new ApiClient(_emulator.Endpoint, new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), transport);
        var operation = new ApiOperation(ApiService.Ecs, "AttachNetworkInterface", RamResource.NetworkInterface, isChange: true);
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
    private async Task BeKilledAsync(string first, string again)
    {
        var command = first;
        for (var kill = _random.Next(2, 5); kill > 0; kill--)
        {
            var length = Length;
            using (var process = Start(command))
            {
                var output = process.StandardOutput.ReadToEndAsync();
                var errors = process.StandardError.ReadToEndAsync();
                var killAt = length + _random.Next(60_000);
                while (Length < killAt && !process.HasExited)
                    await Task.Delay(1);
                // Somewhere between two writes of the journal.
                await Task.Delay(_random.Next(12));
                if (!process.HasExited)
                    Kills++;
                process.Kill();
                await process.WaitForExitAsync();
                await output;
                await errors;
            }

            CutTail();
            CheckThatTheJournalKnows();
            if (Length > length)
                command = again;
        }
    }

    private Task EndAsync(string cmdlet, string arguments) => EndAsync($"{cmdlet} {arguments}");

    private async Task EndAsync(string command)
    {
        using var process = Start(command);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Check(process.ExitCode == 0 && (await errors).Length == 0, $"it comes to its end: {await output}{await errors}");
        var lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Check(lines.Length == lines.Distinct().Count(), "each target has one result");
        var state = JournalState.Read(Journal);
        Check(state.Runs[^1].HasEnded, "the journal knows its end");
        Check(state.Targets().All(target => target.IsDone), "nothing is left to do");
        CheckThatTheJournalKnows();
    }

    private Process Start(string command)
    {
        Processes++;
        var credential = $"([pscredential]::new('{EniEmulator.AccessKeyId}', "
            + $"(ConvertTo-SecureString '{EniEmulator.AccessKeySecret}' -AsPlainText -Force)))";
        var script = $"$ErrorActionPreference = 'Continue'; {shell.Before} "
            + $"Set-EniContext cn-hangzhou -Endpoint {_emulator.Endpoint} -Credential {credential}; "
            + $"{command} -ReadLagSec 1 -TimeoutSec 1 -MaxAttempts 100 -StateTimeoutSec 60 | "
            + "ForEach-Object { \"$($_.Ipv6Address) $($_.NetworkInterfaceId) $($_.Status)\" }";
        var start = new ProcessStartInfo("dotnet", [.. shell.Arguments, script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = folder, ["NO_COLOR"] = "1" },
        };
        return Process.Start(start)!;
    }

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

    private void CheckChanged(HashSet<string> before, bool isRemoval)
    {
        var targets = JournalState.Read(Journal).Targets().Select(Name).ToList();
        Check(targets.Count == targets.Distinct().Count(), "no target is in it twice");
        if (isRemoval)
        {
            Check(before.SetEquals(targets), "it has each target", targets, before);
            Check(World.Count == 0, "nothing is left in the world", World, []);
        }
        else
        {
            Check(targets.Count == NewEach * Known.Count, "it has as many as were asked for");
            Check(World.Except(before).ToHashSet().SetEquals(targets), "the world has what it claims", World.Except(before), targets);
        }
    }

    // What it claims is so, and what happened to the world is claimed or said not to be known.
    private void CheckThatTheJournalKnows()
    {
        if (Length == 0)
            return;
        var state = JournalState.Read(Journal);
        var targets = state.Targets().Where(target => target.Target is not null).ToList();
        var world = World;
        foreach (var target in targets)
        {
            var isThere = world.Contains(Name(target));
            var isRight = target.Status switch
            {
                JournalStatus.Removed or JournalStatus.NotAssigned => !isThere,
                JournalStatus.Assigned or JournalStatus.AlreadyAssigned => isThere,
                JournalStatus.NotSent => isThere == (state.LastAction == ChangeAction.Remove),
                _ => true,
            };
            Check(isRight, $"{Name(target)} is {target.Status}, and {(isThere ? "" : "not ")}there");
        }
    }

    private static string Name(JournalTarget target) => $"{target.Target!.Item} {target.Target.NetworkInterfaceId}";

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
