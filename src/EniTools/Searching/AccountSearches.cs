using EniTools.Api.Errors;
using EniTools.Api.Pacing;
using EniTools.Errors;
using EniTools.Pipeline;
using EniTools.Session;

namespace EniTools.Searching;

/// <summary>The searches of a cmdlet: one at a time for each account, and a bounded number of accounts at a time.</summary>
internal sealed class AccountSearches<T>
    where T : SearchedAccount
{
    // Each is one socket and at most two pages. More would wait for this machine, not for the service.
    private const int MaxAtWork = 32;

    // Waiting ones: enough that accounts that hang do not keep the rest of the input from being read.
    private const int MaxBegun = 4096;

    private readonly EniServiceCmdlet _cmdlet;
    private readonly Func<string?, Connection, T> _open;
    private readonly Dictionary<string, T> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CredentialException> _withoutKey = new(StringComparer.Ordinal);
    private readonly AccountProgress _progress;
    private readonly CallSlots _atWork = new(SteadyClock.Instance, MaxAtWork);
    private readonly CallSlots _room = new(SteadyClock.Instance, MaxBegun);

    /// <summary>Ends the pipeline if no input can have a key. No search begins yet.</summary>
    public AccountSearches(EniServiceCmdlet cmdlet, Func<string?, Connection, T> open)
    {
        (_cmdlet, _open) = (cmdlet, open);
        _progress = new AccountProgress(cmdlet.MyInvocation.MyCommand.Name);
        cmdlet.ConnectEarly();
        cmdlet.EndAfter(WhenEndedAsync);
    }

    /// <summary>The accounts with something left to do.</summary>
    public IReadOnlyCollection<T> All => _accounts.Values;

    /// <summary>Gets the account of the current record.</summary>
    /// <param name="input">Makes the target of an error.</param>
    /// <returns>Null if there is no key for the account, which is an error about the record.</returns>
    public T? ForRecord(Func<object> input)
    {
        var profileName = _cmdlet.EffectiveProfile;
        if (_accounts.TryGetValue(profileName ?? "", out var account))
            return account;
        if (_withoutKey.TryGetValue(profileName ?? "", out var failure))
            _cmdlet.WriteError(EniError.CallFailed(failure, input(), profileName));
        else if (_cmdlet.Connect(profileName, input(), out var problem) is { } connection)
            _accounts.Add(profileName ?? "", account = _open(profileName, connection));
        else
            _cmdlet.WriteError(problem!);
        return account;
    }

    /// <summary>Begins a search, and waits for it if every record has the same account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="searchAsync">Reads, and posts the output. After an exception for want of a key, no further search of this account begins.</param>
    /// <param name="inputs">The targets of the error if a call fails or there is no key.</param>
    public void Begin(T account, Func<Task> searchAsync, IEnumerable<object?> inputs)
    {
        // Before the wait, which writes ended searches: an account that seems done would be forgotten without a wait for this search.
        account.Unfinished++;
        _cmdlet.Await(_room.EnterAsync(_cmdlet.StopToken));
        account.IsOfRecord |= _cmdlet.IsProfileOfRecord;
        account.Latest = SearchAsync(account, account.Latest, searchAsync, inputs);
        _progress.Begin(account.ProfileName);
        if (!_cmdlet.IsProfileOfRecord)
            _cmdlet.Await(account.Latest);
    }

    /// <summary>Waits for all searches, and writes their output.</summary>
    public void Finish()
    {
        _cmdlet.Await(WhenEndedAsync());
        if (_progress.Last() is { } last)
            _cmdlet.WriteProgress(last);
    }

    private Task WhenEndedAsync() => Task.WhenAll(_accounts.Values.Select(account => account.Latest));

    private async Task SearchAsync(T account, Task before, Func<Task> searchAsync, IEnumerable<object?> inputs)
    {
        await before.ConfigureAwait(false);
        await _atWork.EnterAsync(_cmdlet.StopToken).ConfigureAwait(false);
        // A source of keys that failed, perhaps after a minute, is not asked again for each search.
        ApiException? failure = account.WithoutKey;
        try
        {
            if (failure is null)
                await searchAsync().ConfigureAwait(false);
        }
        catch (ApiException exception)
        {
            failure = exception;
            account.WithoutKey = exception as CredentialException;
        }
        finally
        {
            _atWork.Leave();
            _room.Leave();
        }

        if (failure is not null)
        {
            foreach (var input in inputs)
                _cmdlet.Queue.Post(new ErrorItem(account.Error(failure, input)));
        }

        _cmdlet.Queue.Post(new SearchEnded(this, account));
    }

    private void End(T account)
    {
        account.Unfinished--;
        if (account.IsDone)
        {
            _progress.End(account.ProfileName);
            if (account.IsOfRecord)
                Forget(account);
        }

        if (_progress.Next() is { } record)
            _cmdlet.WriteProgress(record);
    }

    // A later record of the account opens it again, unless it has no key.
    private void Forget(T account)
    {
        var name = account.ProfileName ?? "";
        if (account.WithoutKey is { } failure)
            _withoutKey[name] = failure;
        _accounts.Remove(name);
        _cmdlet.Forget(account.ProfileName);
    }

    private sealed record SearchEnded(AccountSearches<T> Searches, T Account) : PipelineItem
    {
        public override void Write(EniCmdlet cmdlet) => Searches.End(Account);
    }
}
