using System.Management.Automation;

namespace EniTools.Errors;

// Errors about the emulator.
internal static partial class EniError
{
    public static ErrorRecord EmulatorDidNotStart(int port, Exception exception) => Own(
        new InvalidOperationException($"The emulator could not listen on port {port}: {exception.Message.TrimEnd('.')}.", exception),
        OwnError.EmulatorDidNotStart,
        port);

    public static ErrorRecord BadEmulatorOption(ArgumentException problem) =>
        Input(OwnError.EmulatorDidNotStart, problem.Message, null);

    public static ErrorRecord StateNotReadable(string path, Exception exception) => Own(
        new InvalidDataException($"No world can be read from '{path}': {exception.Message}", exception), OwnError.StateNotReadable, path);

    public static ErrorRecord StateNotWritable(string path, Exception exception) => Own(exception, OwnError.StateNotWritable, path);

    public static ErrorRecord StateInUse(string path, Exception exception) => Own(exception, OwnError.StateInUse, path);

    public static ErrorRecord NoSnapshot(string name, Uri endpoint) => Own(
        new ItemNotFoundException($"The emulator at {endpoint} has no snapshot '{name}'."), OwnError.SnapshotNotFound, name);

    public static ErrorRecord NoEmulatorAt(Uri endpoint) => Own(
        new ItemNotFoundException($"This session runs no emulator at {endpoint}."), OwnError.EmulatorNotFound, endpoint);
}
