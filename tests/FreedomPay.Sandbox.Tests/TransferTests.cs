using System.Xml.Linq;

namespace FreedomPay.Sandbox.Tests;

/// <summary>Transfers from card to card, and their test cards.</summary>
public sealed class TransferTests : SandboxTest
{
    private const string Good = "4405645000006150";
    private const string ThreeDs = "4916307416334310";
    private const string Receiver = "4671593866478252";

    [Fact]
    public async Task A_transfer_is_done_at_once_and_found_by_its_order_and_its_number()
    {
        XElement made = await Transfer("T-1", Good);
        Assert.Equal(("ok", "success", "0", "1500.50"), (Of(made, "pg_status"), Of(made, "pg_payment_status"), Of(made, "pg_3ds"), Of(made, "pg_payment_amount")));
        Assert.Equal(("4405-64XX-XXXX-6150", "4671-59XX-XXXX-8252"), (Of(made, "pg_card_mask"), Of(made, "pg_card_recipient_mask")));
        foreach ((string name, string value) in new[] { ("pg_order_id", "T-1"), ("pg_payment_id", Of(made, "pg_payment_id")!) })
        {
            XElement state = await Xml(Signing.Merchant(Sandbox, "/g2g/p2p/status", (name, value)));
            Assert.Equal((Of(made, "pg_payment_id"), "T-1", "success", "1500.50"), (Of(state, "pg_payment_id"), Of(state, "pg_order_id"), Of(state, "pg_payment_status"), Of(state, "pg_payout_amount")));
        }

        Assert.Equal("T-1", Assert.Single(Sandbox.Control.Ledger, static entry => entry.Effect).Key);
    }

