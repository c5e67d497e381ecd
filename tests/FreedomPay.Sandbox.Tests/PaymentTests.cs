using System.Net.Http.Json;
using System.Text;
using System.Xml.Linq;

namespace FreedomPay.Sandbox.Tests;

public sealed class PaymentTests : SandboxTest
{
    [Fact]
    public async Task A_payment_is_new_with_its_amount_as_sent_and_paid_when_the_test_says_so()
    {
        XElement created = await Xml(Signing.Merchant(Sandbox, "/init_payment", ("pg_order_id", "23"), ("pg_amount", "25.00"), ("pg_description", "Чай & <сахар>")));
        Assert.Equal("ok", created.Element("pg_status")!.Value);
        Assert.StartsWith(Sandbox.BaseUri + "pay.html?customer=", created.Element("pg_redirect_url")!.Value, StringComparison.Ordinal);
        Assert.Equal("need data", created.Element("pg_redirect_url_type")!.Value);
        string id = created.Element("pg_payment_id")!.Value;
        Assert.Contains("sandbox", await Client.GetStringAsync(new Uri(created.Element("pg_redirect_url")!.Value)), StringComparison.Ordinal);

        XElement status = await Xml(Signing.Merchant(Sandbox, "/get_status3.php", ("pg_order_id", "23")));
        Assert.Equal(("25.00", "KZT", "new", id), (status.Element("pg_amount")!.Value, status.Element("pg_currency")!.Value, status.Element("pg_payment_status")!.Value, status.Element("pg_payment_id")!.Value));

        using HttpResponseMessage paid = await Client.PostAsJsonAsync(new Uri(Sandbox.BaseUri, "/_sandbox/pay"), new { payment_id = id });
        Assert.Equal(200, (int)paid.StatusCode);
        status = await Xml(Signing.Merchant(Sandbox, "/get_status3.php", ("pg_payment_id", id)));
        Assert.Equal(("success", "1"), (status.Element("pg_payment_status")!.Value, status.Element("pg_captured")!.Value));
    }

    [Theory]
    [InlineData("/init_payment")]
    [InlineData("/init_payment.php")]
    public async Task Answers_are_signed_with_the_script_that_was_called(string path)
    {
        XElement created = await Xml(Signing.Merchant(Sandbox, path, ("pg_amount", "25"), ("pg_description", "x")));
        Assert.Equal(Signature(created, path[1..]), created.Element("pg_sig")!.Value);
    }

    [Fact]
    public async Task A_repeated_idempotency_key_makes_no_second_payment()
    {
        await Xml(Signing.Merchant(Sandbox, "/init_payment", ("pg_amount", "25"), ("pg_description", "x"), ("pg_idempotency_key", "k")));
        XElement repeat = await Xml(Signing.Merchant(Sandbox, "/init_payment", ("pg_amount", "25"), ("pg_description", "x"), ("pg_idempotency_key", "k")));
        Assert.Equal(("error", "9991"), (repeat.Element("pg_status")!.Value, repeat.Element("pg_error_code")!.Value));
        Assert.Equal(1, State().GetProperty("counts").GetProperty("payments").GetInt32());
        Assert.Equal([true, false], Sandbox.Control.Ledger.Select(entry => entry.Effect));
    }

    [Fact]
    public async Task An_unknown_payment_is_11068_without_a_signature()
    {
        XElement answer = await Xml(Signing.Merchant(Sandbox, "/get_status3.php", ("pg_payment_id", "1")));
        Assert.Equal("11068", answer.Element("pg_error_code")!.Value);
        Assert.Null(answer.Element("pg_sig"));
    }

    [Fact]
    public async Task An_unknown_merchant_is_9998_without_a_signature()
    {
        XElement answer = await Xml(Signing.Merchant(Sandbox, "/init_payment", ("pg_merchant_id", "1"), ("pg_amount", "25"), ("pg_description", "x")));
        Assert.Equal("9998", answer.Element("pg_error_code")!.Value);
        Assert.Null(answer.Element("pg_sig"));
    }

