using System.Net.Sockets;
using System.Runtime.InteropServices;
using EniTools.Emulator;

using var stopping = new ManualResetEventSlim();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
try
{
    var options = EmulatorEnvironment.Read();
    using var emulator = EniEmulator.Start(options);
    // A secret that was given is known to whoever gave it, and no log needs it.
    var page = options.ControlSecret is null ? emulator.Page.ToString() : emulator.Page.GetLeftPart(UriPartial.Path) + "#SECRET";
    Console.WriteLine($"Serving {emulator.Endpoint} until SIGTERM. The page for browsers is {page}");
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
