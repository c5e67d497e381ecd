using System.Xml.Linq;

namespace FreedomPay.Sandbox.Tests;

/// <summary>Cards that are saved by their data.</summary>
public sealed class GatewayCardTests : SandboxTest
{
    private const string Good = "4405645000006150";
    private const string ThreeDs = "4916307416334310";

    [Fact]
    public async Task A_card_is_saved_listed_for_its_user_and_removed_once()
    {
        XElement saved = await Add("C-1", Good);
        string token = Of(saved, "pg_card_token")!;
        Assert.Equal(("ok", "0", "4405-64XX-XXXX-6150", "C-1"), (Of(saved, "pg_status"), Of(saved, "pg_3ds"), Of(saved, "pg_card_mask"), Of(saved, "pg_order_id")));
        XElement card = Assert.Single((await List("7")).Elements("card"));
        Assert.Equal(("approved", token, "4405-64XX-XXXX-6150"), (Of(card, "pg_status"), Of(card, "pg_card_token"), Of(card, "pg_card_hash")));
        Assert.Empty((await List("8")).Elements("card"));
        Assert.Null(Of(await List("7"), "pg_status"));

        Assert.Equal("11068", Of(await Remove("8", token), "pg_error_code"));
        Assert.Equal("success", Of(await Remove("7", token), "pg_status"));
        Assert.Equal("11068", Of(await Remove("7", token), "pg_error_code"));
        Assert.Empty((await List("7")).Elements("card"));
        Assert.Equal([false, true, false], Sandbox.Control.Ledger.Where(static entry => entry.OperationId == "gatewayRemoveCard").Select(static entry => entry.Effect));
    }

    [Fact]
    public async Task A_card_whose_holder_must_pass_3ds_is_saved_when_that_is_confirmed()
    {
        XElement begun = await Add("C-1", ThreeDs);
        string number = Of(begun, "pg_payment_id")!;
        Assert.Equal(("pending", "1", null), (Of(begun, "pg_status"), Of(begun, "pg_3ds"), Of(begun, "pg_card_token")));
        Assert.Equal("8889", Of(await Complete(number), "pg_error_code"));
        Assert.Equal("process", Of(await State("pg_order_id", "C-1"), "pg_payment_status"));
        Assert.Contains("has passed", await Client.GetStringAsync(new Uri(Of(begun, "pg_3d_acsurl")!)), StringComparison.Ordinal);

        XElement saved = await Complete(number);
        Assert.NotNull(Of(saved, "pg_card_token"));
        XElement state = await State("pg_payment_id", number);
        Assert.Equal(("success", Of(saved, "pg_card_token"), "4916-30XX-XXXX-4310"), (Of(state, "pg_payment_status"), Of(state, "pg_card_token"), Of(state, "pg_card_pan")));
        Assert.Equal("120", Of(await Complete(number), "pg_error_code"));
        Assert.Single((await List("7")).Elements("card"));
    }

    [Theory]
    [InlineData("5335215945367703", "9999")]
    [InlineData("5548398681700148", "10009")]
    public async Task A_card_that_fails_is_not_saved_and_its_state_says_why(string card, string code)
    {
        Assert.Equal(code, Of(await Add("C-1", card), "pg_error_code"));
        XElement state = await State("pg_order_id", "C-1");
        Assert.Equal(("error", code, null), (Of(state, "pg_payment_status"), Of(state, "pg_failure_code"), Of(state, "pg_card_token")));
        Assert.Empty((await List("7")).Elements("card"));
        Assert.DoesNotContain(Sandbox.Control.Ledger, static entry => entry.Effect);
    }

    [Fact]
    public async Task A_payment_of_the_same_order_is_found_first()
    {
        await Add("C-1", Good);
        XElement page = await Xml(Signing.Merchant(Sandbox, "/init_payment", ("pg_order_id", "C-1"), ("pg_amount", "25"), ("pg_description", "x")));
        Assert.Equal(Of(page, "pg_payment_id"), Of(await State("pg_order_id", "C-1"), "pg_payment_id"));
    }

    private static string? Of(XElement answer, string name) => answer.Element(name)?.Value;

    private Task<XElement> Add(string order, string card) => Xml(Signing.Merchant(
        Sandbox, "/g2g/cardstorage/add",
        ("pg_order_id", order), ("pg_user_id", "7"), ("pg_card_pan", card), ("pg_card_cvc", "653"), ("pg_card_year", "30"), ("pg_card_month", "12"), ("pg_card_name", "IVAN IVANOV")));

    private Task<XElement> Complete(string number) => Xml(Signing.Merchant(Sandbox, "/g2g/cardstorage/payment_acs", ("pg_payment_id", number), ("pg_md", "m"), ("pg_pares", "p")));

    private Task<XElement> List(string user) => Xml(Signing.Merchant(Sandbox, "/g2g/cardstorage/list", ("pg_user_id", user)));

    private Task<XElement> Remove(string user, string token) => Xml(Signing.Merchant(Sandbox, "/g2g/cardstorage/remove", ("pg_user_id", user), ("pg_card_token", token)));

    private Task<XElement> State(string by, string value) => Xml(Signing.Merchant(Sandbox, "/g2g/status_v2", (by, value)));
}
