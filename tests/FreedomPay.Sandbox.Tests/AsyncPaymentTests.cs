using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace FreedomPay.Sandbox.Tests;

/// <summary>The asynchronous part of the Gateway API: payments that the sandbox carries out while it is asked for them.</summary>
public sealed class AsyncPaymentTests : SandboxTest
{
    private const string Card = "4405645000006150";
    private const string CardOf3ds = "4916307416334310";

    [Fact]
    public async Task Every_answer_says_in_its_headers_whose_it_is_and_how_the_request_went()
    {
        string key = NewKey();
        (HttpResponseMessage response, _) = await Post("create", "payment.create", Body("A-1"), key);
        Assert.Equal((key, "success", "gateway.payment.create"), (Header(response, "x-request-id"), Header(response, "x-request-status"), Header(response, "x-action")));
        Assert.Equal("2026-11-21T12:00:00Z", Header(response, "x-datetime"));

        key = NewKey();
        (response, string body) = await Post("edit", "payment.refund", """{"id":"01978d4f-fb27-7615-a95c-d646dc1df3f3","amount":1}""", key);
        Assert.Equal((200, key, "error"), ((int)response.StatusCode, Header(response, "x-request-id"), Header(response, "x-request-status")));
        Assert.Contains("1202", body, StringComparison.Ordinal);

        (response, body) = await Post("create", "payment.create", """{"amount":1}""", key = NewKey());
        Assert.Equal((422, key, "error"), ((int)response.StatusCode, Header(response, "x-request-id"), Header(response, "x-request-status")));
        Assert.Contains("9403", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_is_in_work_until_it_was_asked_for_twice()
    {
        JsonElement made = await Json("create", "payment.create", Body("A-1"));
        Assert.Equal("process", made.GetProperty("status").GetString());
        Assert.Equal(["process", "success"], await States("A-1", 2));
        JsonElement state = await State("A-1");
        Assert.Equal((100.50m, true, 100.50m), (state.GetProperty("amount").GetDecimal(), state.GetProperty("clearing").GetProperty("cleared").GetBoolean(), state.GetProperty("clearing").GetProperty("amount").GetDecimal()));
    }

    [Fact]
    public async Task A_repeated_request_and_a_repeated_order_get_the_first_answer_and_do_nothing()
    {
        string key = NewKey();
        (_, string first) = await Post("create", "payment.create", Body("A-1"), key);
        (_, string again) = await Post("create", "payment.create", Body("A-1"), key);
        (HttpResponseMessage response, string ofOrder) = await Post("create", "payment.create", Body("A-1", amount: "5"), NewKey());
        Assert.Equal((first, first), (again, ofOrder));
        Assert.NotEqual(key, Header(response, "x-request-id"));
        Assert.Equal([true, false, false], Sandbox.Control.Ledger.Select(entry => entry.Effect));

        key = NewKey();
        string id = JsonDocument.Parse(first).RootElement.GetProperty("id").GetString()!;
        foreach (int _ in new[] { 1, 2, 3 }) Assert.Equal("process", JsonDocument.Parse((await Post("read", "payment.status", $$"""{"id":"{{id}}"}""", key)).Body).RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_hold_is_charged_in_part_and_given_back_never_more_than_is_left()
    {
        string id = (await Json("create", "payment.create", Body("A-1", holds: true))).GetProperty("id").GetString()!;
        Assert.Equal(["process", "approved"], await States("A-1", 2));
        Assert.Equal("9403", Error(await Json("edit", "payment.clearing", $$"""{"id":"{{id}}","amount":100.51}""")));
        JsonElement cleared = await Json("edit", "payment.clearing", $$"""{"id":"{{id}}","amount":80.25}""");
        Assert.Equal(("process_clearing", 0), (cleared.GetProperty("status").GetString(), cleared.GetProperty("clearing").GetProperty("amount").GetInt32()));
        Assert.Equal(["process_clearing", "success"], await States("A-1", 2));

        JsonElement refund = (await Json("edit", "payment.refund", $$"""{"id":"{{id}}","amount":30.05}""")).GetProperty("refund_payment");
        Assert.Equal(("process", -30.05m), (refund.GetProperty("status").GetString(), refund.GetProperty("amount").GetDecimal()));
        Assert.Equal("9403", Error(await Json("edit", "payment.refund", $$"""{"id":"{{id}}","amount":50.21}""")));
        Assert.Equal("9403", Error(await Json("edit", "payment.reverse", $$"""{"id":"{{id}}"}""")));
        JsonElement listed = (await State("A-1")).GetProperty("refund_payments")[0];
        Assert.Equal((refund.GetProperty("id").GetString(), "success"), (listed.GetProperty("id").GetString(), listed.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_hold_is_reversed_once()
    {
        string id = (await Json("create", "payment.create", Body("A-1", holds: true))).GetProperty("id").GetString()!;
        await States("A-1", 2);
        JsonElement reversed = await Json("edit", "payment.reverse", $$"""{"id":"{{id}}"}""");
        Assert.Equal("process", reversed.GetProperty("reverse_payment").GetProperty("status").GetString());
        Assert.Equal("9403", Error(await Json("edit", "payment.reverse", $$"""{"id":"{{id}}"}""")));
        Assert.Equal(["approved", "reversed"], await States("A-1", 2));
        Assert.Equal("success", (await State("A-1")).GetProperty("reverse_payments")[0].GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("5335215945367703", "9999")]
    [InlineData("5548398681700148", "10009")]
    public async Task A_test_card_fails_with_its_code(string pan, string code)
    {
        await Json("create", "payment.create", Body("A-1", pan));
        Assert.Equal(["process", "error"], await States("A-1", 2));
        Assert.Equal(code, Error(await State("A-1")));
    }

    [Fact]
    public async Task A_card_with_3ds_waits_for_its_payer_and_goes_on_when_he_has_passed()
    {
        await Json("create", "payment.create", Body("A-1", CardOf3ds));
        Assert.Equal(["process", "waiting_3ds", "waiting_3ds"], await States("A-1", 3));
        var acs = new Uri((await State("A-1")).GetProperty("3ds").GetProperty("acs_url").GetString()!);
        Assert.StartsWith(Sandbox.BaseUri + "async-acs/", acs.AbsoluteUri, StringComparison.Ordinal);

        foreach ((Uri address, string? back, int status) in new[] { (acs, null, 400), (acs, "javascript:alert(1)", 400), (acs, "https://example.com/back", 400), (new Uri(acs, "unknown"), "http://localhost/back", 404), (acs, "http://127.0.0.1/back?a=1", 302), (acs, "http://localhost/back", 404) })
        {
            using var form = new FormUrlEncodedContent(back is null ? [] : new Dictionary<string, string> { ["TermUrl"] = back });
            using HttpResponseMessage passed = await Client.PostAsync(address, form);
            Assert.Equal(status, (int)passed.StatusCode);
            if (status == 302) Assert.Equal(back, passed.Headers.Location!.AbsoluteUri);
        }

        Assert.Equal(["process", "success"], await States("A-1", 2));
    }

    [Fact]
    public async Task A_saved_card_and_a_recurring_profile_are_charged_again_by_their_numbers()
    {
        await Json("create", "payment.create", """{"amount":10,"currency":"KZT","description":"x","order_id":"A-1","auto_clearing":true,"user_id":"7","from":{"type":"card","card":{"name":"IVAN IVANOV","pan":"4405645000006150","year":30,"month":12,"cvc":"653"},"save":true,"recurrent":{"lifetime":3}}}""");
        await States("A-1", 2);
        JsonElement from = (await State("A-1")).GetProperty("from");
        string token = from.GetProperty("card").GetProperty("token").GetString()!;
        string profile = from.GetProperty("recurrent").GetProperty("profile_id").GetString()!;

        string Saved(string order, string user) => $$$$"""{"amount":10,"currency":"KZT","description":"x","order_id":"{{{{order}}}}","auto_clearing":true,"user_id":"{{{{user}}}}","from":{"type":"saved","card":{"token":"{{{{token}}}}"}}}""";
        Assert.Equal("process", (await Json("create", "payment.create", Saved("A-2", "7"))).GetProperty("status").GetString());
        Assert.Equal("9403", Error(await Json("create", "payment.create", Saved("A-3", "8"))));
        string Recurring(string order, string number) => $$$$"""{"amount":10,"currency":"KZT","description":"x","order_id":"{{{{order}}}}","auto_clearing":true,"from":{"type":"recurrent","recurrent":{"profile_id":"{{{{number}}}}"}}}""";
        Assert.Equal("process", (await Json("create", "payment.create", Recurring("A-4", profile))).GetProperty("status").GetString());
        Assert.Equal("9403", Error(await Json("create", "payment.create", Recurring("A-5", "unknown"))));
    }

    [Fact]
    public async Task A_request_is_found_by_its_number()
    {
        string key = NewKey();
        await Post("create", "payment.create", Body("A-1"), key);
        JsonElement outcome = await Json("read", "request.status", $$"""{"id":"{{key}}"}""");
        Assert.Equal((key, "success", "process"), (outcome.GetProperty("id").GetString(), outcome.GetProperty("status").GetString(), outcome.GetProperty("response").GetProperty("status").GetString()));

        await Post("edit", "payment.reverse", """{"id":"01978d4f-fb27-7615-a95c-d646dc1df3f3"}""", key = NewKey());
        (HttpResponseMessage response, string body) = await Post("read", "request.status", $$"""{"id":"{{key}}"}""", NewKey());
        Assert.Equal(("success", "1202"), (Header(response, "x-request-status"), Error(JsonDocument.Parse(body).RootElement.GetProperty("response"))));
        (response, body) = await Post("read", "request.status", $$"""{"id":"{{NewKey()}}"}""", NewKey());
        Assert.Equal(("error", "1202"), (Header(response, "x-request-status"), Error(JsonDocument.Parse(body).RootElement.GetProperty("response"))));
    }

    [Fact]
    public async Task All_is_forgotten_with_the_rest()
    {
        await Json("create", "payment.create", Body("A-1"));
        Assert.Equal(1, State().GetProperty("async_payments").GetArrayLength());
        Sandbox.Control.Reset();
        Assert.Equal(0, State().GetProperty("async_payments").GetArrayLength());
        Assert.Equal("1202", Error(await Json("read", "payment.status", """{"order_id":"A-1"}""")));
    }

    private static string NewKey() => Guid.NewGuid().ToString();

    private static string Body(string order, string pan = Card, string amount = "100.50", bool holds = false) =>
        $$$$"""{"amount":{{{{amount}}}},"currency":"KZT","description":"Tea","order_id":"{{{{order}}}}","auto_clearing":{{{{(holds ? "false" : "true")}}}},"from":{"type":"card","card":{"name":"IVAN IVANOV","pan":"{{{{pan}}}}","year":30,"month":12,"cvc":"653"}}}""";

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.Single() : null;

    private static string? Error(JsonElement answer) => answer.GetProperty("error").GetProperty("code").GetString();

    private async Task<JsonElement> State(string order) => await Json("read", "payment.status", $$"""{"order_id":"{{order}}"}""");

    private async Task<string[]> States(string order, int count)
    {
        var states = new List<string>();
        for (int i = 0; i < count; i++) states.Add((await State(order)).GetProperty("status").GetString()!);
        return [.. states];
    }

    private async Task<JsonElement> Json(string place, string action, string json) => JsonDocument.Parse((await Post(place, action, json, NewKey())).Body).RootElement.Clone();

    private Task<(HttpResponseMessage Response, string Body)> Post(string place, string action, string json, string key)
    {
        string path = "/v5/g2g/" + place;
        byte[] body = Encoding.UTF8.GetBytes(json);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseUri, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Action", "gateway." + action);
        request.Headers.Add("X-Request-Id", key);
        request.Headers.Add("X-JWS-Signature", Signing.Jws(path, Sandbox.Credentials.MerchantId, "POST", body, Sandbox.Credentials.MerchantSecret, "HS256"));
        return Send(request);
    }
}
