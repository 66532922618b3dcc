using EniTools.Api.Changes;
using EniTools.Api.Errors;

namespace EniTools.Api.Journal;

/// <summary>The part of a journal for the targets of one account: what an engine takes note in.</summary>
internal sealed class AccountJournal : IChangeJournal
{
    private readonly ChangeJournal _journal;

    // Targets that were taken in and are not settled, and all of new addresses. Used while lines are added, by one thread at a time.
    private readonly Dictionary<Ipv6Target, int> _targets = [];

    // Null until the journal has the account.
    private int? _number;

    internal AccountJournal(ChangeJournal journal, JournalAccount account, int? number) =>
        (_journal, Account, _number) = (journal, account, number);

    /// <summary>The account.</summary>
    public JournalAccount Account { get; }

    /// <summary>Records that a target is to be done, as far as no earlier run of the same change did it.</summary>
    /// <param name="target">The target.</param>
    /// <param name="done">What earlier runs did of it: the target itself, or the new addresses that were given for it.</param>
    /// <returns>What is left to do, to be handed to the engine; null when nothing is.</returns>
    public Ipv6Target? TakeIn(Ipv6Target target, out IReadOnlyList<JournalTarget> done)
    {
        done = [];
        if (target.Count is not null)
            return TakeInNew(target, out done);
        if (KnownBefore(target) is { } number)
        {
            _journal.TakeAgain(number);
            if (_journal.Before.Target(number) is { IsChanged: true } known)
            {
                done = [known];
                return null;
            }
        }

        _journal.Add(writer => NumberOf(target, writer));
        return target;
    }

    private Ipv6Target? TakeInNew(Ipv6Target target, out IReadOnlyList<JournalTarget> done)
    {
        Ipv6Target? open = target;
        IReadOnlyList<JournalTarget> given = [];
        _journal.Add(writer =>
        {
            if (_journal.IsNewChange || _number is not { } account
                || _journal.Before.FindNew(account, target, number => !_journal.IsTakenAgain(number)) is not { } known)
            {
                NumberOf(target, writer);
                return;
            }

            _journal.TakeAgain(known);
            // What is left of it goes by the identity that the journal gave it.
            var left = _journal.Before.TargetOf(known) with { ProfileName = target.ProfileName };
            _targets[left] = known;
            open = _journal.Before.Missing(known) > 0 ? left : null;
            given = target == left ? [] : _journal.Before.Given(known);
        });
        done = given;
        return open;
    }

    /// <summary>Records that the user was asked whether to change some targets, and the answer was No.</summary>
    public void Decline(IEnumerable<Ipv6Target> targets) => _journal.Add(writer =>
    {
        List<int> numbers = [];
        foreach (var target in targets)
        {
            numbers.Add(NumberOf(target, writer));
            Forget(target);
        }

        writer.Line("declined", line => line.With("targets", numbers));
    });

    /// <inheritdoc/>
    public ChangeMemory? Recall(IReadOnlyList<Ipv6Target> targets)
    {
        Dictionary<Ipv6Target, int> attempts = [];
        List<OpenCall> calls = [];
        Dictionary<Ipv6Target, IReadOnlyList<IReadOnlyList<Ipv6Target>>> lookFirst = [];
        foreach (var target in targets)
        {
            if (_journal.UnknownBefore(Account, target) is { } undone)
                lookFirst.Add(target, [.. _journal.Before.OpenCallsOf(undone).Select(ThoseLeftAlone)]);
            if (KnownBefore(target) is not { } number)
                continue;
            attempts.Add(target, _journal.Before.AttemptsOf(number));
            calls.AddRange(_journal.Before.OpenCallsOf(number));
        }

        if (attempts.Count == 0 && lookFirst.Count == 0)
            return null;
        return new(attempts, [.. calls.Distinct().Select(_journal.Before.Unanswered)]) { LookFirst = lookFirst };
    }

