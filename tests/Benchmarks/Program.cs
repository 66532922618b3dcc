using EniTools.Benchmarks;

switch (args)
{
    case [EmulatorProcess.Command, var state]:
        EmulatorProcess.Serve(state);
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
        await EmulatorThroughput.RunAsync();
        EmulatorStart.Run();
        break;
}
