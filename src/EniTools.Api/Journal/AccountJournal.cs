using System.Runtime.CompilerServices;
using EniTools.Api.Changes;
using EniTools.Api.Errors;

namespace EniTools.Api.Journal;

/// <summary>The part of a journal for the targets of one account: what an engine takes note in.</summary>
internal sealed class AccountJournal : IChangeJournal
{
    private readonly ChangeJournal _journal;

    // Targets that were taken in and are not settled. Used while lines are added, by one thread at a time.
    private readonly Dictionary<Ipv6Target, int> _targets = [];
    private readonly Dictionary<CountRequest, int> _requests = new(new ByReference());

    // Null until the journal has the account.
    private int? _number;

    internal AccountJournal(ChangeJournal journal, JournalAccount account, int? number) =>
        (_journal, Account, _number) = (journal, account, number);

    /// <summary>The account.</summary>
    public JournalAccount Account { get; }

    /// <summary>Takes note that a target is to be done, unless an earlier run of the same change did it.</summary>
    /// <returns>What the journal knew of it before the run, when it is done; null when it is to be done.</returns>
    public JournalTarget? TakeIn(Ipv6Target target)
    {
        if (KnownBefore(target) is { } number)
        {
            _journal.TakeAgain(number);
            if (_journal.Before.Target(number) is { IsChanged: true } known)
                return known;
        }

        _journal.Add(writer => NumberOf(target, writer));
        return null;
    }

    /// <summary>Takes note that a number of addresses or prefixes is to be given.</summary>
    /// <param name="request">How many, and where.</param>
    /// <param name="given">What was given for it before the run.</param>
    /// <returns>What is still missing, to be handed to the engine; null when all was given before the run.</returns>
    public CountRequest? TakeIn(CountRequest request, out IReadOnlyList<JournalTarget> given)
    {
        var open = request;
        IReadOnlyList<JournalTarget> givenBefore = [];
        _journal.Add(writer =>
        {
            var known = _journal.IsNewChange || _number is not { } account
                ? null
                : _journal.Before.Find(account, request, number => !_requests.ContainsValue(number));
            if (known is { } number)
            {
                _journal.TakeAgain(number);
                (open, givenBefore) = (_journal.Before.Missing(number), _journal.Before.Given(number));
            }
            else
            {
                number = TakeInNew(request, writer);
            }

            _requests[open ?? request] = number;
        });
        given = givenBefore;
        return open;
    }

    /// <summary>Takes in again what the journal has of a request that is not complete.</summary>
    /// <param name="unfinished">A target of <see cref="ChangeJournal.Before"/> that is <see cref="JournalTarget.Missing"/> something.</param>
    /// <returns>What is still missing, to be handed to the engine.</returns>
    public CountRequest TakeIn(JournalTarget unfinished)
    {
        var request = unfinished.Missing ?? throw new ArgumentException("Nothing is missing of it.", nameof(unfinished));
        _journal.Add(_ => _requests[request] = unfinished.Number);
        return request;
    }

    /// <summary>Takes note that it was asked whether to change some targets, and the answer was No.</summary>
    public void Decline(IEnumerable<Ipv6Target> targets) => _journal.Add(writer =>
    {
        List<int> numbers = [];
        foreach (var target in targets)
        {
            numbers.Add(NumberOf(target, writer));
            _targets.Remove(target);
        }

        writer.Line("declined", line => line.With("targets", numbers));
    });

    /// <summary>Takes note that it was asked whether to change something, and the answer was No.</summary>
    public void Decline(CountRequest request) => _journal.Add(writer =>
    {
        var number = NumberOf(request, writer);
        writer.Line("declined", line => line.With("targets", [number]));
    });

    /// <inheritdoc/>
    public ChangeMemory<Ipv6Target>? Recall(IReadOnlyList<Ipv6Target> targets)
    {
        Dictionary<Ipv6Target, int> attempts = [];
        List<OpenCall> calls = [];
        Dictionary<Ipv6Target, IReadOnlyList<IReadOnlyList<Ipv6Target>>> lookFirst = [];
        foreach (var target in targets)
        {
            if (_journal.UnknownBefore(Account, target) is { } undone)
                lookFirst.Add(target, [.. TargetsOf(_journal.Before.OpenCallsOf(undone)).Select(ThoseLeftAlone)]);
            if (KnownBefore(target) is not { } number)
                continue;
            attempts.Add(target, _journal.Before.AttemptsOf(number));
            calls.AddRange(_journal.Before.OpenCallsOf(number));
        }

        if (attempts.Count == 0 && lookFirst.Count == 0)
            return null;
        return new(attempts, TargetsOf(calls.Distinct())) { LookFirst = lookFirst };
    }

    // What was sent again since says nothing of the call.
    private IReadOnlyList<Ipv6Target> ThoseLeftAlone(IReadOnlyList<Ipv6Target> call) =>
        [.. call.Where(target => !_journal.WasSentSince(Account, target))];

    private List<IReadOnlyList<Ipv6Target>> TargetsOf(IEnumerable<OpenCall> calls) =>
        [.. calls.Select(call => call.Targets.Select(_journal.Before.TargetOf).ToList())];

    /// <inheritdoc/>
    public UnansweredRequest? Recall(CountRequest request)
    {
        var number = 0;
        _journal.Add(writer => number = NumberOf(request, writer));
        return number > 0 && number <= _journal.Before.TargetCount ? _journal.Before.Unanswered(number) : null;
    }

    /// <inheritdoc/>
    public void Found(Ipv6Target target, BandwidthTerms had) => _journal.Add(writer =>
    {
        var number = NumberOf(target, writer);
        writer.Line("found", line => line.With("target", number).With("mbps", had.Mbps).With("chargeType", had.ChargeType));
    });

