using EniTools.Tests.Hosting;

namespace EniTools.Tests.Kills;

/// <summary>Whatever kills a run, and however often: after going on from its journal, nothing is lost, doubled or claimed wrongly.</summary>
[Trait("Needs", "Process")]
public sealed class KillTests
{
    // One trial has at most eight, so there is a removal and an addition. "kills 1000" of the benchmarks is the long form.
    private const int Kills = 25;

    [Fact]
    public async Task Killed_processes_lose_nothing()
    {
        using var folder = new ScratchFolder();
        var shell = new PowerShellCommand([BuiltModule.Metadata("ShellAssembly"), "-NoProfile", "-NonInteractive", "-Command"], "");
        using var campaign = new KillCampaign(shell, folder.Path, seed: 1);

        while (campaign.Kills < Kills)
            await campaign.RunTrialAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"{campaign.Kills} of {campaign.Processes} processes were killed.");
    }
}
