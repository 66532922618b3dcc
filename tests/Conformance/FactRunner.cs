using EniTools.Api.Errors;
using EniTools.Conformance.Asking;
using EniTools.Conformance.Facts;

namespace EniTools.Conformance;

/// <summary>Asks facts one after the other and cleans up after each.</summary>
internal sealed class FactRunner(Gate gate, Patience patience, Cleanup? cleanup)
{
    private readonly List<Exchange> _cleanupExchanges = [];

    /// <summary>Called after each fact.</summary>
    public Action<FactResult>? OnResult { get; init; }

    /// <summary>The requests of the cleanup.</summary>
    public IReadOnlyList<Exchange> CleanupExchanges => _cleanupExchanges;

    /// <summary>The ids that could not be deleted so far.</summary>
    public IReadOnlyList<string> Left { get; private set; } = [];

    /// <summary>Asks facts until all are asked or the token is signalled. Cleans up in both cases.</summary>
    public async Task<IReadOnlyList<FactResult>> RunAsync(IEnumerable<Fact> facts, CancellationToken cancellationToken)
    {
        var results = new List<FactResult>();
        foreach (var fact in facts)
        {
            var result = await AskAsync(fact, cancellationToken);
            // Not cancelled with the run: nothing may be left behind.
            await CleanUpAsync(looksForAll: false);
            results.Add(result);
            OnResult?.Invoke(result);
        }

        await CleanUpAsync(looksForAll: true);
        return results;
    }

    private async Task<FactResult> AskAsync(Fact fact, CancellationToken cancellationToken)
    {
        var why = fact switch
        {
            { Check: null } => fact.WhyNone,
            { Needs: Needs.Instance } when gate.Area.InstanceId is null => "It needs --instance.",
            { Needs: Needs.Money } when !gate.Area.MayBuy => "It needs --bandwidth.",
            _ when cancellationToken.IsCancellationRequested => "The run was stopped before.",
            _ => null,
        };
        if (why is not null)
            return new FactResult(fact, Outcome.NotAsked, why, [], []);

        var asked = new Asked(gate, patience, cancellationToken);
        try
        {
            await fact.Check!(asked);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            why = "The run was stopped.";
        }
        catch (Exception exception) when (exception is CouldNotAskException or GateException or ApiException)
        {
            why = exception.Message;
        }

        var wrong = string.Join("; ", asked.Observations.Where(observation => !observation.IsAsExpected));
        var outcome = wrong.Length > 0 ? Outcome.Different : why is null ? Outcome.Same : Outcome.NotAsked;
        return new FactResult(fact, outcome, wrong.Length > 0 ? wrong : why, asked.Observations, gate.TakeExchanges());
    }

    private async Task CleanUpAsync(bool looksForAll)
    {
        if (cleanup is null)
            return;
        Left = await cleanup.RunAsync(looksForAll, CancellationToken.None);
        _cleanupExchanges.AddRange(gate.TakeExchanges());
    }
}
