namespace EniTools.Emulator.Tests;

internal static class WorldTextExtensions
{
    private static readonly string[] Enis =
    [
        "eni-bp1web01a", "eni-bp1web01b", "eni-bp1web02a", "eni-bp1web02b", "eni-bp1web03a", "eni-bp1web03b", "eni-bp1spare01",
        "eni-bp1empty01",
        "eni-bp1attach01", "eni-bp1detach01", "eni-bp1service01", "eni-bp1trunk01", "eni-bp1member01", "eni-2zedb01a", "eni-2zedb01b",
        "eni-8vbspare01",
    ];

    /// <summary>All that is assigned in the default world, to see whether anything changed.</summary>
    public static string WorldText(this EniEmulator emulator) =>
        string.Join('\n', Enis.Select(id => $"{id}: {string.Join(' ', emulator.ItemsOf(id))}"));
}
