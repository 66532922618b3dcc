using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security;
using EniTools.Api.Credentials;
using EniTools.Emulator;
using EniTools.Emulator.Control;
using EniTools.Session;

namespace EniTools.Tests.Hosting;

/// <summary>A runspace of the real engine with the built module imported, and an emulator of its own.</summary>
internal sealed class PowerShellSession : IDisposable
{
    private readonly Runspace _runspace;
    private EniEmulator? _emulator;

    private PowerShellSession(ScriptedHost host)
    {
        Host = host;
        var state = InitialSessionState.CreateDefault2();
        state.ThreadOptions = PSThreadOptions.ReuseThread;
        state.ImportPSModule([BuiltModule.Manifest]);
        _runspace = RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        // Nothing of the machine that the tests run on may decide what they say.
        UseHost(new Dictionary<string, string>());
    }

    /// <summary>The host, with the answers it gives to prompts.</summary>
    public ScriptedHost Host { get; }

    /// <summary>Lets the session see variables, a home folder and a metadata service.</summary>
    public void UseHost(IReadOnlyDictionary<string, string> variables, string? homeFolder = null, Uri? metadata = null) =>
        EniSession.For(_runspace).Host =
        new HostEnvironment(
            name => variables.TryGetValue(name, out var value) ? value : null, homeFolder ?? BuiltModule.Folder, Connection.Transport)
        {
            MetadataAddress = metadata ?? new Uri("http://127.0.0.1:1"),
        };

    /// <summary>Makes it the session of a Chinese user. PowerShell takes the language from its thread, not from the host.</summary>
    public PowerShellSession InChinese()
    {
        Run("[CultureInfo]::CurrentUICulture = 'zh-CN'").ShouldSucceed();
        return this;
    }

    /// <summary>Restricts scripts to constrained language mode, as a machine under application control does.</summary>
    public void Constrain() => _runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;

    /// <summary>The emulator that the session's context points to.</summary>
    public EniEmulator Emulator => _emulator ?? throw new InvalidOperationException("This session has no emulator.");

    /// <summary>A session in which nothing is set up.</summary>
    public static PowerShellSession Bare(ScriptedHost? host = null) => new(host ?? new ScriptedHost());

    /// <summary>A session whose context points to an emulator of its own.</summary>
    public static PowerShellSession WithEmulator(ScriptedHost? host = null, EniEmulatorOptions? options = null)
    {
        var session = Bare(host);
        session._emulator = EniEmulator.Start(options);
        session.Run(
            "Set-EniContext -RegionId cn-hangzhou -Endpoint $endpoint -Credential $credential",
            ("endpoint", session.Emulator.Endpoint), ("credential", EmulatorCredential())).ShouldSucceed();
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
            [.. shell.Streams.Information.Select(record => record.ToString())],
            thrown);
    }

    /// <summary>The calls of an operation that the emulator was asked, in their order.</summary>
    public IReadOnlyList<RequestRecord> CallsOf(string action) => [.. Emulator.Requests.Where(request => request.Action == action)];

    /// <summary>The calls that remove.</summary>
    public IReadOnlyList<RequestRecord> Removals => CallsOf("UnassignIpv6Addresses");

    public void Dispose()
    {
        _runspace.Dispose();
        _emulator?.Dispose();
    }

    public static PSCredential EmulatorCredential(string secret = EniEmulator.AccessKeySecret)
    {
        var password = new SecureString();
        foreach (var c in secret)
            password.AppendChar(c);
        return new PSCredential(EniEmulator.AccessKeyId, password);
    }
}
