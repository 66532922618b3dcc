using System.Text;
using CsCheck;
using EniTools.Api.Signing;

namespace EniTools.Api.Tests.Signing;

/// <summary>Both signatures are made over RFC 3986 text: unreserved characters as they are, all other bytes in upper-case hex.</summary>
public sealed class PercentEncodingTests
{
    // This platform's own encoder keeps exactly the unreserved set; on others it does not, which is why the library has its own.
    [Fact]
    public void Any_text_is_encoded_as_RFC_3986_says() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["aZ09-_.~ !*'()+%&=/:?#[]@é测😀"], 0, 20])
            .Sample(text => Assert.Equal(Uri.EscapeDataString(text), PercentEncoding.Encode(text)));

    [Theory]
    [InlineData("a b", "a%20b")]
    [InlineData("*!'()", "%2A%21%27%28%29")]
    [InlineData("-_.~", "-_.~")]
    [InlineData("+/=%&", "%2B%2F%3D%25%26")]
    [InlineData("测é😀", "%E6%B5%8B%C3%A9%F0%9F%98%80")]
    public void The_cases_in_which_encoders_differ(string text, string encoded) => Assert.Equal(encoded, PercentEncoding.Encode(text));

    [Fact]
    public void Parameters_are_in_ordinal_order_whatever_order_they_came_in() =>
        Gen.Select(Gen.String[Gen.Char["ABab.12-_"], 1, 4], Gen.String[Gen.Char["x &=é"], 0, 3]).Array[0, 12].Select(Gen.Int)
            .Sample((pairs, seed) =>
        {
            var parameters = pairs.DistinctBy(pair => pair.Item1).Select(pair => new KeyValuePair<string, string>(pair.Item1, pair.Item2))
                .ToArray();
            var shuffled = parameters.ToArray();
            new Random(seed).Shuffle(shuffled);

            var query = CanonicalQuery.Of(shuffled);

            var names = query.Length == 0
                ? []
                : query.Split('&').Select(part => Encoding.UTF8.GetBytes(Uri.UnescapeDataString(part.Split('=')[0]))).ToArray();
            Assert.Equal(parameters.Length, names.Length);
            Assert.All(names.Zip(names.Skip(1)), pair => Assert.True(pair.First.AsSpan().SequenceCompareTo(pair.Second) < 0));
            Assert.Equal(CanonicalQuery.Of(parameters), query);
        });

    [Fact]
    public void Ten_comes_before_two_and_an_empty_value_is_kept() =>
        Assert.Equal("A.10=&A.2=x&a=y", CanonicalQuery.Of([new("a", "y"), new("A.2", "x"), new("A.10", "")]));
}
