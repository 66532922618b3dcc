using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Tests.Pacing;
using EniTools.Api.Transport;
using EniTools.Emulator;

namespace EniTools.Api.Tests.Calls;

/// <summary>What a client repairs by itself, once: a temporary key that has run out, and a clock that is off.</summary>
public sealed class ApiClientTests : IDisposable
{
    private static readonly AccessKey GoodKey = new(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret);
    private static readonly AccessKey UnknownTemporaryKey = new("STS.unknown", "secret", "token");

    private readonly EniEmulator _emulator = EniEmulator.Start();
    private readonly HttpTransport _transport = new("test");

    [Fact]
    public async Task A_temporary_key_that_is_refused_is_renewed_and_the_call_repeated()
    {
        await CallAsync(Client(new Keys(UnknownTemporaryKey, GoodKey)));

        Assert.Equal(["InvalidAccessKeyId.NotFound", null], _emulator.Requests.Select(request => request.Code));
    }

    [Fact]
    public async Task A_key_is_renewed_twice_and_not_for_ever()
    {
        var keys = new Keys(UnknownTemporaryKey, UnknownTemporaryKey, UnknownTemporaryKey, GoodKey);

        var failure = await Assert.ThrowsAsync<ServiceException>(() => CallAsync(Client(keys)));

        Assert.Equal("InvalidAccessKeyId.NotFound", failure.Code);
        Assert.Equal(3, _emulator.Requests.Count);
    }

    [Fact]
    public async Task A_lasting_key_that_is_unknown_is_not_asked_for_again()
    {
        await Assert.ThrowsAsync<ServiceException>(() => CallAsync(Client(new AccessKey("unknown", "secret"))));

        Assert.Single(_emulator.Requests);
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(40)]
    public async Task A_clock_that_is_off_is_corrected_from_the_answer_said_once_and_kept_for_the_endpoint(int minutes)
    {
        var clock = new VirtualClock();
        clock.Pass(DateTimeOffset.UtcNow - clock.UtcNow + TimeSpan.FromMinutes(minutes));
        var clocks = new ServiceClocks();
        var said = new List<TimeSpan>();

        await CallAsync(Client(GoodKey, clock, clocks, said));
        await CallAsync(Client(GoodKey, clock, clocks, said));

        Assert.Equal(["InvalidTimeStamp.Expired", null, null], _emulator.Requests.Select(request => request.Code));
        Assert.Equal(-minutes, Assert.Single(said).TotalMinutes, 0.2);
    }

    public void Dispose()
    {
        _emulator.Dispose();
        _transport.Dispose();
    }

    private ApiClient Client(IAccessKeySource keys, IClock? clock = null, ServiceClocks? clocks = null, List<TimeSpan>? said = null) =>
        new(_emulator.Endpoint, keys, _transport)
        {
            Clock = clock ?? SystemClock.Instance,
            Clocks = clocks ?? new ServiceClocks(),
            OnClockCorrected = (_, ahead) => said?.Add(ahead),
        };

    private static Task<IReadOnlyList<EcsRegion>> CallAsync(ApiClient client) =>
        client.SendAsync(DescribeRegions.Call("en-US"), TestContext.Current.CancellationToken);

    // Gives one key after another, each until it is refused.
    private sealed class Keys(params AccessKey[] keys) : IAccessKeySource
    {
        private int _next;

        public string Provider => "test";

        public Task<AccessKey> GetAsync(CancellationToken cancellationToken) => Task.FromResult(keys[_next]);

        public bool Refuse(AccessKey key)
        {
            _next++;
            return true;
        }
    }
}
