using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox.Tests;

/// <summary>The test cards of the documentation, in payments.</summary>
public sealed class TestCardTests : GatewayTest
{
    private static readonly string[] Steps = ["3ds", "auth", "clearing", "reverse", "refund", "card_add"];

    /// <summary>Number, code of the decline or success, and what it can, as the Merchant API has them.</summary>
    public static TheoryData<string, string, string> Documented
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (JsonNode? card in ContractSamples.At("merchant", "x-test-data", "purchase-cards").AsArray())
            {
                data.Add((string)card!["number"]!, card["result"]?.ToString() ?? "success", (string?)card["can"] ?? "");
            }

            return data;
        }
    }

    public static TheoryData<string, string> MayBeAuthorized
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (JsonNode? card in ContractSamples.At("merchant", "x-test-data", "purchase-cards").AsArray().Where(static card => ((string?)card!["can"])?[1] == 'P'))
            {
                data.Add((string)card!["number"]!, (string)card["can"]!);
            }

            return data;
        }
    }

    [Fact]
    public void Both_documents_say_the_same_of_a_card()
    {
        JsonNode cards = ContractSamples.At("gateway", "x-dictionaries", "test-cards");
        JsonArray payments = cards["payment"]!.AsArray();
        JsonArray payouts = cards["payout"]!.AsArray();
        Assert.Equal((11, 9), (payments.Count, payouts.Count));
        foreach (JsonNode? card in payments)
        {
            string can = string.Concat(Steps.Select(step => (string?)card![step] switch { "available" => 'P', "not available" => 'F', "impossible" => 'X', _ => '?' }));
            Assert.Equal(can, TestCards.Of((string)card!["card"]!).Can);
        }

        foreach (JsonNode? card in payouts)
        {
            TestCard known = TestCards.Of((string)card!["card"]!);
            string result = known.PayoutError is { } code ? "error " + code : "success";
            Assert.Equal((string)card["result"]!, known.IsPayoutSettledLater ? "process, then " + result : result);
        }
    }

    [Theory]
    [InlineData("4400444400004440", null)]
    [InlineData("5555555555555599", null)]
    [InlineData("62528733472390953", null)]
    [InlineData("5475102935853613", "10038")]
    [InlineData("5335215945367703", "9999")]
    [InlineData("4400444400004446", "9014")]
    [InlineData("5555555555555557", "11024")]
    [InlineData("4400444400004445", "11008")]
    [InlineData("4444444411111111", "10022")]
    [InlineData("4444444499999999", "10018")]
    [InlineData("4400444400004443", "10009")]
    [InlineData("4916109830832246", "100066")]
    [InlineData("5484458131482832", "10004")]
    [InlineData("4444444444444422", "10001")]
    [InlineData("4400000000000007", null)]
    public void A_card_is_read_from_the_contract_or_is_a_good_one(string number, string? code)
    {
        Assert.Equal(code, TestCards.Of(number).PaymentError);
        Assert.Equal((null, false), (TestCards.Of(number).PayoutError, TestCards.Of(number).IsPayoutSettledLater));
    }

    [Theory]
    [InlineData("4716047261941981", "4716-04XX-XXXX-1981")]
    [InlineData("6224466455690681278", "6224-46XX-XXXX-XXX1-278")]
    [InlineData("62528733472390953", "6252-87XX-XXXX-X095-3")]
    [InlineData("4000000000006", "4000-00XX-X000-6")]
    public void A_number_is_masked_but_for_its_ends(string number, string mask) => Assert.Equal(mask, TestCards.Of(number).Mask);

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task A_card_has_its_documented_result_in_the_Gateway_API(string number, string result, string can)
    {
        XElement paid = await PayByCard(number, ("pg_order_id", "T"));
        XElement state = await Gateway("status_v2", ("pg_order_id", "T"));
        if (result != "success")
        {
            Fits("Error", paid);
            Assert.Equal(("error", result), (paid.Element("pg_status")!.Value, Code(paid)));
            Assert.NotNull(paid.Element("pg_sig"));
            Assert.Equal(("ok", "error", result), (state.Element("pg_status")!.Value, state.Element("pg_payment_status")!.Value, state.Element("pg_failure_code")!.Value));
            Assert.NotEmpty(state.Element("pg_failure_description")!.Value);
            Assert.Equal(["not gatewayPayByCard"], Deeds());
            await NothingIsLeft(Id(state));
            return;
        }

        if (can.StartsWith('P'))
        {
            Assert.Equal(("1", "process"), (paid.Element("pg_3ds")!.Value, state.Element("pg_payment_status")!.Value));
            (string md, string passed, _) = await Visit(paid);
            Assert.Equal("", Code(await Complete(Id(paid), md, passed)));
            state = await StatusOf(Id(paid));
        }
        else
        {
            Assert.Equal("0", paid.Element("pg_3ds")!.Value);
        }

        Assert.Equal(("success", "1", "25.00", null), (state.Element("pg_payment_status")!.Value, state.Element("pg_captured")!.Value, state.Element("pg_clearing_amount")!.Value, state.Element("pg_failure_code")?.Value));
    }

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task A_card_has_its_documented_result_on_a_payment_page(string number, string result, string can)
    {
        string id = Id(await Xml(Signing.Merchant(Sandbox, "/init_payment", ("pg_order_id", "P"), ("pg_amount", "25.00"), ("pg_description", "x"))));
        using HttpResponseMessage answer = await Client.PostAsJsonAsync(new Uri(Sandbox.BaseUri, "/_sandbox/pay"), new { payment_id = id, card_number = number });
        Assert.Equal(200, (int)answer.StatusCode);

        XElement state = await Xml(Signing.Merchant(Sandbox, "/get_status3.php", ("pg_payment_id", id)));
        if (result == "success")
        {
            Assert.Equal(("success", "1", TestCards.Of(number).Mask), (state.Element("pg_payment_status")!.Value, state.Element("pg_captured")!.Value, state.Element("pg_card_pan")!.Value));
            Assert.Equal(can.Length > 4 && can[4] != 'P' ? "120" : "", Code(await Xml(Signing.Merchant(Sandbox, "/revoke", ("pg_payment_id", id)))));
            return;
        }

        Assert.Equal(("error", result, null), (state.Element("pg_payment_status")!.Value, state.Element("pg_failure_code")!.Value, state.Element("pg_captured")?.Value));
        Assert.NotEmpty(state.Element("pg_failure_description")!.Value);
        await NothingIsLeft(id);
    }

    [Theory]
    [MemberData(nameof(MayBeAuthorized))]
    public async Task What_the_documentation_says_a_card_cannot_is_refused(string number, string can)
    {
        string held = await Held(number);
        Assert.Equal(can[3] == 'P' ? "" : "120", Code(await Gateway("cancel", ("pg_payment_id", held))));
        held = await Held(number);
        XElement cleared = await Gateway("clearing", ("pg_payment_id", held), ("pg_clearing_amount", "20"));
        Assert.Equal(can[2] == 'P' ? "" : "120", Code(cleared));
        Assert.Equal(can[2] == 'P' ? "1" : "0", (await StatusOf(held)).Element("pg_captured")!.Value);
        if (can[2] != 'P') Assert.Contains("test card", cleared.Element("pg_error_description")!.Value, StringComparison.Ordinal);

        string charged = await Held(number, autoClearing: "1");
        Assert.Equal(can[4] == 'P' ? "" : "120", Code(await Gateway("refund", ("pg_payment_id", charged), ("pg_amount", "5"))));
        Assert.Equal(can[4] == 'P' ? "-5" : null, (await StatusOf(charged)).Element("pg_refund_amount")?.Value);
    }

    [Fact]
    public async Task A_declined_page_stays_so_whatever_card_follows()
    {
        string id = Id(await Xml(Signing.Merchant(Sandbox, "/init_payment", ("pg_amount", "25.00"), ("pg_description", "x"), ("pg_recurring_start", "1"))));
        Assert.True(Sandbox.Control.Pay(id, "4400444400004443"));
        Assert.True(Sandbox.Control.Pay(id, Good));
        Assert.True(Sandbox.Control.Pay(id));
        Assert.Equal("error", await WordOf(id));
        Assert.Equal("11068", Code(await Gateway("recurrent", ("pg_order_id", "R"), ("pg_amount", "1"), ("pg_description", "x"), ("pg_recurring_profile", "9" + id))));
    }

    [Fact]
    public async Task A_card_that_cannot_be_saved_gets_no_token()
    {
        string path = $"/v1/merchant/{Sandbox.Credentials.MerchantId}/cardstorage/";
        string page = Id(await Xml(Signing.Merchant(Sandbox, path + "add2", ("pg_user_id", "u"), ("pg_back_link", "https://example.com/"))));
        Assert.True(Sandbox.Control.Pay(page, "5475102935853613"));
        Assert.Empty((await Xml(Signing.Merchant(Sandbox, path + "list", ("pg_user_id", "u")))).Elements("card"));
        Assert.True(Sandbox.Control.Pay(page, "4716047261941981"));
        Assert.Equal("4716-04XX-XXXX-1981", (await Xml(Signing.Merchant(Sandbox, path + "list", ("pg_user_id", "u")))).Element("card")!.Element("pg_card_hash")!.Value);
    }

    [Theory]
    [InlineData("4400 4444 0000 4440")]
    [InlineData("440044440000")]
    [InlineData("440044440000444004400")]
    [InlineData("44004444O0004440")]
    public async Task What_is_no_number_of_a_card_pays_nothing(string number)
    {
        string id = Id(await Xml(Signing.Merchant(Sandbox, "/init_payment", ("pg_amount", "25.00"), ("pg_description", "x"))));
        using HttpResponseMessage answer = await Client.PostAsJsonAsync(new Uri(Sandbox.BaseUri, "/_sandbox/pay"), new { payment_id = id, card_number = number });
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Throws<ArgumentException>(() => Sandbox.Control.Pay(id, number));
        Assert.Equal("new", await WordOf(id));
    }

    private async Task<string> Held(string number, string autoClearing = "0")
    {
        XElement paid = await PayByCard(number, ("pg_auto_clearing", autoClearing));
        if (paid.Element("pg_3ds")!.Value == "1")
        {
            (string md, string passed, _) = await Visit(paid);
            Assert.Equal("", Code(await Complete(Id(paid), md, passed)));
        }

        return Id(paid);
    }

    private async Task NothingIsLeft(string id)
    {
        foreach (string path in new[] { "cancel", "clearing", "refund" }) Assert.Equal("120", Code(await Gateway(path, ("pg_payment_id", id))));
        Assert.True(Sandbox.Control.Pay(id));
        Assert.Equal("error", await WordOf(id));
    }
}
