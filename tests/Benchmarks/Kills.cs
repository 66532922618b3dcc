using System.Diagnostics;
using EniTools.Tests.Kills;

namespace EniTools.Benchmarks;

/// <summary>The long form of the kill campaign of the tests.</summary>
internal static class Kills
{
    public const string Command = "kills";

    public static async Task RunAsync(int kills)
    {
        var time = Stopwatch.StartNew();
        var (killed, processes) = (0, 0);
        for (var seed = 1; killed < kills; seed++)
        {
            var folder = Directory.CreateTempSubdirectory("EniTools");
            using (var campaign = new KillCampaign(PowerShellProcess.Command, folder.FullName, seed))
            {
                while (campaign.Kills < 25 && killed + campaign.Kills < kills)
                    await campaign.RunTrialAsync();
                (killed, processes) = (killed + campaign.Kills, processes + campaign.Processes);
            }

            folder.Delete(recursive: true);
            Console.WriteLine(
                $"{killed} of {processes} processes killed after {time.Elapsed.TotalMinutes:0.0} minutes: nothing lost, doubled or wrong.");
        }
    }
}
