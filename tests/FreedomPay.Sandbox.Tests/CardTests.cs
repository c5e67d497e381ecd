using System.Text.Json;

namespace FreedomPay.Sandbox.Tests;

/// <summary>Cards: what a request may do to one, and what shows afterwards.</summary>
public sealed class CardTests : SandboxTest
{
    private int number;

    [Theory]
    [InlineData("issued", "activate", "active")]
    [InlineData("issued", "block", null)]
    [InlineData("issued", "unblock", null)]
    [InlineData("issued", "close", "closed")]
    [InlineData("active", "activate", "active")]
    [InlineData("active", "block", "blocked")]
    [InlineData("active", "unblock", "active")]
    [InlineData("active", "close", "closed")]
    [InlineData("blocked", "activate", null)]
    [InlineData("blocked", "block", "blocked")]
    [InlineData("blocked", "unblock", "active")]
    [InlineData("blocked", "close", "closed")]
    [InlineData("closed", "activate", null)]
    [InlineData("closed", "block", null)]
    [InlineData("closed", "unblock", null)]
    [InlineData("closed", "close", "closed")]
    public async Task A_card_makes_the_moves_that_it_may_make_and_is_left_alone_by_the_others(string from, string move, string? to)
    {
        string card = await CardIn(from);
        JsonElement answer = await Do(move, card);

        Assert.Equal(to ?? from, StateOf(card));
        Assert.Equal(to is null ? "error" : "ok", answer.GetProperty("status").GetString());
        if (to is null) Assert.Equal("sandbox.conflict", answer.GetProperty("error_code").GetString());
        Assert.Equal(to is not null, Sandbox.Control.Ledger[^1].Effect);
    }

    [Fact]
    public async Task A_refund_shows_in_the_statement_and_no_more_can_be_given_back_than_there_was()
    {
        JsonElement refund = await Send("transaction/refund", """ "order_id":"A-1","transaction_id":"900123456789","amount":9999.99 """);
        Assert.Equal("ok", refund.GetProperty("status").GetString());
        Assert.Equal("error", (await Send("transaction/refund", """ "order_id":"A-1","transaction_id":"900123456789","amount":0.02 """)).GetProperty("status").GetString());
        Assert.Equal("ok", (await Send("transaction/refund", """ "order_id":"A-1","transaction_id":"900123456789" """)).GetProperty("status").GetString());

        JsonElement operations = (await SendJson(Signing.Card(Sandbox, "/v5/card-api/card/statement", """{"card_id":"123456789"}"""))).GetProperty("operations");
        Assert.Equal(["10000.00", "9999.99", "0.01"], operations.EnumerateArray().Select(operation => operation.GetProperty("amount").GetRawText()));
        Assert.Equal(2, CardOf("123456789").GetProperty("refunds").GetInt32());
    }

    [Fact]
    public async Task Only_the_cards_of_the_batch_and_those_that_were_issued_exist()
    {
        foreach (string unknown in new[] { "123456699", "123456800", "0123456789", "1" })
        {
            Assert.Equal("error", (await Send("card/info", $$""" "card_id":"{{unknown}}" """)).GetProperty("status").GetString());
        }

        Assert.Equal("active", (await Send("card/info", """ "card_id":"123456700" """)).GetProperty("sandbox_state").GetString());
        Assert.Equal("issued", StateOf(await CardIn("issued")));
    }

    [Fact]
    public async Task A_question_may_not_be_repeated_under_the_same_request_id_either()
    {
        const string body = """{"request_id":"q-1","card_id":"123456789"}""";
        await SendJson(Signing.Card(Sandbox, "/v5/card-api/card/info", body));
        JsonElement repeat = await SendJson(Signing.Card(Sandbox, "/v5/card-api/card/info", body));
        Assert.Equal("sandbox.duplicate_request", repeat.GetProperty("error_code").GetString());
    }

    [Fact]
    public async Task A_limit_takes_the_place_of_the_one_for_the_same_kind_of_transaction_and_period()
    {
        foreach (string limit in new[] { """{"transaction_type":"pay","period":"day","amount":[{"value":"1"}]}""", """{"transaction_type":"pay","period":"month"}""", """{"transaction_type":"pay","period":"day","amount":[{"value":"2"}]}""" })
        {
            await Send("limits/set", $$""" "object":{"type":"card","value":"123456789"},"limits":[{{limit}}] """);
        }

        JsonElement limits = (await Send("limits/list", """ "object":{"type":"card","value":"123456789"} """)).GetProperty("sandbox_limits");
        Assert.Equal(["month", "day"], limits.EnumerateArray().Select(limit => limit.GetProperty("period").GetString()));
        Assert.Equal("2", limits[1].GetProperty("amount")[0].GetProperty("value").GetString());
    }

    private async Task<string> CardIn(string state)
    {
        string request = Guid.NewGuid().ToString();
        await SendJson(Signing.Card(Sandbox, "/v5/card-api/card/issue", $$$"""{"request_id":"{{{request}}}","product_id":2000,"cardholder":{"first_name":"Ivan","last_name":"Ivanov","phone":77010000000,"country":"KAZ","person_id":"1"}}"""));
        Wait(TimeSpan.FromSeconds(1));
        JsonElement status = await SendJson(Signing.Card(Sandbox, "/v5/card-api/request/status", $$"""{"request_id":"{{request}}"}"""));
        string card = status.GetProperty("cards")[0].GetProperty("card_id").GetString()!;
        string[] moves = state switch { "active" => ["activate"], "blocked" => ["activate", "block"], "closed" => ["close"], _ => [] };
        foreach (string move in moves) await Do(move, card);
        return card;
    }

    private Task<JsonElement> Do(string move, string card) => Send("card/" + move, $$""" "card_id":"{{card}}","description":"x" """);

    private Task<JsonElement> Send(string what, string fields) => SendJson(Signing.Card(Sandbox, "/v5/card-api/" + what, $$$"""{"request_id":"r-{{{++number}}}",{{{fields}}}}"""));

    private string? StateOf(string card) => CardOf(card).GetProperty("state").GetString();

    private JsonElement CardOf(string card) => State().GetProperty("cards").EnumerateArray().Single(one => one.GetProperty("card_id").GetString() == card);
}
