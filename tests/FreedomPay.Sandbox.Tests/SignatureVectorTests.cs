using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Authentication;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Tests;

/// <summary>The vectors of the contract that are marked as checked, against the sandbox's verifiers.</summary>
public sealed class SignatureVectorTests
{
    public static TheoryData<string, int> JwsVectors
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string family in new[] { "card", "partner", "gateway-async" })
            {
                for (int i = 0; i < Jws(family).Count; i++)
                {
                    if ((bool)Jws(family)[i]!["x-checked"]!) data.Add(family, i);
                }
            }

            return data;
        }
    }

    public static TheoryData<string, int> PgVectors
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string family in new[] { "gateway", "merchant" })
            {
                for (int i = 0; i < Pg(family).Count; i++)
                {
                    if ((bool)Pg(family)[i]!["x-checked"]!) data.Add(family, i);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(JwsVectors))]
    public void A_checked_jws_of_the_contract_is_right_and_a_changed_body_makes_it_wrong(string family, int index)
    {
        JsonNode vector = Jws(family)[index]!;
        JsonNode header = JsonNode.Parse((string)(vector["protected-header"] ?? vector["header"])!)!;
        var expected = new JwsExpectation
        {
            Paths = [(string)header["uri"]!],
            Method = (string)header["method"]!,
            Algorithms = [(string)header["alg"]!],
            CallerId = (string)header["auth_id"]!,
            Secret = (string)(vector["secret"] ?? vector["key"])!,
        };
        byte[] body = Encoding.UTF8.GetBytes((string)(vector["body-text"] ?? vector["body"])!);
        string value = (string)(vector["value"] ?? vector["jws"])!;

        Assert.Null(JwsVerifier.Verify(value, body, expected));
        Assert.NotNull(JwsVerifier.Verify(value, [.. body, (byte)' '], expected));
        Assert.NotNull(JwsVerifier.Verify(value, body, expected with { Secret = "another" }));
        Assert.NotNull(JwsVerifier.Verify(value, body, expected with { Paths = ["/elsewhere"] }));
        Assert.NotNull(JwsVerifier.Verify(value, body, expected with { Method = "GET" }));
        Assert.NotNull(JwsVerifier.Verify(value, body, expected with { CallerId = "1" }));
        Assert.NotNull(JwsVerifier.Verify(value, body, expected with { Algorithms = ["none"] }));
    }

    [Fact]
    public void The_older_invoice_signature_of_the_contract_is_right_without_its_payload()
    {
        JsonNode vector = ContractSamples.At("merchant", "x-signature", "jws-invoice-init", "test-vectors")[0]!;
        string[] parts = ((string)vector["value"]!).Split('.');
        var expected = new JwsExpectation { Paths = ["/v5/merchant/invoice/init"], Algorithms = ["HS512"], CallerId = "123456", Secret = (string)vector["secret"]!, OlderInvoice = true };
        byte[] body = Encoding.UTF8.GetBytes((string)vector["body"]!);

        Assert.Null(JwsVerifier.Verify(parts[0] + ".." + parts[2], body, expected));
        Assert.NotNull(JwsVerifier.Verify((string)vector["value"]!, body, expected));
    }

    [Theory]
    [MemberData(nameof(PgVectors))]
    public void A_checked_pg_sig_of_the_contract_is_right(string family, int index)
    {
        JsonNode vector = Pg(family)[index]!;
        WireNode message = WireNode.FromJson(System.Text.Json.JsonDocument.Parse((vector["fields"] ?? vector["params"])!.ToJsonString()).RootElement);
        string value = (string)(vector["pg_sig"] ?? vector["value"])!;

        Assert.Equal(value, PgSigner.Sign((string)vector["script"]!, message, (string)vector["secret"]!));
        Assert.True(PgSigner.Verify((string)vector["script"]!, message.Add("pg_sig", value), (string)vector["secret"]!));
        Assert.False(PgSigner.Verify("another", message, (string)vector["secret"]!));
    }

    [Fact]
    public void The_checked_legacy_signature_of_the_contract_is_right()
    {
        JsonNode vector = ContractSamples.At("card", "x-signature", "legacy-sign", "test-vectors").AsArray().Single(item => (bool)item!["x-checked"]!)!;
        string secret = (string)vector["secret"]!;
        byte[] body = Encoding.UTF8.GetBytes(((string)vector["string-to-hash"]!)[..^secret.Length]);
        Assert.Equal((string)vector["value"]!, LegacySignVerifier.Sign(body, secret));
    }

    [Fact]
    public void Item_ten_of_a_form_list_is_signed_before_item_one()
    {
        WireNode message = FormReader.UrlEncoded(string.Join('&', Enumerable.Range(0, 11).Select(i => $"pg_list[{i}][name]=n{i}")) + "&pg_a=first&pg_z=last")!;
        string signature = Signing.PgString(["script", "first", "n0", "n10", .. Enumerable.Range(1, 9).Select(i => "n" + i), "last", "secret"]);
        Assert.Equal(signature, PgSigner.Sign("script", message, "secret"));
    }

    [Fact]
    public void A_name_that_is_another_name_plus_a_digit_may_be_ordered_by_the_flat_rule_when_there_is_a_list()
    {
        // pg_param1 is third, pg_param10 second: the flat keys are pg_param10002 and pg_param1003.
        WireNode message = FormReader.UrlEncoded("pg_list[0]=item&pg_param10=ten&pg_param1=one")!;
        string flat = Signing.PgString(["script", "item", "ten", "one", "secret"]);
        string plain = Signing.PgString(["script", "item", "one", "ten", "secret"]);
        Assert.NotEqual(flat, plain);
        Assert.True(PgSigner.Verify("script", FormReader.UrlEncoded("pg_list[0]=item&pg_param10=ten&pg_param1=one&pg_sig=" + flat)!, "secret"));
        Assert.True(PgSigner.Verify("script", message.Add("pg_sig", plain), "secret"));
    }

    private static JsonArray Jws(string family) => family == "gateway-async"
        ? ContractSamples.At(family, "x-signature", "vectors").AsArray()
        : ContractSamples.At(family, "x-signature", "jws", "test-vectors").AsArray();

    private static JsonArray Pg(string family) => family == "gateway"
        ? ContractSamples.At(family, "x-signature", "vectors").AsArray()
        : ContractSamples.At(family, "x-signature", "pg", "test-vectors").AsArray();
}
