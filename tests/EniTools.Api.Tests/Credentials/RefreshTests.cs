using EniTools.Api.Credentials;
using EniTools.Api.Errors;
using EniTools.Api.Operations.Sts;
using EniTools.Api.Signing;
using EniTools.Api.Tests.Pacing;

namespace EniTools.Api.Tests.Credentials;

/// <summary>A temporary key is fetched ahead of its end, once for all who wait; a failure keeps the old one until it truly ends.</summary>
public sealed class RefreshTests : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly VirtualClock _clock = new();
    private readonly Fetch _fetch;
    private readonly RefreshedKey _key;

    public RefreshTests()
    {
        _fetch = new Fetch(_clock);
        _key = new RefreshedKey(_fetch, _clock);
    }

    [Fact]
    public async Task Many_callers_wait_for_one_fetch()
    {
        var gate = new TaskCompletionSource();
        _fetch.Gate = gate.Task;
        var callers = Enumerable.Range(0, 20).Select(_ => GetAsync()).ToList();
        Assert.DoesNotContain(callers, caller => caller.IsCompleted);

        gate.SetResult();

        Assert.Single((await Task.WhenAll(callers)).Distinct());
        Assert.Equal(1, _fetch.Count);
    }

    [Fact]
    public async Task It_is_fetched_anew_ahead_of_its_end_and_not_before()
    {
        Assert.Equal("1", (await GetAsync()).Id);
        _clock.Pass(TimeSpan.FromMinutes(44));
        Assert.Equal("1", (await GetAsync()).Id);
        _clock.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal("2", (await GetAsync()).Id);
    }

    [Fact]
    public async Task A_failed_fetch_keeps_the_old_key_until_it_truly_ends()
    {
        await GetAsync();
        _fetch.Fails = true;
        _clock.Pass(TimeSpan.FromMinutes(50));
        Assert.Equal("1", (await GetAsync()).Id);
        Assert.Equal("1", (await GetAsync()).Id);
        Assert.Equal(2, _fetch.Count);

        _clock.Pass(TimeSpan.FromMinutes(11));

        await Assert.ThrowsAsync<CredentialException>(GetAsync);
    }

    [Fact]
    public async Task A_key_that_was_refused_is_fetched_anew_and_a_late_refusal_costs_nothing()
    {
        var first = await GetAsync();
        Assert.True(_key.Refuse(first));
        Assert.Equal("2", (await GetAsync()).Id);
        Assert.True(_key.Refuse(first));
        Assert.Equal("2", (await GetAsync()).Id);
    }

    [Fact]
    public async Task An_end_at_the_first_or_the_last_moment_of_all_breaks_nothing()
    {
        // What a Go program writes for a time that it does not know: 0001-01-01T00:00:00Z.
        _fetch.End = DateTimeOffset.MinValue;
        Assert.Equal("1", (await GetAsync()).Id);
        Assert.Equal("1", (await GetAsync()).Id);

        _fetch.End = DateTimeOffset.MaxValue;
        _clock.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal("2", (await GetAsync()).Id);
    }

    public void Dispose() => _key.Dispose();

    private Task<AccessKey> GetAsync() => _key.GetAsync(TestContext.Current.CancellationToken);

    private sealed record Fetch(VirtualClock Clock) : KeyFetch
    {
        public Task Gate { get; set; } = Task.CompletedTask;

        public bool Fails { get; set; }

        /// <summary>When the keys run out; null for after an hour.</summary>
        public DateTimeOffset? End { get; set; }

        public int Count { get; private set; }

        public override string Provider => "test";

        public override async Task<TemporaryKey> FetchAsync(CancellationToken cancellationToken)
        {
            Count++;
            await Gate;
            return Fails
                ? throw new CredentialException("no", "none")
                : new TemporaryKey(new AccessKey($"{Count}", "secret", "token"), End ?? Clock.UtcNow + Life);
        }
    }
}
