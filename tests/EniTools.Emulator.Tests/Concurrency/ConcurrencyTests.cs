using EniTools.Api.Pacing;

namespace EniTools.Emulator.Tests.Concurrency;

/// <summary>Many clients at once: whatever they ask and whatever they are answered, it might have been one call after the other.</summary>
public sealed class ConcurrencyTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 6;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("EniTools");

    [Theory]
    [InlineData(0, 250)]
    [InlineData(5, 200)]
    [InlineData(30, 100)]
    public async Task There_is_an_order_of_the_calls_that_explains_all_answers(int transitionMilliseconds, int callsEach)
    {
        var calls = await PlayAsync(new() { TransitionTime = TimeSpan.FromMilliseconds(transitionMilliseconds) }, callsEach);

        var unexplained = Linearization.WhatCannotBeExplained(calls, new ModelWorld(TimeSpan.FromMilliseconds(transitionMilliseconds)));
        Assert.True(unexplained is null, unexplained);
    }

    [Fact]
    public async Task There_is_none_where_reads_are_stale()
    {
        var calls = await PlayAsync(new() { ReadLag = TimeSpan.FromMilliseconds(20) }, callsEach: 30);

        Assert.NotNull(Linearization.WhatCannotBeExplained(calls, new ModelWorld(TimeSpan.Zero)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<IReadOnlyList<IReadOnlyList<Call>>> PlayAsync(EniEmulatorOptions options, int callsEach)
    {
        var path = Path.Combine(_folder.FullName, "world.json");
        await File.WriteAllTextAsync(path, ModelWorld.Document, TestContext.Current.CancellationToken);
        // The clients' times and the service's are of one clock, which never goes back.
        var clock = SteadyClock.Instance;
        using var emulator = EniEmulator.Start(
            new() { StatePath = path, Clock = clock, TransitionTime = options.TransitionTime, ReadLag = options.ReadLag });

        var calls = await new RandomClients(emulator, () => clock.UtcNow).PlayAsync(Clients, callsEach, seed: 1);

        var all = calls.SelectMany(client => client).ToList();
        var besideOthers = all.Count(call => all.Exists(other => other != call && other.Began < call.Ended && call.Began < other.Ended));
        output.WriteLine(
            $"{all.Count} calls, {besideOthers} of them beside others, {all.Count(call => call.Code.Length == 0)} done; "
                + $"refused: {string.Join(", ", all.Select(call => call.Code).Where(code => code.Length > 0).CountBy(code => code))}");
        return calls;
    }

}
