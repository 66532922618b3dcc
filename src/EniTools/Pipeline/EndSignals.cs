using System.Reflection;

namespace EniTools.Pipeline;

/// <summary>The signals that end the process: SIGTERM, SIGHUP and SIGINT, and their equivalents on Windows, such as a closed console.</summary>
/// <remarks>.NET raises them since version 6. Windows PowerShell 5.1 does not.</remarks>
internal static class EndSignals
{
    /// <summary>Ctrl+C. In PowerShell it ends the pipeline and not the process.</summary>
    public const string Interrupt = "SIGINT";

    // Longer than calls have to answer, and shorter than a service manager waits before it kills. Then the signal has its usual effect.
    private static readonly TimeSpan TimeToComplete = TimeSpan.FromSeconds(5);

    private static readonly object Lock = new();
    private static readonly List<Listener> Listeners = [];
    private static IDisposable[] _registrations = [];

    // At a prompt, Ctrl+C ends the pipeline only, and PowerShell does that.
    private static IEnumerable<string> Signals => IsForScriptsOnly ? ["SIGTERM", "SIGHUP", Interrupt] : ["SIGTERM", "SIGHUP"];

    /// <summary>True if the process was started with -NonInteractive, so that it has no prompt to come back to.</summary>
    private static bool IsForScriptsOnly => Environment.GetCommandLineArgs().Skip(1).Any(argument =>
        argument.Length > "-non".Length && "-NonInteractive".StartsWith(argument, StringComparison.OrdinalIgnoreCase));

    /// <summary>Listens until the result is disposed of. After a signal, the process lives until then, for five seconds at most.</summary>
    /// <param name="onSignal">Called with the name of the signal, on a thread of the runtime.</param>
    public static IDisposable Listen(Action<string> onSignal)
    {
        var listener = new Listener(onSignal);
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
        Action<object> handler = _ => Raise(signal);
        return (IDisposable?)create.Invoke(null, [Enum.Parse(create.GetParameters()[0].ParameterType, signal), handler]);
    }

    private static void Raise(string signal)
    {
        List<Listener> listeners;
        lock (Lock)
            listeners = [.. Listeners];
        // All of them first, so that none sends on while another one completes its calls.
        listeners.ForEach(listener => listener.OnSignal(signal));
        Task.WaitAll([.. listeners.Select(listener => listener.HasEnded)], TimeToComplete);
    }

    private sealed class Listener(Action<string> onSignal) : IDisposable
    {
        private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Action<string> OnSignal { get; } = onSignal;

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
            // Waits for a running handler, which no longer waits for this listener.
            foreach (var registration in registrations)
                registration.Dispose();
        }
    }
}
