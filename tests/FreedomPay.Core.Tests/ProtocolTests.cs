using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Core.Protocols;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

public class ProtocolTests
{
    private static readonly List<JsonObject> Vectors = FindVectors();

    [Fact]
    public void Every_checked_JWS_vector_of_the_contract_comes_out()
    {
        int count = 0;
        int built = 0;
        foreach (JsonObject vector in Checked())
        {
            if ((string?)(vector["jws"] ?? (vector["protected-header"] is null ? null : vector["value"])) is not { } token) continue;
            count++;
            string header = (string)(vector["protected-header"] ?? vector["header"])!;
            byte[] body = Encoding.UTF8.GetBytes((string)(vector["body"] ?? vector["body-text"])!);
            byte[] key = Encoding.UTF8.GetBytes((string)(vector["secret"] ?? vector["key"])!);
            JsonObject members = JsonNode.Parse(header)!.AsObject();
            JwsAlgorithm algorithm = Enum.Parse<JwsAlgorithm>((string)members["alg"]!);
            string[] parts = token.Split('.');
            string detached = parts[0] + ".." + parts[2];

            Assert.Equal(detached, JwsSigner.Sign(header, key, body, algorithm));
            Assert.True(JwsSigner.Verify(token, key, body, algorithm));
            Assert.True(JwsSigner.Verify(detached, key, body, algorithm));
            Assert.False(JwsSigner.Verify(detached, key, body, algorithm == JwsAlgorithm.HS256 ? JwsAlgorithm.HS512 : JwsAlgorithm.HS256));

            // The header of the older invoices is printed otherwise than it was signed there, and the official SDK sends it as it is printed.
            bool byMerchant = members.ContainsKey("merchant_id");
            string sent = byMerchant ? JwsSigner.Sign((string)vector["protected-header-as-printed"]!, key, body, algorithm) : detached;
            built++;
            Assert.Equal(sent, JwsSigner.Sign((string)members["method"]!, (string)(members["uri"] ?? members["path"])!, (members["auth_id"] ?? members["merchant_id"])!.ToString(), key, body, algorithm, byMerchant ? JwsHeaderForm.MerchantId : JwsHeaderForm.AuthId));
        }

        Assert.Equal((5, 5), (count, built));
    }

    [Fact]
    public void Every_checked_pg_vector_of_the_contract_comes_out()
    {
        int count = 0;
        foreach (JsonObject vector in Checked())
        {
            if ((string?)(vector["script"]) is not { } script) continue;
            count++;
            JsonObject fields = (vector["fields"] ?? vector["params"])!.AsObject();
            string secret = (string)vector["secret"]!;
            string expected = (string)(vector["pg_sig"] ?? vector["value"])!;
            Assert.Equal(expected, PgSigner.Sign(script, fields, PgMessage.Form, secret));
            Assert.Equal(expected, PgSigner.Sign(script, fields, PgMessage.Xml, secret));
        }

        Assert.Equal(5, count);
    }

    [Fact]
    public void All_vectors_of_the_contract_are_accounted_for() =>
        // 5 JWS and 5 pg vectors as above, and one of the legacy gift card signature, which is not implemented yet.
        Assert.Equal(11, Checked().Count());

    [Fact]
    public void The_order_of_the_fields_does_not_matter_and_the_signature_is_not_signed()
    {
        JsonObject one = new() { ["b"] = "2", ["a"] = "1", ["pg_sig"] = "x" };
        JsonObject other = new() { ["a"] = "1", ["b"] = "2" };
        Assert.Equal(PgSigner.Sign("s", one, PgMessage.Form, "k"), PgSigner.Sign("s", other, PgMessage.Form, "k"));
    }

    [Fact]
    public void Names_are_ordered_by_ordinal_and_empty_values_take_part() =>
        Assert.Equal(
            PgSigner.Sign("s", new JsonObject { ["x"] = "B;;a;i" }, PgMessage.Form, "k"),
            PgSigner.Sign("s", new JsonObject { ["i"] = "i", ["a"] = "a", ["Z"] = "", ["B"] = "B" }, PgMessage.Form, "k"));

    [Fact]
    public void The_items_of_a_form_list_are_ordered_as_the_documented_sample_does_and_those_of_XML_as_they_came()
    {
        JsonObject message = new() { ["l"] = new JsonArray([.. Enumerable.Range(0, 12).Select(i => new JsonObject { ["v"] = $"{i}" })]) };
        Assert.Equal(PgSigner.Sign("s", new JsonObject { ["x"] = "0;10;1;11;2;3;4;5;6;7;8;9" }, PgMessage.Form, "k"), PgSigner.Sign("s", message, PgMessage.Form, "k"));
        Assert.Equal(PgSigner.Sign("s", new JsonObject { ["x"] = "0;1;2;3;4;5;6;7;8;9;10;11" }, PgMessage.Xml, "k"), PgSigner.Sign("s", message, PgMessage.Xml, "k"));
    }

    [Theory]
    [InlineData("/g2g/payment", "payment")]
    [InlineData("/init_payment.php?x=1/2", "init_payment.php")]
    [InlineData("/g2g/payment_page/", "")]
    public void The_script_name_is_what_stands_after_the_last_slash(string path, string script) => Assert.Equal(script, PgSigner.ScriptName(path));

