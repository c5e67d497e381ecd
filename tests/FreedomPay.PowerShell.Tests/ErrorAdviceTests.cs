using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FreedomPay.Operations;

namespace FreedomPay.PowerShell.Tests;

/// <summary>Every code of the contract that has a meaning has one here, in both languages, and advice that fits it.</summary>
public sealed partial class ErrorAdviceTests
{
    private static readonly JsonObject Contract = Read();

    public static TheoryData<string, string> Codes()
    {
        var codes = new TheoryData<string, string>();
        JsonNode gateway = Contract["gateway"]!["x-errors"]!;
        IEnumerable<string> pg = [.. Meant(Contract["merchant"]!["x-errors"]!["pg"]!["codes"]!), .. Meant(gateway["documented"]!), .. Meant(gateway["secondary"]!["codes"]!), .. Meant(gateway["legacy"]!["codes"]!)];
        foreach (string code in pg.Distinct()) codes.Add("refundPayment", code);
        foreach (string code in Meant(Contract["card"]!["x-errors"]!["gift-cards"]!["codes"]!).Where(code => code != "0")) codes.Add("confirmGiftCard", code);
        foreach (string code in Meant(Contract["merchant"]!["x-errors"]!["installment"]!["codes"]!)) codes.Add("createInstallmentApplication", code);
        foreach (string code in Meant(Contract["gateway-async"]!["x-errors"]!["documented"]!)) codes.Add("asyncCreatePayment", code);
        codes.Add("exchangeFreedomIdToken", "100101");
        return codes;
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_of_the_contract_has_a_meaning_and_advice(string operationId, string code)
    {
        string? advice = Advice(operationId, code);
        Assert.NotNull(advice);
        Assert.Matches($@"^Code {code}: \w.*\. \w.*\.$", advice);
    }

    [Fact]
    public void Both_languages_have_the_same_codes()
    {
        Dictionary<string, string> english = Texts("ErrorCodes.resx"), russian = Texts("ErrorCodes.ru.resx");
        Assert.Equal(english.Keys, russian.Keys);
        Assert.All(russian.Values, text => Assert.Matches(@"\p{IsCyrillic}", text));
        Expect.None(from pair in english
                    let kept = Command().Matches(pair.Value).Select(match => match.Value)
                    from word in kept
                    where !russian[pair.Key].Contains(word, StringComparison.Ordinal)
                    select $"{pair.Key}: {word}");
    }

    [Fact]
    public void A_code_means_what_it_means_in_its_own_list_only()
    {
        Assert.Contains("no such payment", Advice("getPaymentStatus", "11068"), StringComparison.Ordinal);
        Assert.Null(Advice("issueCard", "11068"));
        Assert.Null(Advice("confirmGiftCard", "11068"));
        Assert.Null(Advice("getInvoiceInfo", "11068"));
        Assert.Null(Advice("getPaymentStatus", "1"));
    }

    [Fact]
    public void An_asynchronous_payment_has_the_codes_of_the_gateway_but_for_its_own_and_advice_with_its_own_cmdlets()
    {
        Assert.Contains("limit", Advice("asyncReadPayment", "10012"), StringComparison.Ordinal);
        Assert.Contains("cannot be cancelled", Advice("gatewayCancelPayment", "10012"), StringComparison.Ordinal);
        Assert.Equal(Advice("gatewayPayByCard", "10009"), Advice("asyncReadPayment", "10009"));
        Assert.Contains("Get-FreedomPayPayment", Advice("gatewayPayByCard", "120"), StringComparison.Ordinal);
        Assert.Contains("Get-FreedomPayAsyncPayment", Advice("asyncReadPayment", "120"), StringComparison.Ordinal);
    }

    private static string? Advice(string operationId, string code) =>
        ErrorAdvice.AdviceOf(operationId, OperationCatalog.Find(operationId)!.Family, code);

    private static IEnumerable<string> Meant(JsonNode codes) =>
        from code in codes.AsObject()
        let meaning = (code.Value is JsonObject described ? described["meaning"] : code.Value)!.ToString()
        where !meaning.StartsWith("not given", StringComparison.Ordinal) && !meaning.StartsWith("placeholder", StringComparison.Ordinal)
        select code.Key;

    private static Dictionary<string, string> Texts(string file) => XElement.Load(Path.Combine(Repository.Root, "src", "FreedomPay.PowerShell", "Texts", file))
        .Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    private static JsonObject Read()
    {
        using Stream stream = typeof(ErrorAdviceTests).Assembly.GetManifestResourceStream("contract.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }

    [GeneratedRegex(@"\b[A-Z]\w+-[A-Z]\w+|-[A-Z]\w+")]
    private static partial Regex Command();
}
