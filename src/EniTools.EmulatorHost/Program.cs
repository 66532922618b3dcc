using System.Net.Sockets;
using System.Runtime.InteropServices;
using EniTools.Emulator;

using var stopping = new ManualResetEventSlim();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
try
{
    using var emulator = EniEmulator.Start(EmulatorEnvironment.Read());
    Console.WriteLine($"Serving {emulator.Endpoint} until SIGTERM. The page for browsers is {emulator.Page}");
    stopping.Wait();
    return 0;
}
catch (Exception exception) when (
    exception is FormatException or ArgumentException or IOException or UnauthorizedAccessException or SocketException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

// The program ends by itself, when the state is saved.
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopping.Set();
}
