using System.Globalization;
using EniTools.Benchmarks;

switch (args)
{
    case [EmulatorProcess.Command, var networkInterfaces]:
        EmulatorProcess.Serve(int.Parse(networkInterfaces, CultureInfo.InvariantCulture));
        break;
    case [RemovalSpeed.Floor, var endpoint]:
        await RemovalSpeed.PlayFloorAsync(new Uri(endpoint));
        break;
    case [RemovalSpeed.Engine, var endpoint]:
        await RemovalSpeed.PlayEngineAsync(new Uri(endpoint));
        break;
    default:
        // Each number is a ratio to a floor or peer of the same run: absolute ones say more about the machine.
        RemovalSpeed.Run();
        ImportTime.Run();
        PipelineMemory.Run();
        await EmulatorThroughput.RunAsync();
        EmulatorStart.Run();
        await LargeWorld.RunAsync();
        break;
}
