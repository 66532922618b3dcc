using EniTools.Api.Journal;
using EniTools.Emulator;
using EniTools.Emulator.Accounts;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Machines;

/// <summary>examples/many-machines.ps1 over real SSH: whatever happens to the machines, each address of the list is taken off and reported once.</summary>
[Trait("Needs", "SSH")]
public sealed class ManyMachinesTests : IAsyncLifetime
{
    private const int Enis = 300;
    private const int AddressesEach = 10;
    private const int Shards = 6;

    private static readonly string[] Profiles = ["dev", "test", "prod"];

    private readonly ScratchFolder _folder = new();
    private readonly RealShell _shell = RealShell.WithPackage();
    private readonly List<SshMachine> _machines = [];

    // Three accounts, each with a quota of its own.
    private readonly EniEmulator _emulator = EniEmulator.Start(new EniEmulatorOptions
    {
        NetworkInterfaceCount = Enis,
        AddressesPerInterface = AddressesEach,
        MaxCallsPerSecond = 20,
        MoreKeys =
        [
            .. Profiles.Select((name, index) =>
                new AcceptedKey($"{name}KeyId", EniEmulator.AccessKeySecret, new Account($"200000000000000{index}"))),
        ],
    });

    private HashSet<string> World =>
    [
        .. from number in Enumerable.Range(1, Enis)
           let eni = $"eni-bulk{number:d6}"
           from item in _emulator.ItemsOf(eni)
           select $"{Profiles[number % 3]} {eni} {item}",
    ];

    public async ValueTask InitializeAsync()
    {
        SshMachine.Require();
        var key = await SshMachine.MakeKeyAsync(_folder.Combine("user-key"));
        foreach (var name in new[] { "one", "two", "three" })
        {
            var machine = await SshMachine.StartAsync(_folder.Combine(name), key, _shell);
            _machines.Add(machine);
            WriteProfiles(machine.Home);
        }

        WriteProfiles(_shell.Home);
        await File.WriteAllLinesAsync(_folder.Combine("known-hosts"), _machines.Select(machine => machine.KnownHost.Trim()));
        await File.WriteAllLinesAsync(
            _folder.Combine("old.csv"),
            ["ProfileName,NetworkInterfaceId,Ipv6Address,RegionId", .. World.Select(name => $"{name.Replace(' ', ',')},cn-hangzhou")]);
    }

    [Fact]
    public async Task A_machine_that_dies_half_way_leaves_its_shard_to_another_which_goes_on_from_the_journal_that_they_share()
    {
        var before = World;
        var journals = _folder.Combine("journals");
        var (dying, running) = (_machines[1], RunAsync(_machines, $"-JournalFolder '{journals}'"));
        await KillHalfWayAsync(dying, running);
        var run = await running;
        if (EndedByItself(run))
        {
            Assert.Contains("takes no part", (await RunAsync(_machines, $"-JournalFolder '{journals}'")).Output, StringComparison.Ordinal);
        }
        else
        {
            Assert.True(run is { ExitCode: 0, Errors: "" }, $"{run.ExitCode}\n{run.Errors}");
            var lost = Assert.Single(run.Lines, line => line.StartsWith("WARNING:", StringComparison.Ordinal));
            Assert.Contains($"{dying.Name} is lost", lost, StringComparison.Ordinal);
            Assert.Equal(before.Order(StringComparer.Ordinal), Results(run).Order(StringComparer.Ordinal));
        }

        Assert.Equal(before.Order(StringComparer.Ordinal), Tables().Order(StringComparer.Ordinal));
        Assert.Empty(World);
        var targets = TargetsIn(journals);
        Assert.Equal(before.Order(StringComparer.Ordinal), targets.Select(target => target.Name).Order(StringComparer.Ordinal));
        Assert.All(targets, target => Assert.Equal(JournalStatus.Removed, target.Status));
        Assert.Equal(before.Count, TargetsIn(_folder.Combine("job")).Count);

        // There is nothing left to do, and no machine is asked.
        _machines.ForEach(machine => machine.Kill());
        Assert.Empty((await RunAsync(_machines)).ShouldSucceed().Lines);

        // And all of it can be taken back from here.
        await UndoAsync();
        Assert.Equal(before, World);
    }

