using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Tests;

/// <summary>What the tests of the Gateway API have in common: payments, their states, and the way through the page of a bank.</summary>
public abstract partial class GatewayTest : SandboxTest
{
    /// <summary>A documented card of which nothing else is said but that it pays.</summary>
    protected const string Good = "4400444400004440";

    /// <summary>The documented card that asks for 3-D Secure and can be cleared.</summary>
    protected const string ThreeDs = "4916307416334310";

    protected const string TermUrl = "http://127.0.0.1:8123/term?a=1&b=2";

    private int orders;

    protected static (string Name, string Value)[] CardFields(string number) =>
        [("pg_card_pan", number), ("pg_card_cvc", "012"), ("pg_card_year", "30"), ("pg_card_month", "02"), ("pg_card_name", "IVAN IVANOV")];

    protected Task<XElement> Gateway(string path, params (string Name, string Value)[] fields) => Xml(Signing.Merchant(Sandbox, "/g2g/" + path, fields));

    /// <summary>A payment of 25.00 by the fields of a card, a token or a wallet.</summary>
    protected Task<XElement> Pay(params (string Name, string Value)[] fields)
    {
        (string Name, string Value)[] all = [("pg_order_id", "G-" + ++orders), ("pg_amount", "25.00"), ("pg_description", "x")];
        return Gateway("payment", [.. all.Where(field => !fields.Any(given => given.Name == field.Name)), .. fields]);
    }

    protected Task<XElement> PayByCard(string number, params (string Name, string Value)[] more) => Pay([.. CardFields(number), .. more]);

    protected Task<XElement> StatusOf(string paymentId) => Gateway("status_v2", ("pg_payment_id", paymentId));

    protected async Task<string> WordOf(string paymentId) => (await StatusOf(paymentId)).Element("pg_payment_status")!.Value;

    protected Task<XElement> Complete(string paymentId, string md, string paRes) =>
        Gateway("paymentAcs", ("pg_payment_id", paymentId), ("pg_md", md), ("pg_pares", paRes));

    protected static string Id(XElement answer) => answer.Element("pg_payment_id")!.Value;

    /// <summary>The code of a refusal; empty where there is none.</summary>
    protected static string Code(XElement answer) => answer.Element("pg_error_code")?.Value ?? "";

    /// <summary>What the page of the bank would send to the shop: MD and PaRes of one who passes, and of one who refuses.</summary>
    protected async Task<(string Md, string Passed, string Refused)> Visit(XElement payment)
    {
        (HttpResponseMessage response, string html) = await Send(ToBank(payment, TermUrl));
        Assert.Equal(200, (int)response.StatusCode);
        Match[] forms = [.. BankForm().Matches(html).Cast<Match>()];
        Assert.Equal(["pass", "refuse"], forms.Select(form => form.Groups["id"].Value));
        Assert.All(forms, form => Assert.Equal(TermUrl, WebUtility.HtmlDecode(form.Groups["action"].Value)));
        string[] md = [.. forms.Select(form => WebUtility.HtmlDecode(form.Groups["md"].Value)).Distinct()];
        return (Assert.Single(md), WebUtility.HtmlDecode(forms[0].Groups["pares"].Value), WebUtility.HtmlDecode(forms[1].Groups["pares"].Value));
    }

    protected static HttpRequestMessage ToBank(XElement payment, string? termUrl)
    {
        List<KeyValuePair<string, string>> fields = [KeyValuePair.Create("MD", payment.Element("pg_3d_md")!.Value), KeyValuePair.Create("PaReq", payment.Element("pg_3d_pareq")!.Value)];
        if (termUrl is not null) fields.Add(KeyValuePair.Create("TermUrl", termUrl));
        return new HttpRequestMessage(HttpMethod.Post, payment.Element("pg_3d_acsurl")!.Value) { Content = new FormUrlEncodedContent(fields) };
    }

    /// <summary>Holds an answer against its schema in the contract.</summary>
    protected static void Fits(string schema, XElement answer)
    {
        ContractDocument document = ContractDocument.All.Single(one => one.Family == "gateway");
        List<SchemaError> errors = new SchemaValidator(document, textual: true).Validate(document.At("#/components/schemas/" + schema), XmlMessage.Read(answer.ToString())!.ToJson());
        Assert.True(errors.Count == 0, answer + string.Join("; ", errors));
    }

    /// <summary>What the ledger says was done and what was not, by operation.</summary>
    protected IEnumerable<string> Deeds() => Sandbox.Control.Ledger.Select(static entry => (entry.Effect ? "" : "not ") + entry.OperationId);

    [GeneratedRegex("""<form id="(?<id>[a-z]+)" method="post" action="(?<action>[^"]*)"><input type="hidden" name="MD" value="(?<md>[^"]*)"><input type="hidden" name="PaRes" value="(?<pares>[^"]*)"><button type="submit">[^<]+</button></form>""")]
    private static partial Regex BankForm();
}
