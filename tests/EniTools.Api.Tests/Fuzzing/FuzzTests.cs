namespace EniTools.Api.Tests.Fuzzing;

/// <summary>The short form of "dotnet run -c Release --project tests/Benchmarks -- fuzz 1800".</summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Names => ["json", "response", "ini", "protection", "config", "world", "journal", "request"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutated_texts_are_read_or_refused(string name)
    {
        using var readers = new Readers();

        Assert.Equal(300, Fuzz.Run(readers.All.Single(reader => reader.Name == name), seed: 1, count => count < 300));
    }

    [Fact]
    public void Every_reader_is_tried()
    {
        using var readers = new Readers();

        Assert.Equal(Names.Select(row => row.Data), readers.All.Select(reader => reader.Name));
    }
}