    [Fact]
    public void A_form_flattens_objects_and_lists_and_keeps_the_text_of_numbers()
    {
        var body = new JsonObject
        {
            ["pg_amount"] = 1500.50m,
            ["pg_none"] = null,
            ["pg_flag"] = true,
            ["pg_off"] = false,
            ["pg_empty"] = "",
            ["pg_receipt_positions"] = new JsonArray(new JsonObject { ["count"] = 1, ["name"] = "Чай & Co" }, new JsonObject { ["count"] = JsonNode.Parse("2.00") }),
        };
        IReadOnlyList<KeyValuePair<string, string>> fields = PgForm.Fields(body);
        Assert.Equal(
            ["pg_amount=1500.50", "pg_flag=1", "pg_off=0", "pg_empty=", "pg_receipt_positions[0][count]=1", "pg_receipt_positions[0][name]=Чай & Co", "pg_receipt_positions[1][count]=2.00"],
            fields.Select(f => $"{f.Key}={f.Value}"));
        Assert.EndsWith("&pg_receipt_positions%5B0%5D%5Bname%5D=%D0%A7%D0%B0%D0%B9+%26+Co&pg_receipt_positions%5B1%5D%5Bcount%5D=2.00", PgForm.Encode(fields), StringComparison.Ordinal);
    }

    [Fact]
    public void XML_becomes_objects_with_repeated_siblings_as_lists()
    {
        Assert.True(PgXml.TryParse("<?xml version=\"1.0\"?>\n<root a=\"b\"><!-- c --><pg_a>x &amp; <![CDATA[<y>]]></pg_a><e/><l><i><v>1</v></i>\n<i><v>2</v></i><i/></l></root>", out JsonObject answer, out _));
        Assert.Equal("""{"pg_a":"x & <y>","e":"","l":{"i":[{"v":"1"},{"v":"2"},""]}}""", answer.ToJsonString(WireText.Json));
    }

    public static TheoryData<string, string> BadXml() => new()
    {
        { "DTD", "<!DOCTYPE r SYSTEM \"file:///etc/passwd\"><r><a>1</a></r>" },
        { "external entity", "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r><a>&x;</a></r>" },
        { "billion laughs", "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><r>&c;</r>" },
        { "undeclared entity", "<r><a>&x;</a></r>" },
        { "depth", string.Concat(Enumerable.Repeat("<a>", 100_000)) },
        { "elements", "<r>" + string.Concat(Enumerable.Repeat("<a/>", PgXml.MaxElements + 1)) + "</r>" },
        { "truncated", "<r><a>1</a>" },
        { "empty", "" },
        { "text", "OK" },
        { "text in the root", "<r>OK</r>" },
        { "mixed content", "<r><a>x<b>1</b></a></r>" },
        { "mixed content after", "<r><a><b>1</b>x</a></r>" },
        { "two roots", "<r/><r/>" },
        { "HTML", "<html><body><br></body></html>" },
        { "unknown encoding", "<?xml version=\"1.0\" encoding=\"nonsense\"?><r><a>1</a></r>" },
    };

    [Theory, MemberData(nameof(BadXml))]
    public void XML_that_is_malformed_or_hostile_is_not_read(string what, string xml)
    {
        Assert.False(PgXml.TryParse(xml, out JsonObject answer, out string error) && what != "unknown encoding");
        Assert.False(PgXml.TryParse(Encoding.UTF8.GetBytes(xml), out answer, out error));
        Assert.Empty(answer);
        Assert.DoesNotContain("passwd", error, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BadJson() => new()
    {
        { "truncated", "{\"a\":1" },
        { "duplicate", "{\"a\":1,\"a\":2}" },
        { "duplicate by escape", "{\"a\":1,\"\\u0061\":2}" },
        { "nested duplicate", "{\"b\":[{\"a\":1,\"a\":1}]}" },
        { "depth", new string('[', 100_000) },
        { "number", "5" },
        { "string", "\"ok\"" },
        { "null", "null" },
        { "trailing junk", "{} x" },
        { "two documents", "{}{}" },
        { "trailing comma", "{\"a\":1,}" },
        { "comment", "{/* */}" },
        { "half a surrogate pair", "{\"a\":\"\\ud800\"}" },
        { "half a surrogate pair in a name", "{\"\\ud800\":1}" },
        { "HTML", "<html></html>" },
        { "empty", "" },
    };

    [Theory, MemberData(nameof(BadJson))]
    public void JSON_that_is_malformed_or_ambiguous_is_not_read(string what, string json)
    {
        _ = what;
        Assert.False(JsonAnswer.TryParse(Encoding.UTF8.GetBytes(json), out JsonObject answer, out string error));
        Assert.Empty(answer);
        Assert.NotEmpty(error);
    }

    [Fact]
    public void JSON_keeps_the_text_of_numbers_and_wraps_a_list()
    {
        Assert.True(JsonAnswer.TryParse(Encoding.UTF8.GetBytes("\uFEFF[{\"a\":1500.50,\"b\":12345678901234567890123,\"c\":null,\"d\":\"Ә\"}]"), out JsonObject answer, out _));
        Assert.Equal("""{"items":[{"a":1500.50,"b":12345678901234567890123,"c":null,"d":"Ә"}]}""", answer.ToJsonString(WireText.Json));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_before_anything_is_sent() =>
        Assert.Throws<ArgumentException>(() => WireText.JsonBytes(new JsonObject { ["name"] = "\ud83d" }));

    private static IEnumerable<JsonObject> Checked() => Vectors.Where(v => (bool?)v["x-checked"] == true);

    private static List<JsonObject> FindVectors()
    {
        var found = new List<JsonObject>();
        Walk(Fixture.Contract(), found);
        return found;
    }

    private static void Walk(JsonNode? node, List<JsonObject> found)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode? item in list) Walk(item, found);
        }
        else if (node is JsonObject members)
        {
            if (members.ContainsKey("x-checked")) found.Add(members);
            foreach (KeyValuePair<string, JsonNode?> member in members) Walk(member.Value, found);
        }
    }
}
