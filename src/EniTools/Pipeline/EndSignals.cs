using System.Reflection;

namespace EniTools.Pipeline;

/// <summary>Hears that the process is told to end: SIGTERM, SIGHUP and SIGINT, and what .NET makes of the console's end on Windows.</summary>
/// <remarks>.NET tells of them since version 6. Windows PowerShell 5.1 hears nothing.</remarks>
internal static class EndSignals
{
    /// <summary>Ctrl+C, which PowerShell takes for the end of the pipeline only.</summary>
    public const string Interrupt = "SIGINT";

    // Longer than calls have to answer, shorter than anybody waits before a kill; after it, the signal does what it does without a listener.
    private static readonly TimeSpan TimeToSettle = TimeSpan.FromSeconds(5);

    private static readonly object Lock = new();
    private static readonly List<Listener> Listeners = [];
    private static IDisposable[] _registrations = [];

    // At a prompt, Ctrl+C ends the pipeline only, and PowerShell does that.
    private static IEnumerable<string> Signals => IsForScriptsOnly ? ["SIGTERM", "SIGHUP", Interrupt] : ["SIGTERM", "SIGHUP"];

    /// <summary>True if the process was started with -NonInteractive, so that it has no prompt to come back to.</summary>
    private static bool IsForScriptsOnly => Environment.GetCommandLineArgs().Skip(1).Any(argument =>
        argument.Length > "-non".Length && "-NonInteractive".StartsWith(argument, StringComparison.OrdinalIgnoreCase));

    /// <summary>Listens until it is disposed of. Until then, but for five seconds at most, the process lives on after a signal.</summary>
    /// <param name="told">Told the name of the signal, on a thread of the runtime.</param>
    public static IDisposable Listen(Action<string> told)
    {
        var listener = new Listener(told);
        lock (Lock)
        {
            if (Listeners.Count == 0)
                _registrations = [.. Signals.Select(Register).OfType<IDisposable>()];
            Listeners.Add(listener);
        }

        return listener;
    }

    private static IDisposable? Register(string signal)
    {
        var create = Type.GetType("System.Runtime.InteropServices.PosixSignalRegistration, System.Runtime.InteropServices")
            ?.GetMethod("Create", BindingFlags.Public | BindingFlags.Static);
        if (create is null)
            return null;
        Action<object> handler = _ => Tell(signal);
        return (IDisposable?)create.Invoke(null, [Enum.Parse(create.GetParameters()[0].ParameterType, signal), handler]);
    }

    private static void Tell(string signal)
    {
        List<Listener> told;
        lock (Lock)
            told = [.. Listeners];
        // All of them first, so that none sends on while another one settles.
        told.ForEach(listener => listener.Told(signal));
        Task.WaitAll([.. told.Select(listener => listener.HasEnded)], TimeToSettle);
    }

    private sealed class Listener(Action<string> told) : IDisposable
    {
        private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Action<string> Told { get; } = told;

        public Task HasEnded => _ended.Task;

        public void Dispose()
        {
            IDisposable[] registrations = [];
            lock (Lock)
            {
                if (Listeners.Remove(this) && Listeners.Count == 0)
                    (registrations, _registrations) = (_registrations, []);
            }

            _ended.TrySetResult(true);
            // Waits for a handler that is under way, which no longer waits for this listener.
            foreach (var registration in registrations)
                registration.Dispose();
        }
    }
}