    /// <inheritdoc/>
    public Task<int> IntendAsync(IReadOnlyList<Ipv6Target> targets, string? token, int attempt, DateTimeOffset time) => IntendAsync(
        writer => [.. targets.Select(target => NumberOf(target, writer))], token, count: null, attempt, time);

    /// <inheritdoc/>
    public Task<int> IntendAsync(CountRequest request, int count, string token, int attempt, DateTimeOffset time) => IntendAsync(
        writer => [NumberOf(request, writer)], token, count, attempt, time);

    /// <inheritdoc/>
    public void Refused(int call, ApiException refusal, DateTimeOffset time) => _journal.Add(writer => writer.Line("refused", line => line
        .With("call", call).With("code", refusal.Code).With("httpStatus", refusal.HttpStatus).With("requestId", refusal.RequestId)
        .With("time", time)));

    /// <inheritdoc/>
    public Task SettleAsync(ChangeOutcome outcome) => _journal.AddAsync(writer =>
    {
        var target = outcome.Target;
        var number = NumberOf(target, writer);
        writer.Line("outcome", line =>
        {
            line.With("target", number).With("eni", target.NetworkInterfaceId).With("item", target.Item.ToString())
                .With("status", outcome.Status.ToString());
            WithAnswer(line, outcome);
            line.With("confirmedByLooking", outcome.ConfirmedByLooking);
            WithFailure(line, outcome.Failure);
        });
        _targets.Remove(target);
        _journal.Count(outcome.Status);
    });

    /// <inheritdoc/>
    public Task SettleAsync(CountRequest request, IReadOnlyList<ChangeOutcome> given) => _journal.AddAsync(writer =>
    {
        var number = NumberOf(request, writer);
        var first = _journal.NextTargets(given.Count);
        writer.Line("given", line =>
        {
            line.With("target", number).With("eni", request.NetworkInterfaceId).With("first", first)
                .With("items", given.Select(outcome => outcome.Target.Item));
            WithAnswer(line, given[0]);
        });
        foreach (var outcome in given)
            _journal.Count(outcome.Status);
    });

    /// <inheritdoc/>
    public Task SettleAsync(CountRequest request, CountShortfall shortfall, DateTimeOffset time) => _journal.AddAsync(writer =>
    {
        var number = NumberOf(request, writer);
        writer.Line("outcome", line =>
        {
            line.With("target", number).With("eni", request.NetworkInterfaceId).With("missing", shortfall.Missing.Count)
                .With("status", shortfall.Status.ToString())
                .With("attempts", shortfall.Attempts).With("time", time);
            WithFailure(line, shortfall.Failure);
        });
        _journal.Count(shortfall.Status);
    });

    private static void WithAnswer(JournalLines line, ChangeOutcome outcome) =>
        line.With("requestId", outcome.RequestId).With("attempts", outcome.Attempts).With("time", outcome.Time);

    private static void WithFailure(JournalLines line, ApiException? failure)
    {
        if (failure is not null)
            line.With("code", failure.Code).With("httpStatus", failure.HttpStatus)
                .With("message", (failure as ServiceException)?.ServiceMessage ?? failure.Message);
    }

    private async Task<int> IntendAsync(
        Func<JournalFile.Writer, List<int>> targets, string? token, int? count, int attempt, DateTimeOffset time)
    {
        var call = 0;
        await _journal.AddAsync(writer =>
        {
            var numbers = targets(writer);
            call = _journal.NextCall();
            writer.Line("intent", line => line
                .With("call", call).With("targets", numbers).With("token", token).With("count", count).With("attempt", attempt)
                .With("time", time));
        }).ConfigureAwait(false);
        return call;
    }

    private int? KnownBefore(Ipv6Target target) =>
        _journal.IsNewChange || _number is not { } account ? null : _journal.Before.Find(account, target);

    private int NumberOf(Ipv6Target target, JournalFile.Writer writer)
    {
        if (_targets.TryGetValue(target, out var taken))
            return taken;
        if (KnownBefore(target) is not { } number)
        {
            var account = NumberIn(writer);
            number = _journal.NextTargets(1);
            writer.Line("input", line => line
                .With("target", number).With("account", account).With("region", target.RegionId).With("eni", target.NetworkInterfaceId)
                .With("item", target.Item.ToString()).With("mbps", target.Purchase?.Mbps).With("chargeType", target.Purchase?.ChargeType));
        }

        _targets.Add(target, number);
        return number;
    }

    private int NumberOf(CountRequest request, JournalFile.Writer writer) =>
        _requests.TryGetValue(request, out var number) ? number : _requests[request] = TakeInNew(request, writer);

    private int TakeInNew(CountRequest request, JournalFile.Writer writer)
    {
        var account = NumberIn(writer);
        var number = _journal.NextTargets(1);
        writer.Line("input", line => line
            .With("target", number).With("account", account).With("region", request.RegionId).With("eni", request.NetworkInterfaceId)
            .With("count", request.Count).With("prefixes", request.AsPrefixes));
        return number;
    }

    private int NumberIn(JournalFile.Writer writer)
    {
        if (_number is { } known)
            return known;
        var number = _journal.NextAccount();
        writer.Line("account", line => line
            .With("account", number).With("profile", Account.Profile).With("accountId", Account.AccountId)
            .With("endpoint", Account.Endpoint));
        _number = number;
        return number;
    }

    // Two equal requests are two.
    private sealed class ByReference : IEqualityComparer<CountRequest>
    {
        public bool Equals(CountRequest? x, CountRequest? y) => ReferenceEquals(x, y);

        public int GetHashCode(CountRequest obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
