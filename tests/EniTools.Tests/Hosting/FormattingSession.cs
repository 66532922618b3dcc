using System.Collections.Concurrent;

namespace EniTools.Tests.Hosting;

/// <summary>Sessions that the tests of a class share, because PowerShell's own cmdlets that format and convert take long to load.</summary>
public sealed class FormattingSession : IDisposable
{
    private readonly ConcurrentBag<PowerShellSession> _idle = [];

    public void Dispose()
    {
        foreach (var session in _idle)
            session.Dispose();
    }

    internal ScriptResult Run(string script, params IEnumerable<(string Name, object? Value)> variables)
    {
        var session = _idle.TryTake(out var idle) ? idle : PowerShellSession.Bare();
        try
        {
            return session.Run(script, variables);
        }
        finally
        {
            _idle.Add(session);
        }
    }
}
