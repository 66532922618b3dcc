namespace EniTools.Tests.Hosting;

/// <summary>A session with PowerShell's own cmdlets that format and convert, which the hosted engine comes without. They take long to load.</summary>
public sealed class FormattingSession : IDisposable
{
    private readonly PowerShellSession _session = PowerShellSession.Bare();

    public FormattingSession()
    {
        var folder = Path.Combine(BuiltModule.Metadata("PowerShellFolder"), OperatingSystem.IsWindows() ? "win" : "unix");
        _session.Run($"Import-Module '{Path.Combine(folder, "Microsoft.PowerShell.Commands.Utility.dll")}'").ShouldSucceed();
    }

    public void Dispose() => _session.Dispose();

    internal ScriptResult Run(string script, params IEnumerable<(string Name, object? Value)> variables) => _session.Run(script, variables);
}
