using System.Text.RegularExpressions;
using System.Xml.Linq;
using EniTools.Api.Errors;
using EniTools.Binding;
using EniTools.Changing;
using EniTools.Errors;
using EniTools.Tests.Hosting;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace EniTools.Tests.Help;

/// <summary>Each text has a Chinese one, and no Chinese text is of an English one that has changed.</summary>
public sealed partial class TranslationTests
{
    private static readonly Dictionary<string, string> Texts = XElement
        .Load(Path.Combine(BuiltModule.RepositoryRoot, "src", "EniTools", "zh-CN", "Texts.zh-CN.resx"))
        .Elements("data").ToDictionary(text => text.Attribute("name")!.Value, text => text.Element("value")!.Value);

    // Each ends a remedy that is made of two.
    private static readonly ApiException Cause = NoAnswerException.GivenUp();

    /// <summary>The build lists them, in the format of the translations: each needs an entry, or an entry has to go, in src/EniTools/zh-CN.</summary>
    [Theory]
    [InlineData("missing")]
    [InlineData("stale")]
    public void No_text_of_the_help_is_missing_or_stale(string what)
    {
        var configuration = BuiltModule.Metadata("Configuration").ToLowerInvariant();
        var list = Path.Combine(BuiltModule.RepositoryRoot, "artifacts", "translation", configuration, $"zh-CN.{what}.po");

        Assert.Equal("", File.ReadAllText(list));
    }

    [Fact]
    public void Each_remedy_and_prompt_is_translated_and_nothing_else_is()
    {
        var said = InSources().Concat(OfErrors()).Concat(OfTheClient()).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(said.Except(Texts.Keys));
        Assert.Empty(Texts.Keys.Except(said));
    }

    [Fact]
    public void A_translation_has_the_values_of_its_text_and_no_markup_of_its_own() => Assert.All(Texts, text => Assert.Equal(
        Value().Matches(text.Key).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal),
        Value().Matches(text.Value).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)));

    // What a cmdlet asks the language for, and the names of the changes, which it asks for by their table.
    private static IEnumerable<string> InSources()
    {
        var folder = Path.Combine(BuiltModule.RepositoryRoot, "src", "EniTools");
        foreach (var source in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText))
        {
            foreach (Match call in Call().Matches(source))
            {
                foreach (Match text in Concatenation().Matches(FirstArgument(source, call.Index + call.Length)))
                    yield return string.Concat(Literal().Matches(text.Value).Select(part => Regex.Unescape(part.Groups[1].Value)));
            }
        }

        foreach (Match name in NameOfChange().Matches(File.ReadAllText(Path.Combine(folder, "Changing", $"{nameof(Change)}.cs"))))
            yield return name.Groups[1].Value;
    }

    private static IEnumerable<string> OfErrors() =>
    [
        .. OwnError.All.Values.Select(error => error.Remedy),
        .. ErrorCatalog.Codes.Select(code => ErrorCatalog.MeaningOf(code, 0).Remedy),
        ErrorCatalog.MeaningOf("?", 0).Remedy,
        .. Remedies.Hints.Select(hint => hint.Hint),
        ErrorLimitAttribute.Rule,
    ];

    // Remedies that the client gives to its exceptions as they are, and those with values.
    private static IEnumerable<string> OfTheClient()
    {
        using var client = ModuleDefinition.ReadModule(BuiltModule.AssemblyFile("EniTools.Api"));
        foreach (var instruction in client.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions))
        {
            if (instruction.Operand is not MethodReference { Name: ".ctor" } made || !IsFailure(made.DeclaringType))
                continue;
            var constructor = made.Resolve();
            var remedy = constructor.Parameters.FirstOrDefault(parameter => parameter.Name == "remedy");
            var given = instruction.Previous;
            for (var i = constructor.Parameters.Count - 1; remedy is not null && i > remedy.Index; i--)
                given = given.Previous;
            if (remedy is not null && given.OpCode == OpCodes.Ldstr)
                yield return (string)given.Operand;
        }

        yield return NotSentException.KeyRefused(Cause).Remedy[(Cause.Remedy.Length + 1)..];
        foreach (var (policy, type) in new[] { ("ImplicitDeny", null), ("ExplicitDeny", null), ("ExplicitDeny", "AccountLevel") })
        {
            var denial = new AccessDenial("ecs:Do", "acs:ecs", type, policy);
            yield return denial.Remedy.Replace($"{denial}", "{0}", StringComparison.Ordinal)
                .Replace("AccountLevel", "{1}", StringComparison.Ordinal);
        }
    }

    private static bool IsFailure(TypeReference type) =>
        type.Name is nameof(ApiException) or nameof(NoAnswerException) or nameof(InvalidAnswerException) or nameof(NotSentException)
            or nameof(RuledOutException) or nameof(CredentialException) or nameof(WrongAccountException);

    // Up to the comma or bracket that ends it.
    private static string FirstArgument(string source, int start)
    {
        var depth = 0;
        var isText = false;
        for (var i = start; ; i++)
        {
            if (source[i] == '"' && source[i - 1] != '\\')
                isText = !isText;
            if (isText)
                continue;
            depth += source[i] is '(' or '[' ? 1 : source[i] is ')' or ']' ? -1 : 0;
            if (depth < 0 || (depth == 0 && source[i] == ','))
                return source[start..i];
        }
    }

    [GeneratedRegex(@"Localized\.Text\(")]
    private static partial Regex Call();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"(?:\s*\+\s*"(?:[^"\\]|\\.)*")*
        """)]
    private static partial Regex Concatenation();

    [GeneratedRegex("""
        "((?:[^"\\]|\\.)*)"
        """)]
    private static partial Regex Literal();

    [GeneratedRegex("""
        new\(\s*"([^"]*\{0\}[^"]*)"
        """)]
    private static partial Regex NameOfChange();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Value();
}
