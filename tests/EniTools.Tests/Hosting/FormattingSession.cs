namespace EniTools.Tests.Hosting;

/// <summary>A session that the tests of a class share, because PowerShell's own cmdlets that format and convert take long to load.</summary>
public sealed class FormattingSession : IDisposable
{
    private readonly PowerShellSession _session = PowerShellSession.Bare();

    public void Dispose() => _session.Dispose();

    internal ScriptResult Run(string script, params IEnumerable<(string Name, object? Value)> variables) => _session.Run(script, variables);
}
