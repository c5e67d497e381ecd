
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.Tests.FreedomId;

public sealed class RandomTextTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(500)]
    public void It_has_the_length_that_was_asked_for_in_letters_and_digits(int length) => Assert.Matches($"^[A-Za-z0-9]{{{length}}}$", RandomText.New(length));

    [Fact]
    public void No_two_are_the_same() => Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => RandomText.New()).Distinct().Count());

    [Fact]
    public void Every_character_is_as_likely_as_any_other()
    {
        int[] counts = [.. RandomText.New(62_000).GroupBy(character => character).Select(group => group.Count())];
        Assert.Equal(62, counts.Length);
        // A thousand of each are expected; five standard deviations are 158.
        Assert.All(counts, count => Assert.InRange(count, 800, 1200));
    }
}