    /// <summary>The machine that hands out the shards dies, and those that work come to their end without a listener.</summary>
    [Fact]
    public async Task What_machines_finished_when_nobody_listened_is_read_from_their_journals_and_can_be_taken_back()
    {
        var before = World;
        var journals = _folder.Combine("journals");
        (await RunAsync(_machines, $"-JournalFolder '{journals}'")).ShouldSucceed();
        // As if it had died before the first result came.
        foreach (var file in Directory.EnumerateFiles(_folder.Combine("job"), "shard-*"))
            File.Delete(file);
        var again = (await RunAsync(_machines[..2], $"-JournalFolder '{journals}'")).ShouldSucceed();

        Assert.Equal(before.Order(StringComparer.Ordinal), Results(again).Order(StringComparer.Ordinal));
        Assert.Equal(before.Order(StringComparer.Ordinal), Tables().Order(StringComparer.Ordinal));
        await UndoAsync();
        Assert.Equal(before, World);

        // Another job whose folder has the same name: what an earlier one did is not its result.
        Directory.Delete(_folder.Combine("job"), recursive: true);
        var other = (await RunAsync(_machines[..2], $"-JournalFolder '{journals}'")).ShouldSucceed();
        Assert.Equal(before.Order(StringComparer.Ordinal), Results(other).Order(StringComparer.Ordinal));
        Assert.Empty(World);
    }

    [Fact]
    public async Task A_job_whose_only_machine_dies_goes_on_with_others_that_know_nothing_of_its_journal()
    {
        var before = World;
        var running = RunAsync(_machines[..1]);
        await KillHalfWayAsync(_machines[0], running);
        var first = await running;
        var second = (await RunAsync(_machines[1..])).ShouldSucceed();

        if (!EndedByItself(first))
        {
            Assert.True(first.ExitCode == 1, $"{first.ExitCode}\n{first.Errors}");
            Assert.Contains(first.Lines, line => line.Contains("Run the same again.", StringComparison.Ordinal));
            Assert.Equal(before.Order(StringComparer.Ordinal), Results(first).Concat(Results(second)).Order(StringComparer.Ordinal));
        }

        Assert.Equal(before.Order(StringComparer.Ordinal), Tables().Order(StringComparer.Ordinal));
        Assert.Empty(World);
        // What was done where, and what the machine that died could no longer tell.
        var dead = TargetsIn(_machines[0].Home).ToDictionary(target => target.Name, target => target.Status);
        var others = _machines[1..].SelectMany(machine => TargetsIn(machine.Home))
            .ToDictionary(target => target.Name, target => target.Status);
        Assert.All(before, name => Assert.Contains(
            (dead.GetValueOrDefault(name, JournalStatus.NotSent), others.GetValueOrDefault(name, JournalStatus.NotSent)),
            new[]
            {
                (JournalStatus.Removed, JournalStatus.NotSent),
                (JournalStatus.Removed, JournalStatus.NotAssigned),
                (JournalStatus.NotSent, JournalStatus.Removed),
                (JournalStatus.Unknown, JournalStatus.Removed),
                (JournalStatus.Unknown, JournalStatus.NotAssigned),
            }));
    }

