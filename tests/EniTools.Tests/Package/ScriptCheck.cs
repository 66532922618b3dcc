using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Package;

/// <summary>What is wrong with a script, as far as that shows without running it: its syntax, and what it asks of our cmdlets.</summary>
internal static partial class ScriptCheck
{
    private static readonly Lazy<Dictionary<string, CmdletInfo>> Cmdlets = new(Load);

    public static IEnumerable<string> CmdletNames => Cmdlets.Value.Keys;

    /// <summary>Where a script calls cmdlets of ours, and how.</summary>
    public static IEnumerable<CmdletUse> UsesIn(ScriptBlockAst script) =>
        from command in script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>()
        where command.GetCommandName() is { } name && Cmdlets.Value.ContainsKey(name)
        let cmdlet = Cmdlets.Value[command.GetCommandName()]
        let parameters = cmdlet.Parameters.Values.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name)).ToList()
        select new CmdletUse(
            cmdlet.Name,
            HasParameter: command.CommandElements.Count > 1,
            TakesParameters: parameters.Count > 0,
            IsPipedTo: command.Parent is PipelineAst pipeline && pipeline.PipelineElements[0] != command,
            TakesPipeline: parameters.Exists(
                parameter => parameter.ParameterSets.Values.Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName)));

    public static IEnumerable<string> ProblemsOf(string script)
    {
        var ast = Parser.ParseInput(script, out _, out var errors);
        return ProblemsOf(ast, errors);
    }

    public static IEnumerable<string> ProblemsOf(ScriptBlockAst script, IEnumerable<ParseError> errors) =>
        errors.Select(error => $"{error.Extent.StartLineNumber}: {error.Message}")
            .Concat(script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().SelectMany(ProblemsOf));

    private static IEnumerable<string> ProblemsOf(CommandAst command)
    {
        var name = command.GetCommandName();
        if (name is null || !OurNoun().IsMatch(name))
            yield break;
        if (!Cmdlets.Value.TryGetValue(name, out var cmdlet))
        {
            yield return $"{command.Extent.StartLineNumber}: there is no {name}.";
            yield break;
        }

        foreach (var parameter in command.CommandElements.OfType<CommandParameterAst>())
        {
            if (!IsParameterOf(cmdlet, parameter.ParameterName))
                yield return $"{parameter.Extent.StartLineNumber}: {name} has no -{parameter.ParameterName}.";
        }
    }

    private static bool IsParameterOf(CmdletInfo cmdlet, string name) =>
        cmdlet.Parameters.ContainsKey(name)
        || cmdlet.Parameters.Values.Any(parameter => parameter.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static Dictionary<string, CmdletInfo> Load()
    {
        using var session = PowerShellSession.Bare();
        var cmdlets = session.Run("Get-Command -Module EniTools").ShouldSucceed().Output.Select(item => (CmdletInfo)item.BaseObject)
            .ToList();
        // Read while the session is open: the engine looks the parameters up in it.
        return cmdlets.ToDictionary(cmdlet => cmdlet.Parameters.Count > 0 ? cmdlet.Name : "", StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex("^[A-Za-z]+-Eni", RegexOptions.IgnoreCase)]
    private static partial Regex OurNoun();
}

/// <summary>A call of a cmdlet in a script.</summary>
internal sealed record CmdletUse(string Name, bool HasParameter, bool TakesParameters, bool IsPipedTo, bool TakesPipeline);
