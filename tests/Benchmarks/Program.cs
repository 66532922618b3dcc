using System.Globalization;
using EniTools.Benchmarks;

// Each number is a ratio to a floor or peer of the same run: absolute ones say more about the machine.
var benchmarks = new Dictionary<string, Func<Task>>
{
    ["removal"] = Now(RemovalSpeed.Run),
    ["import"] = Now(ImportTime.Run),
    ["pipeline"] = Now(PipelineMemory.Run),
    ["throughput"] = EmulatorThroughput.RunAsync,
    ["start"] = Now(EmulatorStart.Run),
    ["snapshots"] = Now(SnapshotSpeed.Run),
    ["finding"] = Now(FindingSpeed.Run),
    ["large"] = LargeWorld.RunAsync,
    ["journal"] = JournalCost.RunAsync,
    ["accounts"] = Now(AccountCost.Run),
    ["telemetry"] = TelemetryCost.RunAsync,
    ["memory"] = Now(MemoryAfterClear.Run),
};

switch (args)
{
    case [EmulatorProcess.Command, var networkInterfaces, var latency]:
        EmulatorProcess.Serve(int.Parse(networkInterfaces, CultureInfo.InvariantCulture), int.Parse(latency, CultureInfo.InvariantCulture));
        break;
    case [Kills.Command, var kills]:
        await Kills.RunAsync(int.Parse(kills, CultureInfo.InvariantCulture));
        break;
    case [Fuzzing.Command, var seconds]:
        Fuzzing.Run(int.Parse(seconds, CultureInfo.InvariantCulture));
        break;
    case [Fuzzing.Covered, var reader]:
        Fuzzing.RunCovered(reader);
        break;
    case [Fuzzing.Corpus, var folder]:
        Fuzzing.WriteCorpus(folder);
        break;
    case [AccountCost.Sweep, var accounts, var regions]:
        AccountCost.RunSweep(int.Parse(accounts, CultureInfo.InvariantCulture), int.Parse(regions, CultureInfo.InvariantCulture));
        break;
    case [Organisation.Command, var accounts, var regions]:
        Organisation.Run(int.Parse(accounts, CultureInfo.InvariantCulture), int.Parse(regions, CultureInfo.InvariantCulture));
        break;
    case [JournalCost.Removal, var endpoint, var path]:
        await JournalCost.PlayAsync(new Uri(endpoint), path);
        break;
    case [RemovalSpeed.Floor, var endpoint, var calls, var rest]:
        await RemovalSpeed.PlayFloorAsync(new Uri(endpoint), WarmUp.Read(calls, rest));
        break;
    case [RemovalSpeed.Engine, var endpoint, var calls, var rest]:
        await RemovalSpeed.PlayEngineAsync(new Uri(endpoint), WarmUp.Read(calls, rest));
        break;
    case [FindingSpeed.Floor, var endpoint]:
        await FindingSpeed.PlayFloorAsync(new Uri(endpoint));
        break;
    case []:
        foreach (var benchmark in benchmarks.Values)
            await benchmark();
        break;
    case [var name] when benchmarks.TryGetValue(name, out var benchmark):
        await benchmark();
        break;
    default:
        await Console.Error.WriteLineAsync(
            $"The benchmarks are {string.Join(", ", benchmarks.Keys)}; without a name all run. "
                + $"\"{Kills.Command} 1000\" kills that many processes, \"{Fuzzing.Command} 1800\" mutates texts for so many seconds "
                + "(fuzz.sh guides them by coverage), "
                + $"\"{AccountCost.Sweep} 1000 30\" looks at so many "
                + $"accounts and regions, and \"{Organisation.Command} 1000 30\" removes from them in virtual time.");
        return 1;
}

return 0;

static Func<Task> Now(Action run) => () =>
{
    run();
    return Task.CompletedTask;
};
