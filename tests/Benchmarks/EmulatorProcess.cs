using EniTools.Emulator;

namespace EniTools.Benchmarks;

/// <summary>An emulator in a process of its own, so that it shares no time with those who call it.</summary>
internal sealed class EmulatorProcess : IDisposable
{
    public const string Command = "serve";

    private readonly ChildProcess _process;

    private EmulatorProcess(ChildProcess process) => _process = process;

    public Uri Endpoint => new(_process.FirstLine);

    public static EmulatorProcess Start(string state) => new(ChildProcess.Start(Command, state));

    /// <summary>The process itself: serves a copy of the world until it is ended.</summary>
    public static void Serve(string state)
    {
        var own = state + Environment.ProcessId;
        File.Copy(state, own);
        using var emulator = EniEmulator.Start(new() { StatePath = own });
        File.Delete(own);
        Console.WriteLine(emulator.Endpoint);
        Thread.Sleep(Timeout.Infinite);
    }

    public void Dispose() => _process.Dispose();
}
