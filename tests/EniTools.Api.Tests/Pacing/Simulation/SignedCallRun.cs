using EniTools.Api.Calls;
using EniTools.Api.Errors;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Emulator;
using EniTools.Emulator.World;

namespace EniTools.Api.Tests.Pacing.Simulation;

/// <summary>The same with everything in between: real clients and signatures, the service from its gateway to its world.</summary>
internal static class SignedCallRun
{
    /// <summary>Five minutes. The beginning, when the quota is not known yet, counts too.</summary>
    public static QuotaResult Simulate(int? perSecond, int? perMinute, int clients)
    {
        var duration = TimeSpan.FromMinutes(5);
        var time = new VirtualTime();
        var random = new Random(1);
        var service = new EcsService(
            new EniEmulatorOptions { Clock = time, MaxCallsPerSecond = perSecond, MaxCallsPerMinute = perMinute }, DefaultWorld.Fill);
        var transport = new InMemoryTransport(service, time, () => TimeSpan.FromMilliseconds(40 + random.Next(20)));
        var key = new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret);
        for (var i = 0; i < clients; i++)
        {
            var client = new ApiClient(new Uri("http://127.0.0.1"), key, transport) { Clock = time };
            var pace = new CallPace(time);
            for (var lane = 0; lane < 4; lane++)
                _ = LaneAsync(client, pace);
        }

        time.PassUntil(duration);

        var (accepted, refused) = (transport.Answers[""], transport.Answers["Throttling.User"]);
        var used = accepted / (duration.TotalSeconds * (perSecond ?? perMinute!.Value / 60.0));
        Assert.Equal(2, transport.Answers.Count);
        Assert.InRange(used, 0, 1);
        return new QuotaResult(used, (double)refused / (accepted + refused), null);

        async Task LaneAsync(ApiClient client, CallPace pace)
        {
            while (time.Elapsed < duration)
            {
                var call = await pace.WaitAsync(CancellationToken.None);
                try
                {
                    await client.SendAsync(
                        DescribeNetworkInterfaces.Call(
                            "cn-hangzhou", new NetworkInterfaceFilter { NetworkInterfaceIds = ["eni-bp1spare01"] }),
                        CancellationToken.None);
                    call.Succeeded();
                }
                catch (ServiceException refusal) when (refusal.Kind == ErrorKind.Throttled)
                {
                    call.Refused(refusal.RetryAfter);
                }
            }
        }
    }
}
