using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EniTools.Session;

namespace EniTools.Completion;

/// <summary>Completes the names of the snapshots that the session's emulators have, or the one that -Endpoint names.</summary>
public sealed class SnapshotCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var begun = wordToComplete.Trim('\'', '"');
        var endpoint = $"{fakeBoundParameters?["Endpoint"]}".TrimEnd('/');
        return EniSession.Current.Emulators
            .Where(emulator => endpoint.Length == 0 || emulator.ToString().TrimEnd('/') == endpoint)
            .SelectMany(emulator => emulator.Emulator.Snapshots.Select(snapshot => (snapshot.Name, Of: emulator)))
            .Where(snapshot => snapshot.Name.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
            .GroupBy(snapshot => snapshot.Name, snapshot => snapshot.Of.ToString())
            .Select(same => new CompletionResult(
                ArgumentText.Of(same.Key), same.Key, CompletionResultType.ParameterValue, $"snapshot of {string.Join(", ", same)}"));
    }
}
