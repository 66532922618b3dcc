using EniTools.Api.Errors;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;

namespace EniTools.Api.Credentials;

/// <summary>A temporary key that is renewed ahead of its end: once, by one caller, while the others wait.</summary>
internal sealed class RefreshedKey(KeyFetch fetch, IClock clock) : IAccessKeySource, IDisposable
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1);
    private volatile Fetched? _current;
    private volatile Failed? _failure;
    private volatile bool _hasGivenKey;

    public string Provider => fetch.Provider;

    /// <summary>True if it has ever given a key: then one failure does not mean that there is none.</summary>
    public bool HasGivenKey => _hasGivenKey;

    public string? Problem => _failure?.Reason.Message;

    public async Task<AccessKey> GetAsync(CancellationToken cancellationToken)
    {
        if (FreshKey() is { } fresh)
            return fresh;

        var seen = _failure;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Another caller may have been quicker, or have failed for all who waited.
            if (FreshKey() is { } fetchedMeanwhile)
                return fetchedMeanwhile;
            if (_failure is { } failed && !ReferenceEquals(failed, seen))
                throw new CredentialException(failed.Reason);
            return await FetchAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public bool Refuse(AccessKey key)
    {
        // A late refusal of an older key must not discard the newer one.
        if (_current is { } current && ReferenceEquals(current.Key, key))
            _current = null;
        return true;
    }

    public void Dispose() => _turn.Dispose();

    private AccessKey? FreshKey() => _current is { } current && clock.UtcNow < current.FetchAgainAt ? current.Key : null;

    private async Task<AccessKey> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            var fetched = await fetch.FetchAsync(cancellationToken).ConfigureAwait(false);
            _current = new Fetched(fetched.Key, fetched.Expiration, FetchAgain(fetched.Expiration));
            _hasGivenKey = true;
            return fetched.Key;
        }
        catch (ApiException) when (_current is { } old && (old.Expiration is null || clock.UtcNow < old.Expiration))
        {
            // The old key is good until it really ends; the source is left alone for a while.
            _current = old with { FetchAgainAt = Earlier(old.Expiration, clock.UtcNow + AfterFailure) };
            return old.Key;
        }
        catch (ApiException failure)
        {
            _failure = new Failed(failure);
            throw new CredentialException(failure);
        }
    }

    // A key that lives less than twice the margin is used for half its life, so a wrong clock does not fetch a key for each call.
    private DateTimeOffset FetchAgain(DateTimeOffset? expiration)
    {
        if (expiration is not { } end)
            return DateTimeOffset.MaxValue;
        // Compared as spans: some programs write the first moment of all for "no end", and no margin can be subtracted from that.
        var now = clock.UtcNow;
        var left = end - now;
        return now + Longer(Longer(left - fetch.Margin, TimeSpan.FromTicks(left.Ticks / 2)), AfterFailure);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;

    private sealed record Fetched(AccessKey Key, DateTimeOffset? Expiration, DateTimeOffset FetchAgainAt);

    // Two failures of one reason are two.
    private sealed class Failed(ApiException reason)
    {
        public ApiException Reason { get; } = reason;
    }
}
