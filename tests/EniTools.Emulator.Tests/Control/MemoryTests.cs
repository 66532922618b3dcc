using EniTools.Emulator.Control;

namespace EniTools.Emulator.Tests.Control;

/// <summary>The memory that requests cost. The tests run alone, as they measure the process.</summary>
[Collection(typeof(Alone))]
public sealed class MemoryTests
{
    /// <summary>Requests of 4 KB and responses of 64 KB, as many as there are in an hour: 32 MiB are kept.</summary>
    [Fact]
    public void The_log_has_a_size_in_bytes()
    {
        const int answerBytes = 64 * 1024;
        var log = new RequestLog();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 1; i <= 20_000; i++)
            log.Add(new(DateTimeOffset.UnixEpoch, new string('a', 4000), [], 200, null, "", TimeSpan.Zero), new byte[answerBytes]);

        var kept = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1024 / 1024;
        Assert.InRange(kept, 25, 33);
        Assert.Equal(20_000, log.Last);
        Assert.NotNull(log.Find(20_000)!.Answer);
    }

    /// <summary>400 forms of 1 MiB once took 1.1 GB, and a look at the log 2.5 GB more. Twice the memory that was measured is allowed.</summary>
    [Theory]
    [InlineData(1024 * 1024, 413)]
    [InlineData(60 * 1024, 400)]
    public async Task Large_forms_that_are_refused_cost_no_memory_and_are_told_apart(int size, int status)
    {
#if NET
        Wine.SkipFor(Wine.Memory);
#endif
        using var emulator = EniEmulator.Start();
        using var client = new TestClient(emulator);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 400; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(emulator.Endpoint, "/?Format=JSON"))
            {
                Content = new StringContent(
                    $"Action=Action{i}&NetworkInterfaceId=eni-{i}&Other={new string('x', size - 100)}",
                    null,
                    "application/x-www-form-urlencoded"),
            };
            Assert.Equal(status, (await client.SendAsync(request)).Status);
        }

        using var look = new HttpRequestMessage(HttpMethod.Get, new Uri(emulator.Endpoint, "/.emulator/requests"));
        var log = (await client.SendAsync(look)).Body;
        Assert.InRange((GC.GetTotalMemory(forceFullCollection: true) - before) / 1024 / 1024, -50, 60);
        Assert.InRange(log.Length, 1, 1024 * 1024);
        if (status == 400)
            Assert.Equal("eni-399", emulator.Requests[399].Parameters.Single(parameter => parameter.Key == "NetworkInterfaceId").Value);
    }

    /// <summary>Tests of the whole process, beside which no other test runs.</summary>
    [CollectionDefinition(DisableParallelization = true)]
    public sealed class Alone;
}