    [Theory]
    [InlineData("1500,50")]
    [InlineData("1kb")]
    [InlineData("0x10")]
    [InlineData("1e3")]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("100000000")]
    [InlineData(" 25")]
    public async Task An_amount_in_another_form_is_refused_by_name_and_signed(string amount)
    {
        XElement answer = await Xml(Signing.Merchant(Sandbox, "/init_payment", ("pg_amount", amount), ("pg_description", "x")));
        Assert.Equal("9403", answer.Element("pg_error_code")!.Value);
        Assert.Contains("pg_amount", answer.Element("pg_error_description")!.Value, StringComparison.Ordinal);
        Assert.Equal(Signature(answer, "init_payment"), answer.Element("pg_sig")!.Value);
        Assert.Empty(Sandbox.Control.Ledger);
    }

    [Fact]
    public async Task Receipt_positions_may_come_as_nested_form_fields_and_are_validated()
    {
        XElement answer = await Xml(Positions("0"));
        Assert.Equal("ok", answer.Element("pg_status")!.Value);
        answer = await Xml(Positions("none"));
        Assert.Contains("pg_receipt_positions.0.count", answer.Element("pg_error_description")!.Value, StringComparison.Ordinal);

        HttpRequestMessage Positions(string kind)
        {
            string count = kind == "none" ? "none" : "2";
            // Flat order: pg_amount, pg_description, pg_merchant_id, pg_receipt_positions (count, name), pg_salt.
            string signature = Signing.PgString(["init_payment", "25", "x", Sandbox.Credentials.MerchantId, count, "Tea", "salt", Sandbox.Credentials.MerchantSecret]);
            string form = $"pg_merchant_id={Sandbox.Credentials.MerchantId}&pg_amount=25&pg_description=x&pg_receipt_positions%5B0%5D%5Bname%5D=Tea&pg_receipt_positions[0][count]={count}&pg_salt=salt&pg_sig={signature}";
            return new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseUri, "/init_payment")) { Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded") };
        }
    }

    [Fact]
    public async Task A_multipart_form_is_read_like_an_urlencoded_one()
    {
        string signature = Signing.PgString(["init_payment", "25", "Чай", Sandbox.Credentials.MerchantId, "salt", Sandbox.Credentials.MerchantSecret]);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Sandbox.Credentials.MerchantId), "pg_merchant_id" }, { new StringContent("25"), "pg_amount" }, { new StringContent("Чай"), "pg_description" }, { new StringContent("salt"), "pg_salt" }, { new StringContent(signature), "pg_sig" },
        };
        XElement answer = await Xml(new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseUri, "/init_payment")) { Content = form });
        Assert.Equal("ok", answer.Element("pg_status")!.Value);
    }

    [Fact]
    public async Task The_payout_secret_does_not_sign_a_payment()
    {
        List<KeyValuePair<string, string>> fields = [KeyValuePair.Create("pg_merchant_id", Sandbox.Credentials.MerchantId), KeyValuePair.Create("pg_amount", "25"), KeyValuePair.Create("pg_description", "x"), KeyValuePair.Create("pg_salt", "salt")];
        fields.Add(KeyValuePair.Create("pg_sig", Signing.Pg("init_payment", fields, Sandbox.Credentials.PayoutSecret)));
        XElement answer = await Xml(new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseUri, "/init_payment")) { Content = new FormUrlEncodedContent(fields) });
        Assert.Equal("1100", answer.Element("pg_error_code")!.Value);
    }

    [Fact]
    public async Task A_hold_is_captured_once_in_whole_or_in_part_and_then_given_back()
    {
        string id = await Paid(("pg_auto_clearing", "0"));
        Assert.Equal(("success", "0", "0"), await StateOf(id));
        Assert.Equal("120", await CodeOf("/revoke", id));
        Assert.Equal("9403", await CodeOf("/do_capture.php", id, ("pg_clearing_amount", "25.01")));

        XElement captured = await Xml(Signing.Merchant(Sandbox, "/do_capture.php", ("pg_payment_id", id), ("pg_clearing_amount", "20")));
        Assert.Equal(("ok", "25.00", "20"), (captured.Element("pg_status")!.Value, captured.Element("pg_amount")!.Value, captured.Element("pg_clearing_amount")!.Value));
        Assert.Equal(("success", "1", "20"), await StateOf(id));
        Assert.Equal(["120", "120"], [await CodeOf("/do_capture.php", id), await CodeOf("/cancel", id)]);

        Assert.Equal("", await CodeOf("/revoke", id, ("pg_refund_amount", "5.50")));
        Assert.Equal("9403", await CodeOf("/revoke", id, ("pg_refund_amount", "14.51")));
        Assert.Equal("", await CodeOf("/revoke", id));
        Assert.Equal("9403", await CodeOf("/revoke", id));
        XElement status = await Xml(Signing.Merchant(Sandbox, "/get_status3.php", ("pg_payment_id", id)));
        Assert.Equal("-20.00", status.Element("pg_refund_amount")!.Value);
        Assert.Equal(["-5.50", "-14.50"], status.Element("pg_refund_payments")!.Elements("pg_refund_payment").Select(static refund => refund.Element("pg_amount")!.Value));
        Assert.Equal(["createPayment", "clearPayment", "refundPayment", "refundPayment"], Sandbox.Control.Ledger.Where(static entry => entry.Effect).Select(static entry => entry.OperationId));
    }

    [Fact]
    public async Task A_hold_is_released_and_releasing_it_again_is_refused()
    {
        string id = await Paid(("pg_auto_clearing", "0"));
        Assert.Equal(["", "120"], [await CodeOf("/cancel", id), await CodeOf("/cancel", id)]);
        Assert.Equal([true], Sandbox.Control.Ledger.Where(static entry => entry.OperationId == "cancelPayment").Select(static entry => entry.Effect));
        Assert.Equal(("revoked", "0", "0"), await StateOf(id));
        Assert.Single((await Xml(Signing.Merchant(Sandbox, "/get_status3.php", ("pg_payment_id", id)))).Element("pg_revoked_payments")!.Elements("pg_revoked_payment"));
        Assert.Equal(["120", "120"], [await CodeOf("/do_capture.php", id), await CodeOf("/revoke", id)]);
    }

    [Fact]
    public async Task What_nobody_paid_is_neither_captured_nor_released_nor_given_back()
    {
        string id = (await Xml(Signing.Merchant(Sandbox, "/init_payment", ("pg_amount", "25.00"), ("pg_description", "x")))).Element("pg_payment_id")!.Value;
        foreach (string path in new[] { "/do_capture.php", "/cancel", "/revoke" })
        {
            Assert.Equal("120", await CodeOf(path, id));
            Assert.Equal("11068", await CodeOf(path, "1"));
        }
    }

    [Fact]
    public async Task A_refund_with_a_key_that_was_used_gives_nothing_back()
    {
        string id = await Paid();
        Assert.Equal(["", "9991"], [await CodeOf("/revoke", id, ("pg_refund_amount", "1"), ("pg_idempotency_key", "r")), await CodeOf("/revoke", id, ("pg_refund_amount", "1"), ("pg_idempotency_key", "r"))]);
        Assert.Equal([true, false], Sandbox.Control.Ledger.Where(static entry => entry.OperationId == "refundPayment").Select(static entry => entry.Effect));
    }

    private async Task<string> Paid(params (string Name, string Value)[] more)
    {
        XElement created = await Xml(Signing.Merchant(Sandbox, "/init_payment", [("pg_amount", "25.00"), ("pg_description", "x"), .. more]));
        string id = created.Element("pg_payment_id")!.Value;
        Assert.True(Sandbox.Control.Pay(id));
        return id;
    }

    private async Task<(string Status, string Captured, string Amount)> StateOf(string id)
    {
        XElement status = await Xml(Signing.Merchant(Sandbox, "/get_status3.php", ("pg_payment_id", id)));
        return (status.Element("pg_payment_status")!.Value, status.Element("pg_captured")!.Value, status.Element("pg_clearing_amount")!.Value);
    }

    /// <summary>The code of a refusal; empty where there is none.</summary>
    private async Task<string> CodeOf(string path, string id, params (string Name, string Value)[] more) =>
        (await Xml(Signing.Merchant(Sandbox, path, [("pg_payment_id", id), .. more]))).Element("pg_error_code")?.Value ?? "";

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task The_page_for_the_CVC_is_a_page_and_no_charge(string method)
    {
        XElement card = await Xml(Signing.Merchant(Sandbox, $"/v1/merchant/{Sandbox.Credentials.MerchantId}/cardstorage/add2", ("pg_user_id", "u"), ("pg_back_link", "https://example.com/")));
        Assert.True(Sandbox.Control.Pay(card.Element("pg_payment_id")!.Value));
        XElement list = await Xml(Signing.Merchant(Sandbox, $"/v1/merchant/{Sandbox.Credentials.MerchantId}/cardstorage/list", ("pg_user_id", "u")));
        string token = list.Element("card")!.Element("pg_card_token")!.Value;
        XElement created = await Xml(Signing.Merchant(Sandbox, $"/v1/merchant/{Sandbox.Credentials.MerchantId}/card/init", ("pg_order_id", "T"), ("pg_amount", "25"), ("pg_description", "x"), ("pg_user_id", "u"), ("pg_card_token", token)));
        string id = created.Element("pg_payment_id")!.Value;

        HttpRequestMessage request = Signing.Merchant(Sandbox, $"/v1/merchant/{Sandbox.Credentials.MerchantId}/card/pay", ("pg_payment_id", id));
        if (method == "GET") request = new HttpRequestMessage(HttpMethod.Get, request.RequestUri + "?" + await request.Content!.ReadAsStringAsync());
        (HttpResponseMessage response, string body) = await Send(request);

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(id, body, StringComparison.Ordinal);
        XElement status = await Xml(Signing.Merchant(Sandbox, "/get_status3.php", ("pg_payment_id", id)));
        Assert.Equal("new", status.Element("pg_payment_status")!.Value);
    }

    private string Signature(XElement answer, string script) =>
        Signing.Pg(script, answer.Elements().Where(element => element.Name != "pg_sig").Select(element => KeyValuePair.Create(element.Name.LocalName, element.Value)), Sandbox.Credentials.MerchantSecret);
}
