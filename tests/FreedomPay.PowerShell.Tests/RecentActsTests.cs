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
    public async Task One_that_is_to_be_alone_is_begun_only_where_no_other_is_under_way_or_has_come_to_something()
    {
        var acts = new RecentActs(time);
        var pending = new TaskCompletionSource<int>();
        Task<int> first = acts.DoAloneAsync("order 1", 10, "first", () => pending.Task, static outcome => outcome == 0)!;
        Assert.Null(acts.DoAloneAsync("order 1", 20, "second", () => Task.FromResult(1), static _ => false));
        Assert.NotNull(acts.DoAloneAsync("order 2", 10, "third", () => Task.FromResult(1), static _ => false));
        pending.SetResult(0);
        await first;
        Task<int> next = acts.DoAloneAsync("order 1", 10, "fourth", () => Task.FromResult(1), static outcome => outcome == 0)!;
        Assert.Equal(1, await next);
        time.Elapsed = TimeSpan.FromDays(1);
        Assert.Null(acts.DoAloneAsync("order 1", 10, "fifth", () => Task.FromResult(1), static _ => false));
        Assert.NotNull(acts.DoAloneAsync("order 1", 10, "fourth", () => Task.FromResult(1), static _ => false));
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
