using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;

namespace EniTools.Shell;

/// <summary>A runspace with the module loaded, and the way in which scripts are run in it.</summary>
internal sealed class ShellSession : IDisposable
{
    private const int Terminated = 128 + 15;

    // The engine's own $? tells of Out-Default by the time that it can be read.
    private const string Succeeded = "global:EniShellSucceeded";

    private readonly Runspace _runspace;
    private readonly PosixSignalRegistration[] _signals;
    private PowerShell? _running;

    public ShellSession(bool nonInteractive)
    {
        // First on the path, as if the user had installed the module there.
        var modules = Path.Combine(AppContext.BaseDirectory, "modules");
        var others = Environment.GetEnvironmentVariable("PSModulePath");
        Environment.SetEnvironmentVariable("PSModulePath", string.IsNullOrEmpty(others) ? modules : modules + Path.PathSeparator + others);

        Host = new ShellHost(nonInteractive);
        var state = InitialSessionState.CreateDefault2();
        // Prompts and native commands need the thread that the process began with.
        state.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace = RunspaceFactory.CreateRunspace(Host, state);
        _runspace.Open();
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Terminate),
        ];
        Run("Import-Module EniTools");
    }

    public ShellHost Host { get; }

    /// <summary>Runs a text and shows what it writes.</summary>
    /// <returns>The exit code that pwsh -Command would end with after it.</returns>
    public int Run(string text)
    {
        var succeeded = Execute(text);
        return Host.ExitCode ?? (succeeded ? 0 : 1);
    }

    /// <summary>Runs a script file with arguments as a command line gives them.</summary>
    /// <returns>The exit code that pwsh -File would end with.</returns>
    public int RunFile(string path, IReadOnlyList<string> arguments)
    {
        // Names of parameters go to the parser as they are; anything else is a literal.
        var words = arguments.Select(argument => IsParameterName(argument) ? argument : Quote(argument));
        if (Execute($"& {Quote(path)} {string.Join(' ', words)}"))
            return 0;
        return _runspace.SessionStateProxy.GetVariable("LASTEXITCODE") as int? ?? 1;
    }

    /// <summary>What to show before a command is read, as the function of that name gives it.</summary>
    public string Prompt()
    {
        using var shell = PowerShell.Create(_runspace);
        try
        {
            return shell.AddCommand("prompt").Invoke<string>().FirstOrDefault() ?? "> ";
        }
        catch (RuntimeException)
        {
            return "> ";
        }
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _runspace.Dispose();
    }

    /// <returns>Whether the last statement succeeded.</returns>
    private bool Execute(string text)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript($"{text}\n${Succeeded} = $?");
        // The engine's own formatting shows output and errors in the order in which they come.
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        // It stays so when 'return' or 'break' ends the text, which is no failure.
        _runspace.SessionStateProxy.SetVariable(Succeeded, true);
        _running = shell;
        try
        {
            shell.Invoke();
            return shell.InvocationStateInfo.State == PSInvocationState.Completed && _runspace.SessionStateProxy.GetVariable(Succeeded) is true;
        }
        catch (ParseException exception)
        {
            Host.UserInterface.WriteErrorLine($"ParserError: {exception.Message}");
            return false;
        }
        catch (RuntimeException exception)
        {
            if (exception is not PipelineStoppedException)
                ShowError(exception.ErrorRecord);
            return false;
        }
        finally
        {
            _running = null;
            Host.UserInterface.EndProgress();
        }
    }

    // Shown as it is and not written again: a preference of the script would stop that, and the record would lose where it came from.
    private void ShowError(ErrorRecord error)
    {
        using var shell = PowerShell.Create(_runspace);
        Host.UserInterface.WritesErrors = true;
        try
        {
            shell.AddCommand("Out-Default").Invoke(new[] { error });
        }
        finally
        {
            Host.UserInterface.WritesErrors = false;
        }
    }

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        _running?.BeginStop(null, null);
    }

    private void Terminate(PosixSignalContext context)
    {
        context.Cancel = true;
        _running?.BeginStop(null, null);
        Environment.Exit(Terminated);
    }

    private static bool IsParameterName(string argument) =>
        argument.Length > 1 && argument[0] == '-' && (char.IsLetter(argument[1]) || argument[1] == '_');

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
