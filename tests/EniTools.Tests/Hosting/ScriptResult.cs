using System.Management.Automation;

namespace EniTools.Tests.Hosting;

/// <summary>All that a script wrote.</summary>
internal sealed record ScriptResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Debug,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<ProgressRecord> Progress,
    IReadOnlyList<string> Information,
    Exception? Thrown)
{
    /// <summary>Asserts that no error was written or thrown.</summary>
    public ScriptResult ShouldSucceed()
    {
        Assert.True(Thrown is null, Thrown?.ToString());
        Assert.True(Errors.Count == 0, string.Join(Environment.NewLine, Errors.Select(error => error.ToString())));
        return this;
    }

    /// <summary>The error ids without the class name that the engine appends.</summary>
    public IEnumerable<string> ErrorIds => Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]);

    /// <summary>A property of each output object, as text.</summary>
    public IEnumerable<string?> Values(string property) => Output.Select(item => item.Properties[property]?.Value?.ToString());
}
