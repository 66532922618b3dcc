using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EniTools.Session;

namespace EniTools.Completion;

/// <summary>Completes the endpoints of the emulators that the session runs.</summary>
public sealed class EmulatorCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        EniSession.Current.Emulators
            .Select(emulator => emulator.ToString())
            .Where(endpoint => endpoint.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(endpoint => new CompletionResult(endpoint, endpoint, CompletionResultType.ParameterValue, endpoint));
}
