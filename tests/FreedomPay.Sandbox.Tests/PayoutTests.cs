using System.Globalization;
using System.Xml.Linq;

namespace FreedomPay.Sandbox.Tests;

/// <summary>Payouts: what is paid, what is not, and what is left.</summary>
public sealed class PayoutTests : GatewayTest
{
    private const decimal Start = 1_000_000;

    [Theory]
    [InlineData("4671593866478252")]
    [InlineData("6204500338419360939")]
    [InlineData("629656013969216940")]
    [InlineData("62861819783765929")]
    [InlineData("4400000000000007")]
    public async Task A_payout_to_a_card_is_paid_at_once(string number)
    {
        XElement paid = await PayOut(number);
        Fits("PayoutToCard", paid);
        Assert.Equal(("ok", "P 1", "100.50", "999899.50"), (paid.Element("pg_status")!.Value, paid.Element("pg_order_id")!.Value, paid.Element("pg_payment_amount")!.Value, paid.Element("pg_balance")!.Value));
        XElement state = await State("P 1");
        Fits("PayoutStatus", state);
        Assert.Equal((Id(paid), "success", "100.50"), (Id(state), state.Element("pg_payment_status")!.Value, state.Element("pg_amount")!.Value));
        Assert.Equal(Start - 100.50m, await Balance());
        Assert.Equal(["gatewayPayOutToCard"], Deeds());
        Assert.DoesNotContain(number, Sandbox.Control.StateJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5325349472901311", "10000")]
    [InlineData("4556046085041740", "10001")]
    [InlineData("5543974702876045", "8888")]
    public async Task A_payout_that_fails_takes_nothing_and_its_state_says_so(string number, string code)
    {
        XElement failed = await PayOut(number);
        Fits("Error", failed);
        Assert.Equal(("error", code), (failed.Element("pg_status")!.Value, Code(failed)));
        XElement state = await State("P 1");
        Assert.Equal(("ok", "error"), (state.Element("pg_status")!.Value, state.Element("pg_payment_status")!.Value));
        Assert.Equal(Start, await Balance());
        Assert.True(Sandbox.Control.Pay(Id(state)));
        Assert.Equal("error", (await State("P 1")).Element("pg_payment_status")!.Value);
        Assert.Equal(Start, await Balance());
        Assert.Equal(["not gatewayPayOutToCard"], Deeds());
    }

    [Theory]
    [InlineData("5507841999732294", "success", 100.50)]
    [InlineData("4532676596620704", "error", 0)]
    public async Task A_payout_may_be_in_process_until_it_was_asked_for_twice(string number, string end, double taken)
    {
        XElement begun = await PayOut(number);
        Fits("PayoutToCard", begun);
        Assert.Equal(Start - 100.50m, await Balance());
        string[] told = [.. await Words(4)];
        Assert.Equal(["process", "process", end, end], told);
        Assert.Equal(Start - (decimal)taken, await Balance());
        Assert.Equal(["gatewayPayOutToCard"], Deeds());
    }

    [Theory]
    [InlineData("5507841999732294", "pending", "ok", "ok")]
    [InlineData("4532676596620704", "pending", "failed", "failed")]
    public async Task The_other_versions_of_the_state_tell_it_in_their_words(string number, string before, string after, string last)
    {
        string id = Id(await PayOut(number));
        Assert.Equal(before, await Old());
        Assert.Equal("process", (await Xml(Signing.Payout(Sandbox, "/api/payment_status2", ("pg_payment_id", id), ("pg_order_id", "P 1")))).Element("pg_payment_status")!.Value);
        Assert.Equal(after, await Old());
        Assert.Equal(last, (await Xml(Signing.Payout(Sandbox, "/api/payment_status", ("pg_payment_id", id)))).Element("pg_status")!.Value);

        async Task<string> Old() => (await Xml(Signing.Payout(Sandbox, "/get_status2.php", ("pg_order_id", "P 1")))).Element("pg_transaction_status")!.Value;
    }

    [Fact]
    public async Task The_payer_of_the_sandbox_ends_what_is_in_process()
    {
        Assert.True(Sandbox.Control.Pay(Id(await PayOut("5507841999732294"))));
        Assert.Equal("success", (await State("P 1")).Element("pg_payment_status")!.Value);
    }

    [Theory]
    [InlineData("4671593866478252", "", "success", 100.50)]
    [InlineData("4556046085041740", "10001", "error", 0)]
    [InlineData("4532676596620704", "", "process", 100.50)]
    [InlineData(null, "", "success", 100.50)]
    public async Task A_payout_to_a_token_has_the_result_of_the_card_that_was_saved(string? number, string code, string state, double taken)
    {
        string path = $"/v1/merchant/{Sandbox.Credentials.MerchantId}/";
        string page = Id(await Xml(Signing.Merchant(Sandbox, path + "cardstoragepayout/add", ("pg_user_id", "7"), ("pg_back_link", "https://example.com/"))));
        Assert.True(Sandbox.Control.Pay(page, number));
        string token = (await Xml(Signing.Merchant(Sandbox, path + "cardstorage/list", ("pg_user_id", "7")))).Element("card")!.Element("pg_card_token")!.Value;
        (string, string)[] fields = [("pg_order_id", "P 1"), ("pg_amount", "100.50"), ("pg_description", "x"), ("pg_order_time_limit", "2027-12-31 12:00:00"), ("pg_user_id", "7"), ("pg_post_link", "https://example.com/"), ("pg_card_token_to", token)];

        Assert.Equal(code, Failure(await Gateway("reg2reg", fields)));
        Assert.Equal(state, (await State("P 1")).Element("pg_payment_status")!.Value);
        Assert.Equal(Start - (decimal)taken, await Balance());
        Assert.Equal(code, Failure(await Xml(Signing.Payout(Sandbox, "/api/reg2reg", fields))));

        static string Failure(XElement answer) => answer.Element("pg_status")!.Value == "error" ? Code(answer) : "";
    }

    [Theory]
    [InlineData("4671593866478252", "success", 100)]
    [InlineData("5543974702876045", "error", 0)]
    [InlineData("5507841999732294", "process", 100)]
    [InlineData(null, "success", 100)]
    public async Task A_card_that_is_typed_on_a_page_has_its_result_there(string? number, string state, int taken)
    {
        XElement page = await Xml(Signing.Payout(
            Sandbox, "/api/reg2nonreg", ("pg_order_id", "P 1"), ("pg_amount", "100"), ("pg_description", "x"), ("pg_order_time_limit", "2027-12-31 12:00:00"), ("pg_back_link", "https://example.com/"), ("pg_post_link", "https://example.com/")));
        Assert.Equal(["process", "process", "process"], await Words(3));
        Assert.True(Sandbox.Control.Pay(Id(page), number));
        Assert.Equal(state, (await State("P 1")).Element("pg_payment_status")!.Value);
        Assert.Equal(Start - taken, await Balance());
    }

    [Theory]
    [InlineData("pg_payment_to", "4400 4444 0000 4440")]
    [InlineData("pg_payment_to", "KZ86125KZT5004100100")]
    [InlineData("pg_amount", "0")]
    [InlineData("pg_amount", "-5")]
    [InlineData("pg_amount", "1000000.01")]
    [InlineData("pg_currency", "USD")]
    public async Task What_cannot_be_paid_out_is_refused_by_name(string field, string value)
    {
        XElement answer = await PayOut(Good, (field, value));
        Assert.Equal("9403", Code(answer));
        Assert.Contains(field, answer.Element("pg_error_description")!.Value, StringComparison.Ordinal);
        Assert.Equal("11068", Code(await State("P 1")));
        Assert.Equal(Start, await Balance());
        Assert.Empty(Sandbox.Control.Ledger);
    }

    private Task<XElement> PayOut(string number, params (string Name, string Value)[] more)
    {
        (string Name, string Value)[] all = [("pg_order_id", "P 1"), ("pg_amount", "100.50"), ("pg_currency", "KZT"), ("pg_description", "x"), ("pg_payment_to", number), ("pg_post_link", "https://example.com/")];
        return Gateway("p2p2nonreg", [.. all.Where(field => !more.Any(given => given.Name == field.Name)), .. more]);
    }

    private Task<XElement> State(string order) => Gateway("payout_status2", ("pg_order_id", order));

    private async Task<IReadOnlyList<string>> Words(int times)
    {
        var words = new List<string>();
        for (int i = 0; i < times; i++) words.Add((await State("P 1")).Element("pg_payment_status")!.Value);
        return words;
    }

    private async Task<decimal> Balance() =>
        decimal.Parse((await Gateway("balance_status", ("pg_currency", "KZT"))).Element("pg_balance")!.Value, CultureInfo.InvariantCulture);
}
