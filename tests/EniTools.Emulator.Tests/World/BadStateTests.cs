using System.Diagnostics;
using System.Text;
using EniTools.Api.Tests.Transport;

namespace EniTools.Emulator.Tests.World;

/// <summary>Documents of people who mean harm, in the place of a world: refused within a moment, and nothing is changed.</summary>
public sealed class BadStateTests : IDisposable
{
    private readonly EniEmulator _emulator = EniEmulator.Start();

    public static TheoryData<string, string> BadTexts =>
        new([
            .. BadJson.With("Regions").Select(bad => ("Regions", bad.Name)),
            // What belongs to no world is passed over and not kept, however much of it there is.
            .. BadJson.With("Other").Where(bad => !bad.Name.StartsWith("tiny", StringComparison.Ordinal))
                .Select(bad => ("Other", bad.Name)),
        ]);

    [Theory]
    [MemberData(nameof(BadTexts))]
    public async Task The_control_address_refuses_it_and_serves_others_meanwhile(string member, string name)
    {
        var before = _emulator.State();
        var text = BadJson.With(member).Single(bad => bad.Name == name).Text;
        using var client = new HttpClient();
        var stopwatch = Stopwatch.StartNew();
        using var content = new StringContent(text);
        var put = client.PutAsync(new Uri(_emulator.Endpoint, "/.emulator/state"), content, TestContext.Current.CancellationToken);
        var health = await client.GetAsync(new Uri(_emulator.Endpoint, "/.emulator/health"), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)health.StatusCode);

        Assert.Equal(400, (int)(await put).StatusCode);
        Assert.InRange(stopwatch.Elapsed.TotalSeconds, 0, 30);
        Assert.Equal(before, _emulator.State());
    }

    [Fact]
    public void A_state_file_is_refused_and_left_alone()
    {
        var path = Path.GetTempFileName();
        var text = BadJson.With("Regions").First().Text;
        File.WriteAllText(path, text);
        var stopwatch = Stopwatch.StartNew();

        Assert.Throws<FormatException>(() => EniEmulator.Start(new EniEmulatorOptions { StatePath = path }));

        Assert.InRange(stopwatch.Elapsed.TotalSeconds, 0, 30);
        Assert.Equal(text, File.ReadAllText(path));
        File.Delete(path);
    }

    /// <summary>An ENI is one tree, and a region that is no world's is none at all.</summary>
    [Theory]
    [InlineData("NetworkInterfaces\":[{\"Items", "There are more than 500000 values.")]
    [InlineData("Comment", "A Regions entry has no RegionId.")]
    public void What_nobody_asked_for_is_not_kept(string member, string problem)
    {
        var text = Encoding.UTF8.GetBytes($"{{\"Regions\":[{{\"{member}\":[{string.Concat(Enumerable.Repeat("{},", 700_000))}{{}}]");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refused = Assert.Throws<FormatException>(() => _emulator.Load(new MemoryStream([.. text, .. "}]}"u8])));

        if (member == "Comment")
            Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1024 / 1024, 0, 10);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _emulator.Dispose();
}
