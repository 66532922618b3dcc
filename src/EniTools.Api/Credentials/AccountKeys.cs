using EniTools.Api.Errors;
using EniTools.Api.Operations.Sts;
using EniTools.Api.Signing;

namespace EniTools.Api.Credentials;

/// <summary>The keys of a source, as long as they belong to one account. The owner of each key is asked for before the key signs its first call.</summary>
internal sealed class AccountKeys(
    IAccessKeySource keys, string? accountId, Func<AccessKey, CancellationToken, Task<CallerIdentity>> ask) : IAccessKeySource, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly bool _isGiven = accountId is not null;
    private volatile AccessKey? _known;

    public string Provider => keys.Provider;

    /// <summary>The number of the account; null until the owner of the first key is known.</summary>
    public string? AccountId { get; private set; } = accountId;

    /// <exception cref="WrongAccountException">The key belongs to another account.</exception>
    public async Task<AccessKey> GetAsync(CancellationToken cancellationToken)
    {
        var key = await keys.GetAsync(cancellationToken).ConfigureAwait(false);
        if (ReferenceEquals(key, _known))
            return key;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await CheckedAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public bool Refuse(AccessKey key) => keys.Refuse(key);

    public void Dispose() => _turn.Dispose();

    private async Task<AccessKey> CheckedAsync(CancellationToken cancellationToken)
    {
        for (var mayRenew = true; ; mayRenew = false)
        {
            var key = await keys.GetAsync(cancellationToken).ConfigureAwait(false);
            if (ReferenceEquals(key, _known))
                return key;
            try
            {
                var caller = await ask(key, cancellationToken).ConfigureAwait(false);
                if (AccountId is { } expected && expected != caller.AccountId)
                    throw new WrongAccountException(caller.Arn, caller.AccountId, expected, _isGiven);
                AccountId = caller.AccountId;
                _known = key;
                return key;
            }
            catch (ServiceException refusal) when (mayRenew && refusal.Kind == ErrorKind.ExpiredToken && keys.Refuse(key))
            {
                // The key ended meanwhile: the next one is asked about.
            }
            catch (ApiException failure) when (failure is not WrongAccountException)
            {
                throw CredentialException.OwnerNotKnown(failure);
            }
        }
    }
}