    [Fact]
    public async Task A_transfer_that_waits_for_its_sender_is_completed_once_he_has_passed_and_only_once()
    {
        XElement made = await Transfer("T-1", ThreeDs);
        string number = Of(made, "pg_payment_id")!;
        Assert.Equal(("pending", "process", "1"), (Of(made, "pg_status"), Of(made, "pg_payment_status"), Of(made, "pg_3ds")));
        Assert.Null(Of(made, "pg_payout_amount"));
        var page = new Uri(Of(made, "pg_3d_acsurl")!);
        Assert.Equal(Sandbox.BaseUri + "transfer-acs/" + number, page.AbsoluteUri);

        Assert.Equal("8889", Of(await Complete(number), "pg_error_code"));
        Assert.Contains("has passed", await Client.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Equal("process", Of(await Xml(Signing.Merchant(Sandbox, "/g2g/p2p/status", ("pg_payment_id", number))), "pg_payment_status"));
        XElement done = await Complete(number);
        Assert.Equal(("ok", "success", "1500.50"), (Of(done, "pg_status"), Of(done, "pg_payment_status"), Of(done, "pg_payout_amount")));
        Assert.Equal("120", Of(await Complete(number), "pg_error_code"));
        Assert.Equal([true, false], Sandbox.Control.Ledger.Where(static entry => entry.OperationId == "gatewayCompleteTransfer3ds").Select(static entry => entry.Effect));
    }

    [Theory]
    [InlineData("5335215945367703", "9999")]
    [InlineData("5548398681700148", "10009")]
    public async Task A_card_that_fails_makes_a_failed_transfer_that_moves_nothing(string card, string code)
    {
        XElement made = await Transfer("T-1", card);
        Assert.Equal(("error", "error", code), (Of(made, "pg_status"), Of(made, "pg_payment_status"), Of(made, "pg_error_code")));
        XElement state = await Xml(Signing.Merchant(Sandbox, "/g2g/p2p/status", ("pg_order_id", "T-1")));
        Assert.Equal(("ok", "error", Of(made, "pg_payment_id")), (Of(state, "pg_status"), Of(state, "pg_payment_status"), Of(state, "pg_payment_id")));
        Assert.DoesNotContain(Sandbox.Control.Ledger, static entry => entry.Effect);
        Assert.Equal("120", Of(await Complete(Of(made, "pg_payment_id")!), "pg_error_code"));
    }

    [Fact]
    public async Task A_side_is_named_by_a_number_or_by_a_token_and_not_by_both()
    {
        foreach ((string Name, string Value)[] sides in new (string, string)[][]
        {
            [("pg_card_pan", Good), ("pg_card_token", "a"), ("pg_card_recipient", Receiver)],
            [("pg_card_pan", Good), ("pg_card_recipient", Receiver), ("pg_card_recipient_token", "a")],
            [("pg_card_pan", Good)],
            [("pg_card_recipient", Receiver)],
        })
        {
            Assert.Equal("9403", Of(await Transfer("T-1", sides), "pg_error_code"));
        }

        Assert.Empty(Sandbox.Control.Ledger);
        XElement made = await Transfer("T-1", ("pg_card_token", "a"), ("pg_card_recipient_token", "b"));
        Assert.Equal(("success", "a", "b"), (Of(made, "pg_payment_status"), Of(made, "pg_card_token"), Of(made, "pg_card_recipient_token")));
    }

    [Fact]
    public async Task The_pages_of_3ds_are_those_of_what_waits()
    {
        XElement made = await Transfer("T-1", Good);
        foreach (string number in new[] { Of(made, "pg_payment_id")!, "1", "" })
        {
            (HttpResponseMessage response, _) = await Send(new HttpRequestMessage(HttpMethod.Get, new Uri(Sandbox.BaseUri, "/transfer-acs/" + number)));
            Assert.Equal(404, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task Rates_are_those_of_a_pair_or_of_all()
    {
        Assert.Equal(["KZT EUR 0.001818"], await Rates(("pg_currency_from", "KZT"), ("pg_currency_to", "EUR")));
        Assert.Equal(["KZT RUB", "KZT USD", "KZT EUR"], (await Rates(("pg_currency_from", "KZT"))).Select(static rate => rate[..7]));
        Assert.Equal(12, (await Rates()).Length);
        Assert.Equal("9403", Of(await Xml(Signing.Merchant(Sandbox, "/g2g/p2p/rates", ("pg_currency_from", "XXX"))), "pg_error_code"));
    }

    [Fact]
    public async Task Another_currency_is_converted_unless_the_sum_is_given()
    {
        async Task<string?> Credited(params (string Name, string Value)[] more) => Of(
            await Xml(Signing.Merchant(
                Sandbox, "/g2g/p2p/transfer",
                [
                    ("pg_order_id", "T-1"), ("pg_amount", "1000"), ("pg_currency_from", "KZT"), ("pg_currency_to", "USD"), ("pg_description", "x"),
                    ("pg_card_pan", Good), ("pg_card_recipient", Receiver), .. more,
                ])),
            "pg_payout_amount");

        Assert.Equal("2.00", await Credited());
        Assert.Equal("1.95", await Credited(("pg_amount_to", "1.95")));
    }

    [Fact]
    public async Task A_reset_forgets_the_transfers_and_gives_no_number_twice()
    {
        string? first = Of(await Transfer("T-1", Good), "pg_payment_id");
        Sandbox.Control.Reset();
        Assert.Equal("11068", Of(await Xml(Signing.Merchant(Sandbox, "/g2g/p2p/status", ("pg_order_id", "T-1"))), "pg_error_code"));
        Assert.NotEqual(first, Of(await Transfer("T-1", Good), "pg_payment_id"));
    }

    private static string? Of(XElement answer, string name) => answer.Element(name)?.Value;

    private Task<XElement> Transfer(string order, string card) => Transfer(order, ("pg_card_pan", card), ("pg_card_recipient", Receiver));

    private Task<XElement> Transfer(string order, params (string Name, string Value)[] sides) => Xml(Signing.Merchant(
        Sandbox, "/g2g/p2p/transfer",
        [("pg_order_id", order), ("pg_amount", "1500.50"), ("pg_currency_from", "KZT"), ("pg_currency_to", "KZT"), ("pg_description", "x"), .. sides]));

    private Task<XElement> Complete(string number) => Xml(Signing.Merchant(Sandbox, "/g2g/p2p/transfer_acs", ("pg_payment_id", number)));

    private async Task<string[]> Rates(params (string Name, string Value)[] fields) =>
        [.. (await Xml(Signing.Merchant(Sandbox, "/g2g/p2p/rates", fields))).Elements("rate")
            .Select(static rate => $"{Of(rate, "pg_currency_from")} {Of(rate, "pg_currency_to")} {Of(rate, "pg_rate")}")];
}
