using FreedomPay.Commands.Payments;

namespace FreedomPay.PowerShell.Tests;

/// <summary>Which acts of this process are alike.</summary>
public sealed class RecentActsTests
{
    private readonly SetTime time = new();

    [Theory]
    [InlineData("order 1", 10, true)]
    [InlineData("order 1", null, true)]
    [InlineData("order 1", 20, false)]
    [InlineData("order 2", 10, false)]
    public async Task Another_over_the_same_or_over_any_amount_is_alike(string act, int? amount, bool isAlike)
    {
        var acts = new RecentActs(time);
        await acts.DoAsync("order 1", 10.00m, "first", () => Task.FromResult(0));
        Assert.Equal(isAlike, acts.HasOthers(act, amount, "own", TimeSpan.FromSeconds(10)));
        Assert.False(acts.HasOthers("order 1", 10, "first", null));
    }

    [Fact]
    public async Task How_long_ago_something_was_does_not_depend_on_the_clock()
    {
        var acts = new RecentActs(time);
        await acts.DoAsync("order 1", 10, "first", () => Task.FromResult(0));
        time.TimeOfDay = DateTimeOffset.UnixEpoch.AddHours(5);
        time.Elapsed = TimeSpan.FromSeconds(9);
        Assert.Equal((true, TimeSpan.FromSeconds(9)), (acts.HasOthers("order 1", 10, "own", TimeSpan.FromSeconds(10)), acts.Age("first")));
        time.Elapsed = TimeSpan.FromSeconds(11);
        Assert.Equal((false, true), (acts.HasOthers("order 1", 10, "own", TimeSpan.FromSeconds(10)), acts.HasOthers("order 1", 10, "own", null)));
        Assert.Null(acts.Age("own"));
    }
}
