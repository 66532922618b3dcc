using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using EniTools.Api.Credentials;
using EniTools.Errors;
using EniTools.Output;

namespace EniTools.Session;

/// <summary>The defaults of one runspace, and the emulators that it started. Runspaces do not see each other's.</summary>
internal sealed class EniSession
{
    private static readonly ConditionalWeakTable<Runspace, EniSession> Sessions = new();

    // Weak: a runspace that is gone takes its session with it.
    private static readonly List<WeakReference<EniSession>> All = [];

    private readonly List<EmulatorInstance> _emulators = [];

    /// <summary>The session of the calling thread's runspace.</summary>
    public static EniSession Current => For(Runspace.DefaultRunspace);

    /// <summary>The session of a runspace.</summary>
    public static EniSession For(Runspace runspace) => Sessions.GetValue(runspace, Open);

    /// <summary>A sentence for errors about missing settings if another runspace has a context; otherwise empty.</summary>
    public static string Elsewhere
    {
        get
        {
            var own = Current;
            lock (All)
            {
                return All.Exists(
                    other => other.TryGetTarget(out var session) && session != own && session.Defaults != GivenSettings.None)
                    ? " Another runspace of this process has a context: hand it over with $context = Get-EniContext there, and "
                        + "$using:context | Set-EniContext here."
                    : "";
            }
        }
    }

    /// <summary>The environment in which values are looked up that are not given.</summary>
    public HostEnvironment Host { get; set; } = HostEnvironment.OfThisProcess(Connection.Transport);

    /// <summary>The temporary keys that its commands share.</summary>
    public KeyCache Keys { get; } = new();

    /// <summary>The defaults that Set-EniContext gave.</summary>
    public GivenSettings Defaults { get; set; } = GivenSettings.None;

    /// <summary>Values that cmdlets of this session have shown, for completion.</summary>
    public SeenValues Seen { get; } = new();

    /// <summary>The running emulators, oldest first.</summary>
    public IReadOnlyList<EmulatorInstance> Emulators
    {
        get
        {
            lock (_emulators)
                return [.. _emulators];
        }
    }

    /// <summary>The emulator at an endpoint, or all for null.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="refuse">Called with the error if there is no emulator at the endpoint.</param>
    public IReadOnlyList<EmulatorInstance> EmulatorsAt(Uri? endpoint, Action<ErrorRecord> refuse)
    {
        EmulatorInstance[] chosen = [.. Emulators.Where(emulator => endpoint is null || emulator.Endpoint == endpoint)];
        if (endpoint is not null && chosen.Length == 0)
            refuse(EniError.NoEmulatorAt(endpoint));
        return chosen;
    }

    /// <summary>Keeps an emulator, to be stopped at the end of the session at the latest.</summary>
    public void Add(EmulatorInstance emulator)
    {
        lock (_emulators)
            _emulators.Add(emulator);
    }

    /// <summary>Stops an emulator.</summary>
    public void Stop(EmulatorInstance emulator)
    {
        lock (_emulators)
            _emulators.Remove(emulator);
        emulator.Emulator.Dispose();
    }

    /// <summary>Stops the emulators and forgets the defaults, except the guard rails.</summary>
    public void CloseWithModule()
    {
        StopEmulators();
        Defaults = Defaults.RailsAlone;
    }

    private void StopEmulators()
    {
        foreach (var emulator in Emulators)
            Stop(emulator);
    }

    /// <summary>Stops the emulators and forgets the defaults.</summary>
    public void Close()
    {
        StopEmulators();
        Defaults = GivenSettings.None;
    }

    private static EniSession Open(Runspace runspace)
    {
        var session = new EniSession();
        lock (All)
        {
            All.RemoveAll(other => !other.TryGetTarget(out _));
            All.Add(new WeakReference<EniSession>(session));
        }

        // A runspace that ends without removing the module must not leave a listener behind.
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
                session.Close();
        };
        return session;
    }
}
