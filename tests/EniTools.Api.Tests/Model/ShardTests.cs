using CsCheck;
using EniTools.Api.Model;

namespace EniTools.Api.Tests.Model;

/// <summary>Shards part ENIs among workers: each goes to one of them, always the same, and no worker has much more than another.</summary>
public sealed class ShardTests
{
    private static readonly Gen<int> Count = Gen.Int[1, 200];

    // Made up as ids are; and any other text, since a wrong id needs one worker to say so.
    private static readonly Gen<string> Id = Gen.OneOf(Gen.Int[0, int.MaxValue].Select(number => $"eni-bp1{number:x8}"), Gen.String);

    [Fact]
    public void An_ENI_is_of_exactly_one_shard() => Gen.Select(Id, Count).Sample(
        (id, count) => Enumerable.Range(0, count).Count(index => Read($"{index}/{count}").Contains(id)) == 1);

    [Fact]
    public void Shards_are_about_equal_however_ids_follow_each_other() => Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 64]).Sample(
        (first, count) =>
        {
            const int PerShard = 200;
            var ids = Enumerable.Range(first, PerShard * count).Select(number => $"eni-bulk{number:d7}").ToList();
            var shard = Read($"{first % count}/{count}");
            // Six standard deviations of a fair throw.
            return Math.Abs(ids.Count(shard.Contains) - PerShard) < 6 * Math.Sqrt(PerShard);
        },
        iter: 40);

    // The numbers are those of: printf ID | sha256sum | cut -c 1-16, modulo the number of shards.
    [Theory]
    [InlineData("eni-bp1web01b", "0/2 2/3 4/16 292/1000")]
    [InlineData("eni-bp14v2sdd3v8htexample", "0/2 0/3 14/16 294/1000")]
    [InlineData("eni-2zedb01a", "1/2 2/3 9/16 369/1000")]
    [InlineData("", "0/2 1/3 4/16 652/1000")]
    public void A_shard_never_changes(string id, string shards) =>
        Assert.All(shards.Split(' '), text => Assert.True(Read(text).Contains(id), text));

    [Fact]
    public void What_is_written_can_be_read() => Gen.Select(Gen.Int[0, Shard.MaxCount - 1], Gen.Int[1, Shard.MaxCount])
        .Where((index, count) => index < count)
        .Sample((index, count) => Read($" {index}/{count} ") is { } shard
            && (shard.Index, shard.Count) == (index, count)
            && Read(shard.ToString()) == shard);

    [Theory]
    [InlineData("", "it has the number of the shard, from 0 on, then '/', then how many shards there are")]
    [InlineData("3", "it has the number")]
    [InlineData("/16", "it has the number")]
    [InlineData("0.1875", "it has the number")]
    [InlineData("3/16/2", "it has the number")]
    [InlineData("-1/16", "it has the number")]
    [InlineData("+1/16", "it has the number")]
    [InlineData("٣/16", "it has the number")]
    [InlineData("99999999999/16", "it has the number")]
    [InlineData("0/0", "there can be 1 to 100000 of them")]
    [InlineData("0/100001", "there can be 1 to 100000 of them")]
    [InlineData("16/16", "numbers begin with 0, so the last of 16 is 15/16")]
    public void Another_text_is_refused_with_the_rule_that_it_breaks(string text, string rule)
    {
        Assert.False(Shard.TryParse(text, out _, out var problem));
        Assert.StartsWith($"is not a shard: {rule}", problem, StringComparison.Ordinal);
    }

    private static Shard Read(string text) => Shard.TryParse(text, out var shard, out var problem)
        ? shard
        : throw new ArgumentException(problem, nameof(text));
}
