using System.Diagnostics;
using System.Globalization;
using EniTools.Schedules;
using Microsoft.Coyote;
using Microsoft.Coyote.SystematicTesting;

// Searches the schedules of the engine for a race: [how many] [which trial] [the seed], each with a default.
if (!Rewritten.IsThis)
    return Rewritten.Run(args);

Dictionary<string, Func<Task>> trials = new()
{
    ["removal"] = Trial.RemovalAsync,
    ["assignment"] = Trial.AssignmentAsync,
    ["stop"] = Trial.StopAsync,
    ["disk"] = Trial.FullDiskAsync,
};
var number = args.ElementAtOrDefault(0) ?? "3000";
var which = args.ElementAtOrDefault(1) ?? "all";
var seed = args.ElementAtOrDefault(2) ?? "1";
var found = 0;
foreach (var (name, trial) in trials.Where(trial => which == "all" || which == trial.Key))
{
    var configuration = Configuration.Create()
        .WithTelemetryEnabled(false)
        .WithTestingIterations(uint.Parse(number, CultureInfo.InvariantCulture))
        .WithMaxSchedulingSteps(50_000)
        .WithRandomGeneratorSeed(uint.Parse(seed, CultureInfo.InvariantCulture));
    // The end of a registration waits for its callback in a way that Coyote does not control. There, it delays threads at random.
    if (name == "stop")
        configuration = configuration.WithSystematicFuzzingEnabled();

    var time = Stopwatch.StartNew();
    var engine = TestingEngine.Create(configuration, trial);
    engine.Run();
    var report = engine.TestReport;
    found += report.NumOfFoundBugs;
    Console.WriteLine(report.GetText(configuration));
    var bugs = string.Join(", ", report.BugReports.DefaultIfEmpty("nothing was found"));
    Console.WriteLine($"{name}: {bugs} ({time.Elapsed.TotalSeconds:0} s)");
}

return found == 0 ? 0 : 1;
