using EniTools.Benchmarks;

// Each number is a ratio to a floor or peer of the same run: absolute ones say more about the machine.
await EmulatorThroughput.RunAsync();
EmulatorStart.Run();
