using System.Runtime.InteropServices;
using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Conformance.Asking;
using EniTools.Conformance.Facts;
using EniTools.Conformance.Recordings;

namespace EniTools.Conformance;

/// <summary>Asks the service, or an emulator, whether the facts are true.</summary>
internal static class Program
{
    private const int AllSame = 0;
    private const int SomeDifferent = 1;
    private const int NotBegun = 2;
    private const int BrokenOff = 3;
    private const int SomethingLeft = 4;

    private static async Task<int> Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        // The first Ctrl+C ends the questions and cleans up; a second one ends the process.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var options = Options.Read(arguments);
            return options switch
            {
                { WantsHelp: true } => Help(),
                { WantsList: true } => List(options),
                { PagePath: { } page } => WritePage(page),
                { CleanPath: { } journal } => await CleanAsync(journal, options, stop.Token),
                { ComparePath: { } recording } => await CompareAsync(recording, options, stop.Token),
                { IsForService: true } => await AskServiceAsync(options, stop.Token),
                _ => await AskEmulatorAsync(options, stop.Token),
            };
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{exception.Message} See --help.");
            return NotBegun;
        }
        catch (Exception exception) when (exception is ApiException or OperationCanceledException)
        {
            Console.Error.WriteLine(exception.Message);
            return BrokenOff;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = !stop.IsCancellationRequested;
            Console.Error.WriteLine("Stopping after a cleanup.");
            stop.Cancel();
        }
    }

    private static int Help()
    {
        Console.WriteLine(Options.Usage);
        return AllSame;
    }

    private static int List(Options options)
    {
        foreach (var fact in Chosen(options))
        {
            var how = fact switch
            {
                { Check: null } => $"not asked: {fact.WhyNone}",
                { Needs: Needs.Instance } => "asked with --instance",
                { Needs: Needs.Money } => "asked with --bandwidth",
                _ => "asked",
            };
            Console.WriteLine($"{fact.Id}  {fact.Standing.ToString().ToLowerInvariant()}, {how}\n    {fact.Sentence}");
        }

        return AllSame;
    }

    private static int WritePage(string path)
    {
        File.WriteAllText(path, FactsPage.Renew(File.ReadAllText(path)));
        return AllSame;
    }

    private static async Task<int> AskEmulatorAsync(Options options, CancellationToken cancellationToken)
    {
        using var target = Target.Emulator();
        using var journal = MadeJournal.InMemory();
        return await AskAsync(target, Target.EmulatorArea, journal, options, options.RecordPath, cancellationToken);
    }

    private static async Task<int> AskServiceAsync(Options options, CancellationToken cancellationToken)
    {
        var area = new Area(options.RegionId!, options.VSwitchId!, options.SecurityGroupId!)
        {
            InstanceId = options.InstanceId,
            MayBuy = options.MayBuy,
        };
        using var target = Target.Service(area.RegionId, options.Endpoint, options.Profile);
        if (!await AgreeAsync(target, area, options, cancellationToken))
            return NotBegun;

        var journalPath = $"conformance-{area.RunId[..8]}.journal";
        var journal = MadeJournal.Begin(journalPath, area, options.Endpoint);
        Console.WriteLine($"Journal: {journalPath}");
        var status = SomethingLeft;
        using (journal)
        {
            try
            {
                status = await AskAsync(
                    target, area, journal, options, options.RecordPath ?? $"conformance-{area.RunId[..8]}.json", cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"The run ended early: {exception.Message}");
            }
        }

        if (status != SomethingLeft && journal.Unanswered.Count == 0)
            File.Delete(journalPath);
        else
            Console.WriteLine($"Clean up what may be left: --clean {journalPath}");
        return status;
    }

    private static async Task<bool> AgreeAsync(Target target, Area area, Options options, CancellationToken cancellationToken)
    {
        using var journal = MadeJournal.InMemory();
        var identity = await new Gate(area, target.Sender, journal).SendAsync(
            new Call(ApiService.Sts, "GetCallerIdentity", []), cancellationToken);
        if (!identity.IsSuccess)
            throw new FormatException($"GetCallerIdentity was answered with {identity.Outcome}: {identity.Text("Message")}.");
        var bandwidth = area.MayBuy ? "1 Mbit/s by traffic for some addresses, for moments" : "none is bought";
        Console.WriteLine(
            $"""
            Account {identity.Text("AccountId")}, {target.Name}.
            {Chosen(options).Count(fact => fact.Check is not null)} facts are asked, with two requests a second at most.
            ENIs are made in {area.VSwitchId} with {area.SecurityGroupId}, tagged {Area.TagKey}={area.RunId},
            and deleted after each fact. Nothing else is changed.
            Attached to: {area.InstanceId ?? "nothing"}. Internet bandwidth: {bandwidth}.
            """);
        if (options.IsAgreed)
            return true;
        Console.Write("Type yes to begin: ");
        return Console.In.ReadLine()?.Trim() == "yes";
    }

    private static async Task<int> AskAsync(
        Target target, Area area, MadeJournal journal, Options options, string? recordPath, CancellationToken cancellationToken)
    {
        var redaction = new Redaction([.. await target.SecretsAsync(cancellationToken), area.RunId]);
        var gate = new Gate(area, target.Sender, journal);
        var runner = new FactRunner(gate, target.Patience, new Cleanup(gate, journal, target.Patience)) { OnResult = Show };
        var results = await runner.RunAsync(Chosen(options), cancellationToken);
        Console.WriteLine($"\n{Report.Summary(results)}");
        if (recordPath is not null)
        {
            Recording.Of(target.Name, area.RegionId, results, runner.CleanupExchanges, redaction).Write(recordPath);
            Console.WriteLine($"Result: {recordPath}");
        }

        if (runner.Left.Count > 0)
        {
            Console.Error.WriteLine($"Left behind: {string.Join(", ", runner.Left)}");
            return SomethingLeft;
        }

        return cancellationToken.IsCancellationRequested ? BrokenOff : StatusOf(results);
    }

    private static async Task<int> CleanAsync(string path, Options options, CancellationToken cancellationToken)
    {
        using var journal = MadeJournal.Open(path);
        var (area, endpoint) = journal.Run!;
        using var target = Target.Service(area.RegionId, endpoint, options.Profile);
        var cleanup = new Cleanup(new Gate(area, target.Sender, journal), journal, target.Patience);
        var left = await cleanup.RunAsync(looksForAll: true, cancellationToken);
        if (left.Count > 0)
        {
            Console.Error.WriteLine($"Left behind: {string.Join(", ", left)}");
            return SomethingLeft;
        }

        Console.WriteLine("Nothing of the run is left.");
        if (journal.Unanswered.Count > 0)
            Console.WriteLine("The answer to a creation was lost, and its ENI was not found. Run --clean once more in an hour.");
        return AllSame;
    }

    private static async Task<int> CompareAsync(string path, Options options, CancellationToken cancellationToken)
    {
        var read = Recording.Read(path);
        var chosen = read.Facts.Where(fact => fact.Id.StartsWith(options.Facts, StringComparison.Ordinal));
        var recording = read with { Facts = [.. chosen] };
        using var target = Target.Emulator();
        using var journal = MadeJournal.InMemory();
        var gate = new Gate(Target.EmulatorArea, target.Sender, journal);
        var runner = new FactRunner(gate, target.Patience, new Cleanup(gate, journal, target.Patience));
        var results = await Comparison.CompareAsync(recording, facts => runner.RunAsync(facts, cancellationToken));
        Console.WriteLine($"{recording.Source} and the emulator:");
        foreach (var result in results)
            Show(result);
        Console.WriteLine($"\n{Report.Summary([.. results])}");
        return StatusOf(results);
    }

    private static IReadOnlyList<Fact> Chosen(Options options) =>
        [.. Catalog.Facts.Where(fact => fact.Id.StartsWith(options.Facts, StringComparison.Ordinal))];

    private static void Show(FactResult result)
    {
        if (result.Fact.Check is not null || result.Outcome != Outcome.NotAsked)
            Console.WriteLine(Report.Line(result));
    }

    private static int StatusOf(IReadOnlyCollection<FactResult> results) =>
        results.Any(result => result.Outcome == Outcome.Different) ? SomeDifferent
            : results.Any(result => result.Outcome == Outcome.Same) ? AllSame
            : BrokenOff;
}
