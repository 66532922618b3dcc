using EniTools.Tests.Hosting;
using Mono.Cecil;

namespace EniTools.Tests.Architecture;

/// <summary>docs/architecture.md says who knows whom, and that there are no others.</summary>
public sealed class ArchitectureTests
{
    private const string SampleNamespace = "EniTools.Tests.Architecture.Samples";

    private static readonly Lazy<Folders> Samples = new(() => Folders.Read(typeof(ArchitectureTests).Assembly.Location, SampleNamespace));

    public static TheoryData<string> Product => ["EniTools.Api", "EniTools.Emulator", "EniTools"];

    public static TheoryData<string> Assemblies => [.. ArchitecturePage.Assemblies.Keys];

    /// <summary>The samples that use the ground, each in its own way.</summary>
    public static TheoryData<string> Uses =>
    [
        "AsBase", "InField", "InConstraint", "InParameter", "InArgument", "InAttribute", "InAttributeArgument", "InBody", "InLambda",
        "InAsyncMethod", "InIterator", "InGenericCall", "InTypeTest", "Deep",
    ];

    [Fact]
    public void The_page_names_each_assembly()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(BuiltModule.RepositoryRoot, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(sources.Order(StringComparer.Ordinal), ArchitecturePage.Assemblies.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_knows_those_that_the_page_lists_and_no_other(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(BuiltModule.AssemblyFile(assembly));

        Assert.Equal(
            ArchitecturePage.Assemblies[assembly],
            module.AssemblyReferences.Select(reference => reference.Name).Where(name => !IsInTheBox(name)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Product))]
    public void The_page_names_each_folder(string assembly) =>
        Assert.Equal(
            Folders.Read(BuiltModule.AssemblyFile(assembly), assembly).Names,
            ArchitecturePage.FoldersOf(assembly).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Product))]
    public void A_folder_uses_only_those_nearer_to_the_ground(string assembly)
    {
        List<string> order = [.. ArchitecturePage.FoldersOf(assembly), Folders.Root];

        Nothing(Folders.Read(BuiltModule.AssemblyFile(assembly), assembly).Arrows((from, to) => order.IndexOf(to) >= order.IndexOf(from)));
    }

    [Theory]
    [MemberData(nameof(Product))]
    public void There_is_no_circle_between_folders(string assembly) =>
        Nothing(Folders.Read(BuiltModule.AssemblyFile(assembly), assembly).Circles());

    [Theory]
    [MemberData(nameof(Uses))]
    public void An_arrow_is_found_wherever_it_is_in_the_code(string folder) => Assert.True(Samples.Value.Has(folder, "Ground"));

    [Fact]
    public void The_root_is_a_folder_too() =>
        Assert.Equal(["UsesTheRoot -> (root): Sample uses RootType"], Samples.Value.Arrows((_, to) => to == Folders.Root));

    [Fact]
    public void A_circle_is_found_and_what_only_leads_into_it_is_not() => Assert.Equal(
        ["Left -> Middle: Sample uses Sample", "Middle -> Right: Sample uses Sample", "Right -> Left: Sample uses Sample"],
        Samples.Value.Circles());

    private static bool IsInTheBox(string assembly) =>
        assembly == "netstandard"
            || (assembly.StartsWith("System.", StringComparison.Ordinal) && assembly != "System.Management.Automation");

    private static void Nothing(IEnumerable<string> wrong)
    {
        var found = string.Join('\n', wrong);
        Assert.True(found.Length == 0, found);
    }
}