    // What was sent again since says nothing of the call.
    private IReadOnlyList<Ipv6Target> ThoseLeftAlone(OpenCall call) =>
        [.. _journal.Before.Unanswered(call).Targets.Where(target => !_journal.WasSentSince(Account, target))];

    /// <inheritdoc/>
    public void Found(Ipv6Target target, BandwidthTerms had) => _journal.Add(writer =>
    {
        var number = NumberOf(target, writer);
        writer.Line("found", line => line.With("target", number).With("mbps", had.Mbps).With("chargeType", had.ChargeType));
    });

    /// <inheritdoc/>
    public async Task<int> IntendAsync(
        IReadOnlyList<Ipv6Target> targets, string? token, int attempt, DateTimeOffset time, int? count = null)
    {
        var call = 0;
        await _journal.AddAsync(writer =>
        {
            List<int> numbers = [.. targets.Select(target => NumberOf(target, writer))];
            call = _journal.NextCall();
            writer.Line("intent", line => line
                .With("call", call).With("targets", numbers).With("token", token).With("count", count).With("attempt", attempt)
                .With("time", time));
        }).ConfigureAwait(false);
        return call;
    }

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
            line.With("target", number).With("eni", target.NetworkInterfaceId)
                .With("item", target.Count is null ? target.Item.ToString() : null).With("missing", target.Count)
                .With("status", outcome.Status.ToString());
            WithAnswer(line, outcome);
            line.With("confirmedByLooking", outcome.ConfirmedByLooking);
            WithFailure(line, outcome.Failure);
        });
        Forget(target);
        _journal.Count(outcome.Status);
    });

    /// <inheritdoc/>
    public Task SettleAsync(Ipv6Target target, IReadOnlyList<ChangeOutcome> given) => _journal.AddAsync(writer =>
    {
        var number = NumberOf(target, writer);
        var first = _journal.NextTargets(given.Count);
        writer.Line("given", line =>
        {
            line.With("target", number).With("eni", target.NetworkInterfaceId).With("first", first)
                .With("items", given.Select(outcome => outcome.Target.Item));
            WithAnswer(line, given[0]);
        });
        foreach (var outcome in given)
            _journal.Count(outcome.Status);
    });

    private static void WithAnswer(JournalLines line, ChangeOutcome outcome) =>
        line.With("requestId", outcome.RequestId).With("attempts", outcome.Attempts).With("time", outcome.Time);

    private static void WithFailure(JournalLines line, ApiException? failure)
    {
        if (failure is not null)
            line.With("code", failure.Code).With("httpStatus", failure.HttpStatus)
                .With("message", (failure as ServiceException)?.ServiceMessage ?? failure.Message);
    }

    private int? KnownBefore(Ipv6Target target)
    {
        if (target.Count is null)
            return _journal.IsNewChange || _number is not { } account ? null : _journal.Before.Find(account, target);
        var number = 0;
        _journal.Add(writer => number = NumberOf(target, writer));
        return number > 0 && number <= _journal.Before.TargetCount ? number : null;
    }

    private int NumberOf(Ipv6Target target, JournalFile.Writer writer)
    {
        if (_targets.TryGetValue(target, out var taken))
            return taken;
        if (target.Count is not null || KnownBefore(target) is not { } number)
        {
            var account = NumberIn(writer);
            number = _journal.NextTargets(1);
            writer.Line("input", line =>
            {
                line.With("target", number).With("account", account).With("region", target.RegionId).With("eni", target.NetworkInterfaceId);
                if (target.Count is { } count)
                    line.With("count", count).With("prefixes", target.IsPrefix);
                else
                    line.With("item", $"{target.Item}").With("mbps", target.Purchase?.Mbps).With("chargeType", target.Purchase?.ChargeType);
            });
        }

        _targets.Add(target, number);
        return number;
    }

    // More may come for a number of new addresses.
    private void Forget(Ipv6Target target)
    {
        if (target.Count is null)
            _targets.Remove(target);
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
}
