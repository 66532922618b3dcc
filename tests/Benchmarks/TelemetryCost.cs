using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Text;
using EniTools.Api.Calls;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>What it costs that calls can be watched: a client whose service answers at once, so that nothing else takes time, with and without a listener.</summary>
internal static class TelemetryCost
{
    private const int Calls = 20_000;
    private const int Rounds = 9;

    public static async Task RunAsync()
    {
        var client = new ApiClient(
            new Uri("http://127.0.0.1:1"), new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), new Answering());
        var unheard = new List<Cost>();
        var heard = new List<Cost>();
        var again = new List<Cost>();
        await PlayAsync(client);
        for (var round = 0; round < Rounds; round++)
        {
            unheard.Add(await PlayAsync(client));
            using (new Listener())
                heard.Add(await PlayAsync(client));
            again.Add(await PlayAsync(client));
        }

        Console.WriteLine($"{Calls:N0} calls that are answered at once, medians of {Rounds} rounds:");
        Show("nobody listens", unheard, unheard);
        Show("a listener hears every event", heard, unheard);
        Show("nobody listens any more", again, unheard);
    }

    private static async Task<Cost> PlayAsync(ApiClient client)
    {
        var call = DescribeRegions.Call("en-US");
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Calls; i++)
            await client.SendAsync(call, CancellationToken.None);
        return new(watch.Elapsed.TotalMicroseconds / Calls, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)Calls);
    }

    private static void Show(string name, List<Cost> costs, List<Cost> floor)
    {
        double Median(List<Cost> of, Func<Cost, double> value) => of.Select(value).Order().ElementAt(of.Count / 2);
        var (time, bytes) = (Median(costs, cost => cost.Microseconds), Median(costs, cost => cost.Bytes));
        Console.WriteLine(
            $"  {name,-30} {time,6:0.0} us a call (x {time / Median(floor, cost => cost.Microseconds):0.00}), "
                + $"{bytes,6:0} bytes (x {bytes / Median(floor, cost => cost.Bytes):0.00})");
    }

    private sealed record Cost(double Microseconds, double Bytes);

    private sealed class Answering : ITransport
    {
        private static readonly HttpAnswer Answer = new(
            200, "application/json", "R", null, Encoding.UTF8.GetBytes("{\"RequestId\":\"R\",\"Regions\":{\"Region\":[]}}"));

        public Task<HttpAnswer> SendAsync(SignedRequest request, TimeSpan timeout, CancellationToken cancellationToken) =>
            Task.FromResult(Answer);
    }

    private sealed class Listener : EventListener
    {
        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "EniTools")
                EnableEvents(eventSource, EventLevel.Verbose);
        }
    }
}
