using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;

namespace FreedomPay.PowerShell.Tests;

/// <summary>When the list of refunds proves that a refund whose answer was lost was carried out.</summary>
public sealed class RefundProofTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1=10", "1=10 2=10", true)]
    [InlineData("1=10", "1=10", false)]
    [InlineData("", "1=10.00", true)]
    [InlineData("", "1=20", false)]
    [InlineData("1=10 2=20", "2=20 1=10 3=10", true)]
    public void A_new_refund_over_the_amount_proves_it(string before, string after, bool isProven) =>
        Assert.Equal(isProven, Act(0, before).Shows(List(after), []));

    [Fact]
    public void Without_the_list_from_before_nothing_is_proven() =>
        Assert.False(new RefundAct("own", 10, null, Noon).Shows(List("1=10"), []));

    [Fact]
    public void One_new_refund_does_not_prove_two_that_are_under_way() =>
        Assert.Equal((false, true), (Act(0, "").Shows(List("1=10"), [Act(1, "")]), Act(0, "").Shows(List("1=10 2=10"), [Act(1, "")])));

    [Fact]
    public void One_that_was_unknown_and_may_arrive_late_is_not_taken_for_the_next() =>
        Assert.False(Act(10, "").Shows(List("1=10"), [Act(0, "")]));

    [Fact]
    public void One_that_was_in_the_list_before_does_not_stand_in_the_way() =>
        Assert.True(Act(10, "1=10").Shows(List("1=10 2=10"), [Act(0, "")]));

    [Fact]
    public void One_that_somebody_else_made_hides_none_that_is_still_to_come() =>
        Assert.Equal(
            (false, true),
            (Act(20, "1=10 2=10").Shows(List("1=10 2=10 3=10"), [Act(0, ""), Act(10, "1=10 2=10")]),
            Act(20, "1=10 2=10").Shows(List("1=10 2=10 3=10 4=10"), [Act(0, ""), Act(10, "1=10 2=10")])));

    // The state of a payment may show what was before for some seconds. The clock may be set meanwhile: only elapsed time counts.
    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public void One_that_is_done_may_come_into_the_list_for_a_minute(int seconds, bool isInTheWay)
    {
        var time = new SetTime();
        var acts = new RefundActs(time);
        RefundAct first = new("first", 10, null, Noon);
        acts.Begin("4711", first);
        acts.End("4711", first, isDone: true);
        time.Elapsed = TimeSpan.FromSeconds(seconds);
        time.TimeOfDay = Noon.AddHours(-5);
        RefundAct next = Act(0, "") with { Begun = time.GetTimestamp() };
        Assert.Equal(isInTheWay, acts.Others("4711", next).Count == 1);
        // Of one that an earlier run had sent nobody knows whether the list that it has is older.
        Assert.Single(acts.Others("4711", Act(0, "")));
    }

    // The first is done long before the third, but not before the second: what is new in the list since the second may be the first's.
    [Fact]
    public void One_that_may_have_come_late_into_the_list_of_another_counts_as_long_as_that_one_does()
    {
        var time = new SetTime();
        var acts = new RefundActs(time);
        RefundAct first = Begun("first", ""), second, third;
        time.Elapsed += TimeSpan.FromSeconds(1);
        acts.End("4711", first, isDone: true);
        time.Elapsed += TimeSpan.FromSeconds(3);
        second = Begun("second", "");
        time.Elapsed += TimeSpan.FromSeconds(70);
        acts.End("4711", second, isDone: true);
        third = Begun("third", "1=10");
        Assert.Equal(["first", "second"], acts.Others("4711", third).Select(static other => (string)other.Key).Order(StringComparer.Ordinal));
        Assert.False(third.Shows(List("1=10 2=10"), acts.Others("4711", third)));
        Assert.True(third.Shows(List("1=10 2=10 3=10"), acts.Others("4711", third)));
        // Once the third is done too, nobody looks at the lists of these any more.
        acts.End("4711", third, isDone: true);
        time.Elapsed += TimeSpan.FromSeconds(70);
        Assert.Empty(acts.Others("4711", Begun("fourth", "1=10 2=10 3=10")));

        RefundAct Begun(string key, string before)
        {
            var act = new RefundAct(key, 10, List(before), Noon + time.Elapsed) { Begun = time.GetTimestamp() };
            acts.Begin("4711", act);
            return act;
        }
    }

    [Fact]
    public void A_refund_of_the_whole_may_have_made_the_new_one_too()
    {
        RefundAct whole = new("whole", null, List(""), Noon.AddSeconds(1));
        var acts = new RefundActs(TimeProvider.System);
        acts.Begin("4711", whole);
        Assert.Single(acts.Others("4711", Act(0, "")));
        acts.End("4711", whole, isDone: false);
        Assert.Empty(acts.Others("4711", Act(0, "")));
    }

    [Theory]
    [InlineData("""{"pg_payment_id":"8"}""")]
    [InlineData("""{"pg_payment_id":"7","pg_refund_payments":"none"}""")]
    [InlineData("""{"pg_payment_id":"7","pg_refund_payments":{"pg_refund_payment":"none"}}""")]
    [InlineData("""{"pg_payment_id":"7","pg_refund_payments":{"pg_refund_payment":{"pg_amount":"-10"}}}""")]
    [InlineData("""{"pg_payment_id":"7","pg_refund_payments":{"pg_refund_payment":{"pg_payment_id":"1","pg_amount":"much"}}}""")]
    [InlineData("""{"pg_payment_id":"7","pg_refund_amount":"-10"}""")]
    public void A_state_that_cannot_be_relied_upon_has_no_list(string answer) =>
        Assert.Null(RefundList.Of((JsonObject)JsonNode.Parse(answer)!, "7"));

    [Fact]
    public void A_list_goes_into_a_journal_and_comes_back()
    {
        RefundList list = RefundList.Of((JsonObject)JsonNode.Parse("""{"pg_payment_id":"7","pg_refund_payments":{"pg_refund_payment":[{"pg_payment_id":"1","pg_amount":"-10.50","pg_payment_status":"success"},{"pg_payment_id":"2","pg_amount":"-3"}]}}""")!, "7")!;
        Assert.Equal("refunds 1=10.50 2=3", list.ToString());
        Assert.Equal("refunds 1=10.50 2=3", RefundList.Parse(list.ToString())!.ToString());
        Assert.Equal((0, 2), (list.CountNew(RefundList.Parse("refunds 1=10.50")!, 3), RefundList.Parse("refunds 1=10.50 2=3")!.CountNew(List(""), null)));
        Assert.Null(RefundList.Parse("something else"));
    }

    // The list lags: what is new in it may be older than the refund that was lost.
    [Theory]
    [InlineData("2026-01-31 17:00:00", true)]
    [InlineData("2026-01-31 16:59:58", true)]
    [InlineData("2026-01-31 16:59:57", false)]
    [InlineData("2026-01-31 12:00:00", false)]
    [InlineData("2026-02-01 09:00:00", true)]
    [InlineData("31.01.2026", false)]
    [InlineData("0001-01-01 00:00:00", false)]
    [InlineData("9999-12-31 23:59:59", false)]
    [InlineData(null, false)]
    public void A_new_one_that_is_older_than_the_lost_one_does_not_prove_it(string? date, bool isProven)
    {
        var refund = new JsonObject { ["pg_payment_id"] = "2", ["pg_amount"] = "-10.00", ["pg_payment_status"] = "success", ["pg_payment_date"] = date };
        RefundList after = RefundList.Of(
            new JsonObject { ["pg_payment_id"] = "7", ["pg_refund_payments"] = new JsonObject { ["pg_refund_payment"] = refund } }, "7")!;
        TimeSpan offset = LocalTime.OffsetOf(FreedomPayRegion.Kz);
        Assert.Equal(isProven, Act(0, "").IsShownBy(after, [], moment => LocalTime.IsSince(moment, offset, Noon)));
    }

    [Theory]
    [InlineData("2026-01-31 17:00:15", true)]
    [InlineData("2026-01-31 17:00:16", false)]
    public void What_is_dated_later_than_it_can_have_come_is_something_else(string date, bool isIt) =>
        Assert.Equal(isIt, LocalTime.IsSince(date, LocalTime.OffsetOf(FreedomPayRegion.Kz), Noon, TimeSpan.FromSeconds(10)));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"refunds":null}""")]
    [InlineData("""{"refunds":"none"}""")]
    [InlineData("""{"refunds":["1"]}""")]
    [InlineData("""{"refunds":[{"amount":1,"status":"success"}]}""")]
    [InlineData("""{"refunds":[{"id":"1","amount":"much"}]}""")]
    [InlineData("""{"refunds":[{"id":"1","amount":1},{"id":"1","amount":1}]}""")]
    [InlineData("""{"refunds":[{"id":"1 2=3","amount":1}]}""")]
    [InlineData("""{"refunds":[],"status":"refunded"}""")]
    public void An_invoice_that_cannot_be_relied_upon_has_no_list(string answer) => Assert.Null(RefundList.OfInvoice((JsonObject)JsonNode.Parse(answer)!));

    [Theory]
    [InlineData("""{"amount":12.5,"refunds":[{"id":"a-1","amount":10,"status":"success"},{"id":"a-2","amount":2.50,"status":"success"}]}""", true)]
    [InlineData("""{"amount":12.5,"refunds":[{"id":"a-1","amount":12.50,"status":"new"}]}""", false)]
    [InlineData("""{"amount":12.5,"refunds":[{"id":"a-1","amount":10,"status":"success"}]}""", false)]
    [InlineData("""{"refunds":[]}""", false)]
    public void An_invoice_is_given_back_whole_when_its_refunds_add_up_to_it(string answer, bool isWhole) =>
        Assert.Equal(isWhole, RefundBook.OfInvoices.IsGivenBackWhole((JsonObject)JsonNode.Parse(answer)!));

    [Theory]
    [InlineData("2026-01-31T12:00:00Z", true)]
    [InlineData("2026-01-31T16:59:58+05:00", true)]
    [InlineData("2026-01-31T11:59:57Z", false)]
    [InlineData("2026-01-31T16:59:57.999+05:00", false)]
    [InlineData("2026-01-31T12:00:00", false)]
    [InlineData("2026-01-31 17:00:00", false)]
    [InlineData(null, false)]
    public void A_refund_of_an_invoice_has_its_date_with_an_offset(string? date, bool isSince) =>
        Assert.Equal(isSince, RefundBook.OfInvoices.IsSince(date, TimeSpan.FromHours(5), Noon));

    private static RefundList List(string refunds) => RefundList.Parse("refunds " + refunds)!;

    private static RefundAct Act(int second, string before) => new("at " + second, 10, List(before), Noon.AddSeconds(second));
}

/// <summary>Of refunds whose dates do not matter.</summary>
internal static class UndatedRefunds
{
    public static bool Shows(this RefundAct act, RefundList? after, IReadOnlyCollection<RefundAct> others) => act.IsShownBy(after, others, static _ => true);
}
