using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EniTools.Api.Credentials.Profiles;
using EniTools.Session;

namespace EniTools.Completion;

/// <summary>Completes the names of the profiles in the configuration file of the vendor's command line tool.</summary>
public sealed class ProfileNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var begun = wordToComplete.Trim('\'', '"');
        return CliConfig.Read(EniSession.Current.Host).Names
            .Where(name => name.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(ArgumentText.Of(name), name, CompletionResultType.ParameterValue, name));
    }
}
