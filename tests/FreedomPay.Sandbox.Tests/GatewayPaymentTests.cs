using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace FreedomPay.Sandbox.Tests;

/// <summary>Payments of the Gateway API by card, token, wallet and recurring profile.</summary>
public sealed class GatewayPaymentTests : GatewayTest
{
    private const string DocumentedToken = "ef741cfc-f85e-41a0-84e6-2ba964912182";

    private static readonly (string Name, string Value)[] Apple =
        [("pg_payment_method", "apple_pay"), ("pg_card_pan", "4111111111111111"), ("pg_card_year", "31"), ("pg_card_month", "12"), ("pg_card_name", "IVAN IVANOV"), ("pg_online_payment_cryptogram", "APlNRdHvE+geASgppg/dAoABFAA="), ("pg_eci_indicator", "05")];

    private static readonly (string Name, string Value)[] Google =
        [("pg_payment_method", "google_pay"), ("pg_card_pan", "4111111111111111"), ("pg_card_year", "31"), ("pg_card_month", "06"), ("pg_online_payment_cryptogram", "APlNRdHvE+geASgppg/dAoABFAA="), ("pg_eci_indicator", "07")];

    [Fact]
    public async Task A_card_is_charged_at_once_and_the_state_says_so()
    {
        XElement paid = await PayByCard("4716047261941981", ("pg_order_id", "O 1"), ("pg_auto_clearing", "1"));
        Fits("CardPayment", paid);
        Assert.Equal(("ok", "0"), (paid.Element("pg_status")!.Value, paid.Element("pg_3ds")!.Value));
        Assert.Matches("^[0-9]{6}$", paid.Element("pg_auth_code")!.Value);
        Assert.Null(paid.Element("pg_3d_acsurl"));
        Assert.Null(paid.Element("pg_recurring_profile"));

        XElement state = await Gateway("status_v2", ("pg_order_id", "O 1"));
        Fits("PaymentStatus", state);
        Assert.Equal(
            (Id(paid), "25.00", "KZT", "success", "1", "25.00", "4716-04XX-XXXX-1981"),
            (Id(state), state.Element("pg_amount")!.Value, state.Element("pg_currency")!.Value, state.Element("pg_payment_status")!.Value, state.Element("pg_captured")!.Value, state.Element("pg_clearing_amount")!.Value, state.Element("pg_card_pan")!.Value));
        Assert.Equal((paid.Element("pg_auth_code")!.Value, paid.Element("pg_reference")!.Value), (state.Element("pg_auth_code")!.Value, state.Element("pg_reference")!.Value));
        Assert.Equal(["gatewayPayByCard"], Deeds());
        Assert.DoesNotContain("4716047261941981", Sandbox.Control.StateJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_is_held_until_it_is_cleared()
    {
        string id = Id(await PayByCard(Good, ("pg_auto_clearing", "0")));
        Assert.Equal(("success", "0"), ((await StatusOf(id)).Element("pg_payment_status")!.Value, (await StatusOf(id)).Element("pg_captured")!.Value));
        Assert.Equal("", Code(await Gateway("clearing", ("pg_payment_id", id), ("pg_clearing_amount", "20.50"))));
        Assert.Equal("20.50", (await StatusOf(id)).Element("pg_clearing_amount")!.Value);
    }

    [Fact]
    public async Task Nothing_keeps_an_order_from_being_paid_twice()
    {
        XElement[] both = [await PayByCard(Good, ("pg_order_id", "twice")), await PayByCard(Good, ("pg_order_id", "twice"))];
        Assert.NotEqual(Id(both[0]), Id(both[1]));
        Assert.Equal(2, Sandbox.Control.Ledger.Count(static entry => entry is { Key: "twice", Effect: true }));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0.00")]
    [InlineData("1.005")]
    [InlineData("1,50")]
    [InlineData("99999999999999999999999999999999")]
    public async Task An_amount_that_cannot_be_paid_is_refused(string amount)
    {
        Assert.Equal("9403", Code(await PayByCard(Good, ("pg_amount", amount))));
        Assert.Equal("9403", Code(await Pay([.. Apple, ("pg_amount", amount)])));
        Assert.Equal("9403", Code(await Gateway("p2p2nonreg", ("pg_order_id", "P"), ("pg_amount", amount), ("pg_description", "x"), ("pg_payment_to", Good), ("pg_post_link", "https://example.com/"))));
        Assert.Empty(Sandbox.Control.Ledger);
    }

    [Theory]
    [InlineData("pg_card_pan", "4400 4444 0000 4440")]
    [InlineData("pg_card_pan", "440044440000444x")]
    [InlineData("pg_card_cvc", "12")]
    [InlineData("pg_card_cvc", "12345")]
    [InlineData("pg_card_cvc", "1x3")]
    [InlineData("pg_card_year", "2030")]
    [InlineData("pg_card_month", "2")]
    [InlineData("pg_card_month", "00")]
    [InlineData("pg_card_month", "13")]
    public async Task A_card_in_another_form_is_refused_by_name(string field, string value)
    {
        XElement answer = await Pay([.. CardFields(Good).Where(one => one.Name != field), (field, value)]);
        Assert.Equal("9403", Code(answer));
        Assert.Contains(field, answer.Element("pg_error_description")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("4400", answer.ToString(), StringComparison.Ordinal);
        Assert.Empty(Sandbox.Control.Ledger);
    }

    [Fact]
    public async Task An_encrypted_card_is_good_alone_and_refused_beside_a_plain_one()
    {
        XElement paid = await Pay(("pg_encrypted_card", "eyJh.Zm9v.aXY.Y3Q.dGFn"), ("pg_card_name", "IVAN IVANOV"));
        Fits("CardPayment", paid);
        Assert.Equal("success", await WordOf(Id(paid)));

        foreach ((string Name, string Value) plain in CardFields(Good).Where(static field => field.Name != "pg_card_name"))
        {
            XElement leaked = await Pay(("pg_encrypted_card", "eyJh.Zm9v.aXY.Y3Q.dGFn"), ("pg_card_name", "IVAN IVANOV"), plain);
            Assert.Equal("9403", Code(leaked));
            Assert.Contains("pg_encrypted_card", leaked.Element("pg_error_description")!.Value, StringComparison.Ordinal);
        }

        Assert.Equal(["gatewayPayByCard"], Deeds());
    }

    [Theory]
    [InlineData("4400444400004440")]
    [InlineData("a.b.c.d")]
    [InlineData("a.b.c.d.")]
    [InlineData("a.b.c.d.e=")]
    [InlineData("a.b.c.d.e.f")]
    public async Task What_is_no_encrypted_card_is_refused(string text)
    {
        Assert.Equal("9403", Code(await Pay(("pg_encrypted_card", text), ("pg_card_name", "IVAN IVANOV"))));
        Assert.Empty(Sandbox.Control.Ledger);
    }

    [Fact]
    public async Task An_encrypted_card_has_no_name_inside()
    {
        XElement answer = await Pay(("pg_encrypted_card", "a.b.c.d.e"));
        Assert.Contains("pg_card_name", answer.Element("pg_error_description")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wallets_are_good_cards_and_may_be_held()
    {
        XElement apple = await Pay([.. Apple, ("pg_auto_clearing", "0")]);
        Fits("WalletPayment", apple);
        Assert.Equal("0", (await StatusOf(Id(apple))).Element("pg_captured")!.Value);
        XElement google = await Pay(Google);
        Fits("GooglePayPaid", google);
        Assert.Equal("1", (await StatusOf(Id(google))).Element("pg_captured")!.Value);
        Assert.Equal(["gatewayPayWithApplePay", "gatewayPayWithGooglePay"], Deeds());
    }

    [Fact]
    public async Task A_token_is_charged_that_was_saved_for_this_user_and_for_payments()
    {
        string token = await Saved("u1", "add2", "cardstorage", null);
        XElement paid = await Pay(("pg_user_id", "u1"), ("pg_card_token", token));
        Fits("TokenPayment", paid);
        Assert.Equal((Sandbox.Credentials.MerchantId, token), (paid.Element("pg_merchant_id")!.Value, (await StatusOf(Id(paid))).Element("pg_card_token")!.Value));
        Assert.Equal("success", await WordOf(Id(paid)));

        Assert.Equal("11068", Code(await Pay(("pg_user_id", "u2"), ("pg_card_token", token))));
        Assert.Equal("11068", Code(await Pay(("pg_user_id", "u1"), ("pg_card_token", "2e387830-dc9d-4a2e-9e52-c50445e3c832"))));
        Assert.Equal("11068", Code(await Pay(("pg_user_id", "u3"), ("pg_card_token", await Saved("u3", "add", "cardstoragepayout", null)))));
        Assert.Equal("", Code(await Pay(("pg_user_id", "u1"), ("pg_card_token", DocumentedToken))));
        Assert.Equal("9403", Code(await Pay(("pg_user_id", "u1"))));
        Assert.Equal(2, Sandbox.Control.Ledger.Count(static entry => entry is { OperationId: "gatewayPayByToken", Effect: true }));
    }

    [Fact]
    public async Task A_token_has_the_result_of_the_card_that_was_saved()
    {
        string token = await Saved("u1", "add2", "cardstorage", "4400444400004443");
        Assert.Equal("10009", Code(await Pay(("pg_order_id", "T"), ("pg_user_id", "u1"), ("pg_card_token", token))));
        Assert.Equal("10009", (await Gateway("status_v2", ("pg_order_id", "T"))).Element("pg_failure_code")!.Value);

        string merchant = $"/v1/merchant/{Sandbox.Credentials.MerchantId}/card/";
        XElement created = await Xml(Signing.Merchant(Sandbox, merchant + "init", ("pg_order_id", "M"), ("pg_amount", "25"), ("pg_description", "x"), ("pg_user_id", "u1"), ("pg_card_token", token)));
        Assert.Equal("10009", Code(await Xml(Signing.Merchant(Sandbox, merchant + "direct", ("pg_payment_id", Id(created))))));
        Assert.Equal("120", Code(await Xml(Signing.Merchant(Sandbox, merchant + "direct", ("pg_payment_id", Id(created))))));
        Assert.Equal("error", (await Xml(Signing.Merchant(Sandbox, "/get_status3.php", ("pg_payment_id", Id(created))))).Element("pg_payment_status")!.Value);
    }

    [Fact]
    public async Task A_profile_that_a_card_started_is_charged_by_both_APIs()
    {
        XElement first = await PayByCard(Good, ("pg_recurring_start", "1"), ("pg_recurring_lifetime", "12"), ("pg_currency", "USD"));
        Fits("CardPayment", first);
        string profile = first.Element("pg_recurring_profile")!.Value;

        XElement charged = await Gateway("recurrent", ("pg_order_id", "R-1"), ("pg_amount", "7.50"), ("pg_description", "x"), ("pg_recurring_profile", profile));
        Fits("RecurringPayment", charged);
        XElement state = await StatusOf(Id(charged));
        Assert.Equal(("R-1", "7.50", "USD", "1", "4400-44XX-XXXX-4440"), (state.Element("pg_order_id")!.Value, state.Element("pg_amount")!.Value, state.Element("pg_currency")!.Value, state.Element("pg_captured")!.Value, state.Element("pg_card_pan")!.Value));
        Assert.Equal("", Code(await Xml(Signing.Merchant(Sandbox, "/make_recurring_payment", ("pg_order_id", "R-2"), ("pg_amount", "1"), ("pg_description", "x"), ("pg_recurring_profile", profile)))));

        Assert.Equal("11068", Code(await Gateway("recurrent", ("pg_order_id", "R-3"), ("pg_amount", "1"), ("pg_description", "x"), ("pg_recurring_profile", "1"))));
        Assert.Equal("9403", Code(await Gateway("recurrent", ("pg_order_id", "R-3"), ("pg_amount", "0"), ("pg_description", "x"), ("pg_recurring_profile", profile))));
        Assert.Equal(["gatewayPayByCard", "gatewayPayByRecurringProfile", "createRecurringPayment"], Deeds());
    }

    [Fact]
    public async Task A_declined_card_starts_no_profile()
    {
        XElement declined = await PayByCard("4400444400004443", ("pg_order_id", "D"), ("pg_recurring_start", "1"));
        Assert.Null(declined.Element("pg_recurring_profile"));
        string id = Id(await Gateway("status_v2", ("pg_order_id", "D")));
        Assert.Equal("11068", Code(await Gateway("recurrent", ("pg_order_id", "R"), ("pg_amount", "1"), ("pg_description", "x"), ("pg_recurring_profile", "9" + id))));
    }

    public static TheoryData<string, string> Kinds => new()
    {
        { "gatewayPayByCard", "card" },
        { "gatewayPayByCard", "card bank" },
        { "gatewayPayByCard", "card noToken" },
        { "gatewayPayByCard", "encrypted" },
        { "gatewayPayByToken", "token" },
        { "gatewayPayByToken", "token card" },
        { "gatewayPayByToken", "token encrypted" },
        { "gatewayPayWithApplePay", "apple" },
        { "gatewayPayWithApplePay", "card apple" },
        { "gatewayPayWithApplePay", "apple token" },
        { "gatewayPayWithGooglePay", "google" },
        { "gatewayPayWithGooglePay", "card google" },
        { "gatewayPayWithGooglePay", "google token" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_payments_on_one_path_are_told_apart_as_the_contract_says(string operation, string kinds)
    {
        var fields = new Dictionary<string, string>();
        foreach (string kind in kinds.Split(' '))
        {
            (string Name, string Value)[] more = kind switch
            {
                "card" => CardFields(Good),
                "bank" => [("pg_payment_method", "bankcard")],
                "noToken" => [("pg_card_token", ""), ("pg_user_id", "u")],
                "encrypted" => [("pg_encrypted_card", "a.b.c.d.e"), ("pg_card_name", "IVAN IVANOV")],
                "token" => [("pg_card_token", DocumentedToken), ("pg_user_id", "u")],
                "apple" => Apple,
                _ => Google,
            };
            foreach ((string name, string value) in more) fields[name] = value;
        }

        XElement paid = await Pay([.. fields.Select(static field => (field.Key, field.Value))]);
        Assert.Equal("ok", paid.Element("pg_status")!.Value);
        Assert.Equal([operation], Deeds());
    }

    [Fact]
    public void The_contract_tells_them_apart_by_what_the_sandbox_looks_at()
    {
        JsonObject paths = ContractSamples.At("gateway", "paths").AsObject();
        string[] rules = [.. paths.Where(static path => path.Key.StartsWith("/g2g/payment#", StringComparison.Ordinal)).Select(static path => (string)path.Value!["post"]!["x-told-apart-by"]!)];
        Assert.Equal(4, rules.Length);
        Assert.Equal("pg_payment_method apple_pay or google_pay; without it pg_card_token (token) or the card fields (card)", Assert.Single(rules.Distinct()));
    }

    private async Task<string> Saved(string user, string add, string storage, string? number)
    {
        string path = $"/v1/merchant/{Sandbox.Credentials.MerchantId}/";
        XElement page = await Xml(Signing.Merchant(Sandbox, $"{path}{storage}/{add}", ("pg_user_id", user), ("pg_back_link", "https://example.com/")));
        Assert.True(Sandbox.Control.Pay(Id(page), number));
        XElement list = await Xml(Signing.Merchant(Sandbox, path + "cardstorage/list", ("pg_user_id", user)));
        return list.Elements("card").Last().Element("pg_card_token")!.Value;
    }
}
