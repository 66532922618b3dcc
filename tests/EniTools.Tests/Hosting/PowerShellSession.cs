using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace EniTools.Tests.Hosting;

/// <summary>A runspace of the real engine with the built module imported, and an emulator of its own.</summary>
internal sealed class PowerShellSession : IDisposable
{
    private readonly Runspace _runspace;

    private PowerShellSession(ScriptedHost host)
    {
        Host = host;
        var state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.ReuseThread;
        state.ImportPSModule([BuiltModule.Manifest]);
        _runspace = RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
    }

    /// <summary>The host, with the answers it gives to prompts.</summary>
    public ScriptedHost Host { get; }

    /// <summary>A session in which nothing is set up.</summary>
    public static PowerShellSession Bare(ScriptedHost? host = null) => new(host ?? new ScriptedHost());

    /// <summary>A session whose context points to an emulator of its own; it is in $emulator.</summary>
    public static PowerShellSession WithEmulator(ScriptedHost? host = null)
    {
        var session = Bare(host);
        session.Run("$emulator = Start-EniEmulator; $emulator | Set-EniContext").ShouldSucceed();
        return session;
    }

    /// <summary>Runs a script to its end.</summary>
    public ScriptResult Run(string script, params IEnumerable<(string Name, object? Value)> variables)
    {
        using var shell = Shell(script, variables);
        return Run(shell);
    }

    /// <summary>A shell that is ready to run a script, for tests that stop it.</summary>
    public PowerShell Shell(string script, params IEnumerable<(string Name, object? Value)> variables)
    {
        foreach (var (name, value) in variables)
            _runspace.SessionStateProxy.SetVariable(name, value);
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    public static ScriptResult Run(PowerShell shell)
    {
        var output = new PSDataCollection<PSObject>();
        Exception? thrown = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException exception)
        {
            thrown = exception;
        }

        return new ScriptResult(
            [.. output],
            [.. shell.Streams.Error],
            [.. shell.Streams.Verbose.Select(record => record.Message)],
            [.. shell.Streams.Debug.Select(record => record.Message)],
            [.. shell.Streams.Warning.Select(record => record.Message)],
            [.. shell.Streams.Progress],
            thrown);
    }

    public void Dispose() => _runspace.Dispose();
}
