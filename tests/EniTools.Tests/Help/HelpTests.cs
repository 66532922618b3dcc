using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using EniTools.Api.Errors;
using EniTools.Tests.Hosting;
using EniTools.Tests.Package;
using static System.FormattableString;

namespace EniTools.Tests.Help;

/// <summary>The help describes everything there is, and nothing else.</summary>
public sealed partial class HelpTests
{
    private static readonly Lazy<Dictionary<string, PSObject>> Topics = new(() => ReadTopics(PowerShellSession.Bare()));

    private static readonly Lazy<Dictionary<string, PSObject>> ChineseTopics = new(() => ReadTopics(PowerShellSession.Bare().InChinese()));

    public static TheoryData<string> Cmdlets => [.. Types.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> AboutTopics =>
        [.. Directory.EnumerateFiles(HelpFolder, "about_*.help.txt").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static string HelpFolder => Path.Combine(BuiltModule.Folder, "en-US");

    private static Dictionary<string, Type> Types { get; } = typeof(Pipeline.EniCmdlet).Assembly.GetExportedTypes()
        .Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null)
        .ToDictionary(
            type => $"{type.GetCustomAttribute<CmdletAttribute>()!.VerbName}-{type.GetCustomAttribute<CmdletAttribute>()!.NounName}");

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_has_a_synopsis_a_description_and_an_example_that_is_ours(string name)
    {
        var topic = Topics.Value[name];

        Assert.NotEmpty(Text(topic, "Synopsis"));
        Assert.NotEmpty(Texts(topic, "description"));
        Assert.NotEmpty(Examples(topic));
        Assert.All(Examples(topic), example => Assert.Empty(ScriptCheck.ProblemsOf(example.Code)));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Each_parameter_is_described_as_it_is(string name)
    {
        var declared = ParametersOf(name).ToList();
        var described = Items(Property(Property(Topics.Value[name], "parameters"), "parameter"))
            .ToDictionary(parameter => Text(parameter, "name"));
        string[] common = Types[name].GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess ? ["Confirm", "WhatIf"] : [];

        Assert.Equal(
            declared.Select(property => property.Name).Concat(common).Order(StringComparer.Ordinal),
            described.Keys.Order(StringComparer.Ordinal));
        Assert.All(described.Values, parameter => Assert.NotEmpty(Texts(parameter, "description")));
        foreach (var property in declared)
        {
            var attribute = property.GetCustomAttributes<ParameterAttribute>(inherit: false).Single();
            var parameter = described[property.Name];
            Assert.Equal(attribute.Mandatory ? "true" : "false", Text(parameter, "required"));
            Assert.Equal(attribute.Position == int.MinValue ? "named" : $"{attribute.Position}", Text(parameter, "position"));
            Assert.Equal(
                attribute.ValueFromPipeline || attribute.ValueFromPipelineByPropertyName,
                Text(parameter, "pipelineInput").StartsWith("True", StringComparison.Ordinal));
            Assert.Equal(
                string.Join(", ", property.GetCustomAttribute<AliasAttribute>(inherit: false)?.AliasNames ?? ["none"]),
                Text(parameter, "aliases"));
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_range_and_the_default_of_a_number_are_those_of_the_code(string name)
    {
        var instance = Activator.CreateInstance(Types[name]);
        foreach (var parameter in Items(Property(Property(Topics.Value[name], "parameters"), "parameter")))
        {
            if (Types[name].GetProperty(Text(parameter, "name")) is not { } property)
                continue;
            // 86,400 and 86400 are the same number.
            var text = string.Join(' ', Texts(parameter, "description")).Replace(",", "", StringComparison.Ordinal);
            if (property.GetCustomAttribute<ValidateRangeAttribute>(inherit: false) is { } range)
            {
                var end = range.MaxRange is int.MaxValue ? "" : Invariant($" to {range.MaxRange}");
                Assert.Contains(Invariant($"from {range.MinRange}{end}"), text, StringComparison.Ordinal);
            }

            if (DefaultNumber().Match(text) is { Success: true } said)
                Assert.Equal((property.Name, said.Groups[1].Value), (property.Name, Invariant($"{property.GetValue(instance)}")));
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Each_output_type_is_described(string name)
    {
        var described = Items(Property(Property(Topics.Value[name], "returnValues"), "returnValue"))
            .Select(value => Text(Property(value, "type")!, "name"));
        var declared = Types[name].GetCustomAttributes<OutputTypeAttribute>().SelectMany(output => output.Type)
            .Select(output => output.Type.FullName).DefaultIfEmpty("None");

        Assert.Equal(declared, described);
    }

    [Fact]
    public void PowerShell_shows_the_full_help_with_each_parameter_and_an_example()
    {
        using var session = PowerShellSession.Bare();

        var run = session.Run(
            """
            foreach ($cmdlet in Get-Command -Module EniTools | Sort-Object Name) { "=== $($cmdlet.Name)"; Get-Help $cmdlet.Name -Full | Out-String -Width 100 }
            """);

        var pages = string.Join('\n', run.ShouldSucceed().Output).Split("=== ").Skip(1).ToDictionary(page => page.Split('\n')[0].Trim());
        Assert.Equal(Types.Keys.Order(StringComparer.Ordinal), pages.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, page) in pages)
        {
            Assert.Contains("Example 1:", page, StringComparison.Ordinal);
            Assert.All(ParametersOf(name), property => Assert.Contains($"-{property.Name} ", page, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(AboutTopics))]
    public void An_about_topic_fits_a_window_and_names_no_cmdlet_or_parameter_that_is_not_there(string file)
    {
        var text = File.ReadAllText(Path.Combine(HelpFolder, file));

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.All(OurCommand().Matches(text).Select(match => match.Value), name => Assert.Contains(name, Types.Keys));
    }

    [Fact]
    public void Every_error_id_is_explained()
    {
        var explained = ErrorId().Matches(File.ReadAllText(Path.Combine(HelpFolder, "about_EniTools_Errors.help.txt")))
            .Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var folder = Path.Combine(BuiltModule.RepositoryRoot, "src", "EniTools", "Errors");
        var source = string.Concat(Directory.EnumerateFiles(folder, "EniError*.cs").Select(File.ReadAllText));
        // A property's name is no id.
        var ofCmdlets = CodeInQuotes().Matches(source).Select(match => match.Groups[1].Value).Except(["Region"]);
        var ofCalls = typeof(ApiException).Assembly.GetTypes().Where(typeof(ApiException).IsAssignableFrom)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        var known = ofCmdlets.Concat(ofCalls).Concat(Errors.OwnError.All.Keys).Concat(ErrorCatalog.Codes).ToList();

        Assert.All(known.Concat(CodesOfTheEmulator()), id => Assert.True(Families(id).Any(explained.Contains), id));
        Assert.Empty(explained.Where(word => !word.StartsWith("about_", StringComparison.Ordinal)).Except(known));
    }

    [Fact]
    public void A_cmdlet_has_a_line_of_syntax_for_each_parameter_set_and_each_runs_with_what_it_demands()
    {
        var lines = Items(Property(Property(Topics.Value["Get-EniContext"], "syntax"), "syntaxItem"))
            .Select(line => string.Join(" ", Items(Property(line, "parameter"))
                .Where(parameter => Text(parameter, "required") == "true" || Text(parameter, "name") == "Verify")
                .Select(parameter => Text(parameter, "name"))));

        Assert.Equal(["Verify", "ListAvailable", "AccountId RoleName"], lines.Order(StringComparer.Ordinal).Reverse());
        Assert.All(Topics.Value.Where(topic => topic.Key != "Get-EniContext"), topic => Assert.Equal(
            SetsOf(topic.Key), Items(Property(Property(topic.Value, "syntax"), "syntaxItem")).Count()));
    }

    private static int SetsOf(string cmdlet) => Math.Max(1, ParametersOf(cmdlet)
        .Select(property => property.GetCustomAttribute<ParameterAttribute>(inherit: false)!.ParameterSetName)
        .Where(set => set != ParameterAttribute.AllParameterSets).Distinct().Count());

    // What it refuses calls of the module with; those of other operations are for other clients.
    private static IEnumerable<string> CodesOfTheEmulator() =>
        Directory.EnumerateFiles(Path.Combine(BuiltModule.RepositoryRoot, "src", "EniTools.Emulator"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !OtherOperations.Contains(Path.GetFileNameWithoutExtension(file)))
            .SelectMany(file => CodeOfFault().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            // The answer to a parameter that the module never sends.
            .Except(["DryRunOperation"]);

    private static readonly string[] OtherOperations =
        ["CreateNetworkInterface", "AttachNetworkInterface", "DetachNetworkInterface", "InstancePower", "RequestedTags"];

    [GeneratedRegex(@"(?:ApiFault|new)\(\s*[45][0-9][0-9],\s*""([A-Za-z.]+)""")]
    private static partial Regex CodeOfFault();

    private static IEnumerable<PropertyInfo> ParametersOf(string name) =>
        Types[name].GetProperties().Where(property => property.GetCustomAttributes<ParameterAttribute>(inherit: false).Any());

    // An id, and what its beginnings are.
    private static IEnumerable<string> Families(string id)
    {
        for (var length = id.Length; length > 0; length = id.LastIndexOf('.', length - 1))
            yield return id[..length];
    }

    private static Dictionary<string, PSObject> ReadTopics(PowerShellSession session)
    {
        using var ended = session;
        return Types.Keys.ToDictionary(name => name, name => session.Run($"Get-Help {name} -Full").ShouldSucceed().Output.Single());
    }

    internal static IEnumerable<Shown> Examples(string cmdlet, bool inChinese = false) =>
        Examples((inChinese ? ChineseTopics : Topics).Value[cmdlet]);

    // What appears is the paragraph of several lines that follows the code.
    private static IEnumerable<Shown> Examples(PSObject topic) =>
        Items(Property(Property(topic, "examples"), "example")).Select(example => new Shown(
            Text(example, "code"),
            Items(Property(example, "remarks")).Select(paragraph => Property(paragraph, "Text")?.ToString())
                .FirstOrDefault(text => text?.Contains('\n', StringComparison.Ordinal) == true)));

    private static PSObject? Property(PSObject? item, string name) =>
        item?.Properties[name]?.Value is { } value ? PSObject.AsPSObject(value) : null;

    private static string Text(PSObject item, string name) => Property(item, name)?.ToString().Trim() ?? "";

    private static IEnumerable<string> Texts(PSObject item, string name) =>
        Items(Property(item, name)).Select(paragraph => Text(paragraph, "Text")).Where(text => text.Length > 0);

    private static IEnumerable<PSObject> Items(PSObject? item) => item?.BaseObject switch
    {
        null => [],
        object[] list => list.Select(PSObject.AsPSObject),
        _ => [item],
    };

    [GeneratedRegex(@"\bdefault is ([0-9]+)")]
    private static partial Regex DefaultNumber();

    [GeneratedRegex(@"\b[A-Z][a-z]+-Eni\w+")]
    private static partial Regex OurCommand();

    [GeneratedRegex(@"^    (\S+)$", RegexOptions.Multiline)]
    private static partial Regex ErrorId();

    // An error id has no blank, and begins with a capital.
    [GeneratedRegex(@"[(? ]""([A-Z][A-Za-z]+(?:\.[A-Za-z]+)*)""")]
    private static partial Regex CodeInQuotes();
}
