using System.Text.Json.Nodes;
using EniTools.Api.Signing;
using EniTools.Api.Transport;
using EniTools.Conformance;
using EniTools.Conformance.Asking;
using EniTools.Conformance.Facts;

namespace EniTools.Emulator.Tests.Conformance;

/// <summary>An emulator, or a proxy before it, that is asked about facts.</summary>
internal sealed class AskedEmulator : IDisposable
{
    private readonly HttpTransport _transport = new("EniTools-Tests");

    public AskedEmulator(EniEmulator emulator, Uri? endpoint = null)
    {
        Journal = MadeJournal.InMemory();
        Gate = new Gate(Area, NewSender(endpoint ?? emulator.Endpoint), Journal);
    }

    public static AccessKey Key { get; } = new(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret);

    public Area Area { get; } = Target.EmulatorArea with { RunId = Guid.NewGuid().ToString("N") };

    public Gate Gate { get; }

    public MadeJournal Journal { get; }

    /// <summary>Returns the world as text, without the number that only counts up.</summary>
    public static string WorldOf(EniEmulator emulator)
    {
        var world = JsonNode.Parse(emulator.State())!;
        foreach (var region in world["Regions"]!.AsArray())
            region!.AsObject().Remove("LastIpv6AddressNumber");
        return world.ToJsonString();
    }

    public async Task<(IReadOnlyList<FactResult> Results, FactRunner Runner)> AskAsync(params IEnumerable<Fact> facts)
    {
        var patience = Patience.Short with { Limit = TimeSpan.FromMilliseconds(200) };
        var runner = new FactRunner(Gate, patience, new Cleanup(Gate, Journal, patience));
        return (await runner.RunAsync(facts, TestContext.Current.CancellationToken), runner);
    }

    public void Dispose()
    {
        Journal.Dispose();
        _transport.Dispose();
    }

    private HttpSender NewSender(Uri endpoint) => new(_ => endpoint, Key, _transport);
}