    [Fact]
    public async Task What_goes_wrong_is_an_error_and_left_for_the_next_time()
    {
        WriteList($"""
            NetworkInterfaceId,Ipv6Address
            eni-bulk000001,{_emulator.ItemsOf("eni-bulk000001")[0]}
            eni-bulk000002,nonsense
            """);
        var nobody = SshMachine.FreePort();
        string[] names = [$"127.0.0.1:{nobody}", _machines[0].Name];
        var first = await RunAsync(names, "-ProfileName dev -RegionId cn-hangzhou");
        WriteList($"""
            NetworkInterfaceId,Ipv6Address
            eni-bulk000001,{_emulator.ItemsOf("eni-bulk000001")[0]}
            eni-bulk000002,{_emulator.ItemsOf("eni-bulk000002")[0]}
            """);
        var second = (await RunAsync(names[1..], "-ProfileName dev -RegionId cn-hangzhou")).ShouldSucceed();

        Assert.Equal(1, first.ExitCode);
        Assert.Contains("'nonsense' is not", first.Errors.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains(first.Lines, line => line.Contains($"{names[0]} takes no part", StringComparison.Ordinal));
        Assert.Contains("eni-bulk000001", Assert.Single(Results(first)), StringComparison.Ordinal);
        Assert.Contains("eni-bulk000002", Assert.Single(Results(second)), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        _machines.ForEach(machine => machine.Dispose());
        _emulator.Dispose();
        _shell.Dispose();
        _folder.Dispose();
        return default;
    }

    private async Task UndoAsync()
    {
        var undone = await _shell.RunAsync(
            $"Get-ChildItem '{_folder.Combine("job", "*.jsonl")}' | ForEach-Object {{ Undo-EniChange $_.FullName -Force }} | Out-Null");
        undone.ShouldSucceed();
    }

    private async Task KillHalfWayAsync(SshMachine machine, Task running)
    {
        while (World.Count > Enis * AddressesEach / 2 && !running.IsCompleted)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        machine.Kill();
    }

    private void WriteProfiles(string home)
    {
        Directory.CreateDirectory(Path.Combine(home, ".aliyun"));
        File.WriteAllText(
            Path.Combine(home, ".aliyun", "config.json"),
            $$"""{ "current": "dev", "profiles": [ {{string.Join(", ", Profiles.Select(Profile))}} ] }""");
    }

    private void WriteList(string text) => File.WriteAllText(_folder.Combine("old.csv"), text);

    private Task<ProcessOutput> RunAsync(IEnumerable<SshMachine> machines, string parameters = "") =>
        RunAsync(machines.Select(machine => machine.Name), parameters);

    private Task<ProcessOutput> RunAsync(IEnumerable<string> machines, string parameters) => _shell.RunAsync($$"""
        $ssh = @{ UserKnownHostsFile = '{{_folder.Combine("known-hosts")}}'; IdentitiesOnly = 'yes' }
        $job = @{
            Path = '{{_folder.Combine("old.csv")}}'
            Folder = '{{_folder.Combine("job")}}'
            HostName = '{{string.Join("', '", machines)}}'
            KeyFilePath = '{{_folder.Combine("user-key")}}'
            ShardCount = {{Shards}}
        }
        & '{{Path.Combine(BuiltModule.RepositoryRoot, "examples", "many-machines.ps1")}}' @job -SshOption $ssh {{parameters}} | ForEach-Object {
            "$($_.PSTypeNames[0])|$($_.ProfileName) $($_.NetworkInterfaceId) $($_.Ipv6Address)"
        }
        exit $LASTEXITCODE
        """);

    // PowerShell 7.6 does not survive it when a machine dies while a command is on its way to it.
    private static bool EndedByItself(ProcessOutput run) =>
        run.ExitCode == 134 && run.Errors.Contains("SSHClientSessionTransportManager", StringComparison.Ordinal);

    private static List<string> Results(ProcessOutput run) =>
    [
        .. run.Lines.Select(line => line.Split('|'))
            .Where(parts => parts[0] is "Deserialized.EniTools.Output.EniIpv6Removal" or "Deserialized.EniTools.Output.EniChange")
            .Select(parts => parts[1]),
    ];

    private List<string> Tables() =>
    [
        .. Directory.EnumerateFiles(_folder.Combine("job"), "shard-*.csv").SelectMany(path => File.ReadLines(path).Skip(1))
            .Select(line => line.Split(',').Select(cell => cell.Trim('"')).ToList())
            .Select(cells => $"{cells[0]} {cells[2]} {cells[3]}"),
    ];

    private static List<(string Name, JournalStatus Status)> TargetsIn(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories)
            .SelectMany(path => JournalState.Read(path).Targets())
            .Select(target => ($"{target.Account.Profile} {target.Target.NetworkInterfaceId} {target.Target.Item}", target.Status)),
    ];

    private string Profile(string name) => $$"""
        { "name": "{{name}}", "mode": "AK", "region_id": "cn-hangzhou", "endpoint": "{{_emulator.Endpoint}}",
          "access_key_id": "{{name}}KeyId", "access_key_secret": "{{EniEmulator.AccessKeySecret}}" }
        """;
}
