using System.Text.Json;

namespace EniTools.Emulator.Tests.World;

/// <summary>An emulator that begins with the documents of a folder.</summary>
public sealed class StartFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("EniTools");

    [Fact]
    public void A_start_folder_has_worlds_and_faults_to_begin_with()
    {
        File.WriteAllText(At("a.json"), "{\"Regions\":[{\"RegionId\":\"cn-one\"}]}");
        File.WriteAllText(
            At("b.json"), "{\"Regions\":[{\"RegionId\":\"cn-two\"}],\"Faults\":[{\"Kind\":\"None\"}]}");
        File.WriteAllText(At("c.json"), "{\"Faults\":[{\"Status\":400,\"Probability\":0.5,\"Code\":\"X\"}]}");
        File.WriteAllText(At("read.me"), "not a document");

        using var emulator = EniEmulator.Start(Read());

        Assert.Equal([1, 0.5], emulator.Faults.Current.Select(fault => fault.Probability));
        Assert.Equal(["cn-one", "cn-two"], RegionsOf(emulator));
        emulator.Load(new MemoryStream("{\"Regions\":[]}"u8.ToArray()));
        emulator.Reset();
        Assert.Equal(["cn-one", "cn-two"], RegionsOf(emulator));
    }

    [Fact]
    public void What_was_saved_counts_more_than_the_world_to_begin_with()
    {
        var state = At("state");
        File.WriteAllText(state, "{\"Regions\":[{\"RegionId\":\"cn-saved\"}]}");
        File.WriteAllText(At("world.json"), "{\"Regions\":[{\"RegionId\":\"cn-one\"}]}");

        using var emulator = EniEmulator.Start(Read(("STATE_PATH", state)));

        Assert.Equal(["cn-saved"], RegionsOf(emulator));
    }

    [Theory]
    [InlineData("{}", "It holds neither Regions nor Faults.")]
    [InlineData("{\"Faults\":[{\"Kind\":\"Nothing\"}]}", "A fault's Kind is one of ")]
    [InlineData("{\"Faults\":[{\"Sort\":\"None\"}]}", "A fault has no member 'Sort'.")]
    [InlineData("no JSON", "")]
    public void A_document_that_cannot_be_begun_with_is_named(string text, string problem)
    {
        var document = At("wrong.json");
        File.WriteAllText(document, text);

        Assert.StartsWith(
            $"'{document}' cannot be begun with: {problem}",
            Assert.Throws<FormatException>(() => Read()).Message,
            StringComparison.Ordinal);
    }

    private static IEnumerable<string?> RegionsOf(EniEmulator emulator) =>
        JsonDocument.Parse(emulator.State()).RootElement.GetProperty("Regions").EnumerateArray()
            .Select(region => region.GetProperty("RegionId").GetString());

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private EniEmulatorOptions Read(params (string Name, string Value)[] more)
    {
        var values = more.Append(("START_FOLDER", _folder.FullName)).ToDictionary(pair => "ENI_EMULATOR_" + pair.Item1, pair => pair.Item2);
        return EmulatorEnvironment.Read(values.GetValueOrDefault);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
