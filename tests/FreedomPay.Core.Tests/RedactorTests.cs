using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

public class RedactorTests
{
    private readonly Redactor redactor = new([new Secret("s3cr&t \"Ключ\"")]);

    [Fact]
    public void Every_field_that_the_contract_calls_sensitive_is_masked_by_name()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach ((_, JsonNode? document) in Fixture.Contract()) Collect(document, document!.AsObject(), "", names);
        Assert.True(names.Count > 100, $"only {names.Count} names were found; the walk is broken");
        Assert.DoesNotContain(names, n => !Redactor.IsSensitiveName(n));
    }

    [Theory]
    [InlineData("PG_CARD_PAN")]
    [InlineData("pgCardPan")]
    [InlineData("Secret-Key")]
    [InlineData("X-JWS-Signature")]
    [InlineData("apikey")]
    [InlineData("api_key")]
    [InlineData("pin_block")]
    [InlineData("card_no")]
    [InlineData("cvv_code")]
    public void Names_are_compared_without_case_and_separators(string name) => Assert.True(Redactor.IsSensitiveName(name));

    [Theory]
    [InlineData("pg_amount")]
    [InlineData("request_id")]
    [InlineData("status")]
    [InlineData("error_code")]
    [InlineData("pg_idempotency_key")]
    [InlineData("X-Request-Id")]
    public void What_a_reader_needs_is_not_masked(string name) => Assert.False(Redactor.IsSensitiveName(name));

    [Theory]
    [InlineData("card 4111111111111111 declined", "card 411111******1111 declined")]
    [InlineData("4111 1111 1111 1111", "411111******1111")]
    [InlineData("no. 12, 4111-1111-1111-1111, 34", "no. 12, 411111******1111, 34")]
    [InlineData("PAN4111111111111111x", "PAN411111******1111x")]
    [InlineData("4111111111111112", "4111111111111112")]
    [InlineData("12345678901234567890123", "***")]
    [InlineData("track 41111111111111111225987 read", "track *** read")]
    [InlineData("request 41111111-1111-4111-8111-411111111111 failed", "request 41111111-1111-4111-8111-411111111111 failed")]
    [InlineData("order 42 of 2026-03-01", "order 42 of 2026-03-01")]
    [InlineData("Authorization: Bearer abc.def-ghi", "Authorization: Bearer ***")]
    [InlineData("Authorization: Basic dXNlcjpwYXNz==", "Authorization: Basic ***")]
    [InlineData("pg_sig=27934ad84996597949a97ff4d23d73ab&x", "pg_sig=***&x")]
    [InlineData("<pg_sig>27934ad84996597949a97ff4d23d73ab</pg_sig>", "<pg_sig>***</pg_sig>")]
    [InlineData("<pg_sig>27934ad84996597949a97ff4d23d73ab</pg_sig></response>", "<pg_sig>***</pg_sig></response>")]
    [InlineData("sig eyJhbGciOiJIUzI1NiJ9..5xVbhml5y1Uw1TYQ_d end", "sig *** end")]
    [InlineData("the key is s3cr&t \"Ключ\".", "the key is ***.")]
    [InlineData("k=s3cr%26t+%22%D0%9A%D0%BB%D1%8E%D1%87%22", "k=***")]
    public void Text_is_masked(string text, string expected) => Assert.Equal(expected, redactor.Text(text));

    [Theory]
    [InlineData("4111.1111.1111.1111")]
    [InlineData("4111/1111/1111/1111")]
    [InlineData("4111_1111_1111_1111")]
    [InlineData("4111,1111,1111,1111")]
    [InlineData("4111\n1111\r\n1111\n1111")]
    [InlineData("4111  1111  1111  1111")]
    [InlineData("4111 - 1111 - 1111 - 1111")]
    [InlineData("4111\u200b1111\u200b1111\u200b1111")]
    [InlineData("4111\u20091111\u202f1111\u30001111")]
    [InlineData("4111\u20121111\u20141111\u22121111")]
    [InlineData("4111&nbsp;1111&nbsp;1111&nbsp;1111")]
    [InlineData("/cards/4111%201111%201111%201111")]
    [InlineData("4111%2D1111%C2%A01111%E2%80%911111")]
    [InlineData("['4111','1111','1111','1111']")]
    [InlineData("41.11.11.11.11.11.11.11")]
    [InlineData("41111111/11111111")]
    [InlineData("４１１１１１１１１１１１１１１１")]
    [InlineData("4111\\u00a01111\\u00A01111\\u00a01111")]
    [InlineData("4111\\u20091111\\t1111\\u002d1111")]
    [InlineData("4111&#xa0;1111&#160;1111&nbsp;1111")]
    [InlineData("4111&thinsp;1111&#8201;1111&ensp;1111")]
    [InlineData("4111%25201111%25201111%25201111")]
    [InlineData("4111&amp;nbsp;1111&amp;nbsp;1111&amp;nbsp;1111")]
    [InlineData("4,111,111,111,111,111")]
    [InlineData("4.111.111.111.111.111")]
    [InlineData("4'111'111'111'111'111")]
    [InlineData("4\u202f111\u202f111\u202f111\u202f111\u202f111")]
    [InlineData("4\u066c111\u066c111\u066c111\u066c111\u066c111")]
    [InlineData("4\\u00a0111\\u00a0111\\u00a0111\\u00a0111\\u00a0111")]
    [InlineData("٤١١١ ١١١١ ١١١١ ١١١١")]
    public void A_card_number_is_masked_in_whatever_groups_and_digits_it_is_written(string text)
    {
        string shown = redactor.Text($"card {text} declined");
        Assert.Contains("411111******1111", shown, StringComparison.Ordinal);
        Assert.EndsWith(" declined", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3782.822463.10005", "378282******0005")]
    [InlineData("3056/930902/5904", "305693******5904")]
    [InlineData("378,282,246,310,005", "378282******0005")]
    [InlineData("6304.0000.0000.0000.000", "630400******0000")]
    public void So_are_the_groups_of_other_cards(string text, string expected) => Assert.Equal(expected, redactor.Text(text));

    [Theory]
    [InlineData("\\u0034111111111111111")]
    [InlineData("4111111111111111123")]
    [InlineData("41111111111111111234")]
    [InlineData("94111111111111111")]
    [InlineData("3782822463100051234")]
    public void Of_a_card_number_with_digits_before_or_behind_it_the_CVC_is_not_shown(string text)
    {
        string shown = redactor.Text($"card {text} declined");
        Assert.DoesNotContain(text, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("1111123", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3cr&t/ \\\"Ключ\\\"")]
    [InlineData("s3cr&t\\/ \\\"\\u041a\\u043b\\u044E\\u0447\\\"")]
    [InlineData("s3cr\\u0026t/ \\u0022Ключ\\u0022")]
    [InlineData("s3cr%26t%2f%20%22%d0%9a%d0%bb%d1%8e%d1%87%22")]
    [InlineData("s3cr%26t%2F+%22%D0%9A%D0%BB%D1%8E%D1%87%22")]
    [InlineData("s3cr%2526t%252f%2520%2522%25d0%259a%25d0%25bb%25d1%258e%25d1%2587%2522")]
    [InlineData("s3cr&amp;t/ &quot;Ключ&quot;")]
    [InlineData("s3cr&#38;t&#x2F; &#34;&#1050;&#1083;&#1102;&#1095;&#34;")]
    [InlineData("s3cr&amp;amp;t/ &amp;quot;Ключ&amp;quot;")]
    [InlineData("s3cr\\\\u0026t/ \\\\\\\"Ключ\\\\\\\"")]
    [InlineData("s3cr\\x26t\\x2f\\x20\\x22Ключ\\x22")]
    [InlineData("s3cr%u0026t%u002F%u0020%u0022%u041A%u043B%u044E%u0447%u0022")]
    [InlineData("czNjciZ0LyAi0JrQu9GO0Ycl")]
    public void A_secret_is_found_in_whatever_spelling_it_comes_back(string spelling)
    {
        var known = new Redactor([new Secret("s3cr&t/ \"Ключ\"")]);
        if (spelling.StartsWith("czNj", StringComparison.Ordinal)) spelling = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("s3cr&t/ \"Ключ\""));
        Assert.Equal("the key is ***!", known.Text($"the key is {spelling}!"));
    }

    [Theory]
    [InlineData("it's~~~??>>>ключ")]
    [InlineData("abc?>~abc?>~a")]
    [InlineData("plain-secret-4711")]
    public void A_secret_is_found_in_Base64_of_both_alphabets_with_and_without_padding_and_inside_a_longer_one(string secret)
    {
        var known = new Redactor([new Secret(secret)]);
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(secret);
        string padded = Convert.ToBase64String(bytes);
        string url = padded.Replace('+', '-').Replace('/', '_');
        Assert.All([padded, padded.TrimEnd('='), url, url.TrimEnd('='), Uri.EscapeDataString(padded), padded.Replace("/", "\\/", StringComparison.Ordinal), Convert.ToHexString(bytes), Convert.ToHexString(bytes).ToLowerInvariant()],
            spelling => Assert.Equal("it is ***, no", known.Text($"it is {spelling}, no")));
        Assert.All(["", "x", "xy", "xyz"], before => Assert.Contains("***", known.Text(Convert.ToBase64String([.. System.Text.Encoding.UTF8.GetBytes(before), .. bytes, .. "tail"u8])), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("e")]
    [InlineData("ab")]
    [InlineData("123")]
    public void A_secret_that_is_a_part_of_most_texts_masks_none_of_them(string secret) =>
        Assert.Equal("see the table of 123 cabs", new Redactor([new Secret(secret)]).Text("see the table of 123 cabs"));

    [Fact]
    public void A_secret_that_lies_across_the_cut_of_a_long_text_is_masked_whole()
    {
        const string Known = "secret-\"of\"-many/letters-0123456789";
        var known = new Redactor([new Secret(Known)]);
        string escaped = string.Concat(Known.Select(static c => $"\\u{(int)c:x4}"));
        for (int before = 960; before <= 1001; before++)
        {
            foreach (string spelling in new[] { Known, escaped, "4111 1111 1111 1111", "4111\\u00a01111\\u00a01111\\u00a01111" })
            {
                string line = known.Line(new string('x', before - 1) + " " + spelling + new string(' ', 50) + new string('y', 5000));
                Assert.True(line.Length < 1030, $"{line.Length}");
                Assert.DoesNotContain("secret-", line, StringComparison.Ordinal);
                Assert.DoesNotContain("\\u0073", line, StringComparison.Ordinal);
                Assert.DoesNotContain("4111 ", line, StringComparison.Ordinal);
                Assert.DoesNotContain("4111\\u", line, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_token_whose_end_lies_far_behind_the_cut_is_not_shown()
    {
        string line = redactor.Line(new string('x', 900) + " eyJ" + new string('a', 50_000) + ".b.c");
        Assert.DoesNotContain("eyJ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("corp", redactor.Line(new string('x', 950) + " http://corp" + new string('p', 50_000) + "@proxy"), StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_megabytes_are_cut_before_they_are_masked()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (string part in new[] { "4111 1111 1111 1111 ", "\\u0034111111111111111 ", "12345678901234567890", "&amp;%25", "eyJ", "a.b,c;1" })
        {
            string text = new System.Text.StringBuilder().Insert(0, part, 10_000_000 / part.Length).ToString();
            Assert.True(redactor.Line(text).Length < 1100);
            Assert.True(redactor.Body($$"""{"a":"{{text.Replace("\\", "", StringComparison.Ordinal)}}"}""", null, 1000).Length < 3000);
        }

        // Masking all of one would take as long as all twelve may here.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("failed for http://corp:pw@proxy:3128/ now", "failed for http://***@proxy:3128/ now")]
    [InlineData("(socks5://corp:p@ss@[::1]:1080)", "(socks5://***@[::1]:1080)")]
    [InlineData("http:\\/\\/corp:pw@proxy:3128", "http:\\/\\/***@proxy:3128")]
    [InlineData("https://example.com/a?mail=a@example.com", "https://example.com/a?mail=a@example.com")]
    [InlineData("write to a@example.com or see https://example.com", "write to a@example.com or see https://example.com")]
    public void The_user_of_an_address_is_masked(string text, string expected) => Assert.Equal(expected, redactor.Text(text));

    [Theory]
    [InlineData("2026-01-31 09:30:00 700000001")]
    [InlineData("2026-01-31T09:30:00.1234567+05:00")]
    [InlineData("31.01.2026 09:30:00, 01.02.2026 10:30:00")]
    [InlineData("from 192.168.100.101 to 192.168.100.102, 10.0.0.1")]
    [InlineData("+7 701 123 45 67, +7 702 765 43 21")]
    [InlineData("1500.50, 2500.75, 3500.00, 4500.25")]
    [InlineData("orders 1001, 1002, 1003, 1004, 1005, 1006")]
    [InlineData("2021, 2022, 2023, 2024, 2025, 2026")]
    [InlineData("100,200,300,400,500; 123,456,789,012,345")]
    [InlineData("1,234,567.00 and 12,345,678,901.50 KZT")]
    [InlineData("C:\\new\\table\\file of 100% & 50%")]
    [InlineData("40, 41, 42, 43, 44, 45, 46, 47, 48, 49")]
    [InlineData("version 10.0.26100.4652 of 4.8.9037.0")]
    [InlineData("41111111.11111111")]
    [InlineData("019ab688-bef2-72c4-aa29-d0e08be76d95, 41111111-1111-4111-8111-411111111111")]
    [InlineData("1767225600000000000")]
    [InlineData("202601310930001234")]
    [InlineData("rows 1/4, 2/4, 3/4, 4/4; 4 of 4: 100% in 12:34:56")]
    public void What_is_no_card_number_stays_readable(string text) => Assert.Equal(text, redactor.Text(text));

    [Fact]
    public void A_JSON_body_is_masked_by_name_and_keeps_its_shape() => Assert.Equal(
        """{"amount":100,"from":{"card":{"pan":"***","cvc":"***","month":"***"}},"note":"411111******1111","mine":"***","error":{"code":"9403"},"code":"***","empty":{"phone":""},"data":{"x":["***",true,null]}}""",
        redactor.Body("""{"amount":100,"from":{"card":{"pan":"4111111111111111","cvc":"123","month":12}},"note":"4111111111111111","mine":"m","error":{"code":"9403"},"code":"abc","empty":{"phone":""},"data":{"x":[1,true,null]}}""", ["Mine"]));

    [Fact]
    public void A_form_body_is_masked_by_name() => Assert.Equal(
        "pg_amount=25&pg_card_pan=***&a[0][pg_user_phone]=***&pg_description=411111******1111&pg_sig=***",
        redactor.Body("pg_amount=25&pg_card_pan=4111111111111111&a%5B0%5D%5Bpg_user_phone%5D=77010000000&pg_description=4111+1111+1111+1111&pg_sig=27934ad84996597949a97ff4d23d73ab", null));

    [Fact]
    public void An_XML_body_is_masked_by_name() => Assert.Equal(
        "<response><pg_status>ok</pg_status><pg_card_token>***</pg_card_token><l><i><pg_user_email>***</pg_user_email></i><i>b &amp; c</i></l></response>",
        redactor.Body("<?xml version=\"1.0\"?><response><pg_status>ok</pg_status><pg_card_token>t-1</pg_card_token><l><i><pg_user_email>a@b.kz</pg_user_email></i><i>b &amp; c</i></l></response>", null));

    [Theory]
    [InlineData("{\"pan\":\"4111111111111111\",\"cvc\":\"123\"")]
    [InlineData("<r><cvc>123")]
    [InlineData("my cvc is 123")]
    public void A_body_that_cannot_be_read_is_not_shown(string body) => Assert.DoesNotContain("123", redactor.Body(body, null), StringComparison.Ordinal);

    [Theory]
    [InlineData("4405645000006150", true)]
    [InlineData("run-4405 6450 0000 6150", true)]
    [InlineData("8600490744313347", true)]
    [InlineData("1767225600006", false)]
    [InlineData("20260131093000122", false)]
    [InlineData("41111111-1111-4111-8111-411111111111", false)]
    [InlineData("A-1001", false)]
    public void What_may_be_no_key_begins_and_adds_up_like_a_card_number(string text, bool holds) => Assert.Equal(holds, Redactor.HoldsCardNumber(text));

    [Theory]
    [InlineData("PIN-code")]
    [InlineData("card_pin")]
    [InlineData("cvv_code")]
    [InlineData("cardCVC2")]
    [InlineData("NewPin")]
    [InlineData("ПИН")]
    [InlineData("ПИН-код")]
    [InlineData("Пароль")]
    [InlineData("API-Key")]
    public void A_name_with_the_word_for_a_secret_is_one(string name) => Assert.True(SecretNames.Contains(name));

    [Theory]
    [InlineData("Shipping")]
    [InlineData("pinned")]
    [InlineData("spin_count")]
    [InlineData("Option")]
    [InlineData("LastName")]
    [InlineData("token_type")]
    [InlineData("")]
    public void A_name_that_only_sounds_like_a_secret_is_none(string name) => Assert.False(SecretNames.Contains(name));

    [Fact]
    public void Secrets_and_credentials_do_not_print_themselves()
    {
        var credential = new Credential("id", new Secret("hidden-value"));
        Assert.Equal("***", credential.Secret.ToString());
        Assert.DoesNotContain("hidden-value", $"{credential} {credential.Secret}", StringComparison.Ordinal);
    }

    // A property is sensitive when it, its schema by reference, or the items of its list are marked.
    private static void Collect(JsonNode? node, JsonObject root, string leaf, SortedSet<string> names)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode? item in list) Collect(item, root, leaf, names);
            return;
        }

        if (node is not JsonObject members) return;
        // A scheme of HTTP stands in the header Authorization; its name in the contract is on no wire.
        if (members.ContainsKey("x-sensitive") && members["scheme"] is null) names.Add((string?)members["name"] ?? leaf);
        if (members["in"] is JsonValue && members["name"] is JsonValue name && IsSensitive(members["schema"], root, 0)) names.Add((string)name!);
        if (members["properties"] is JsonObject properties)
        {
            foreach ((string property, JsonNode? schema) in properties)
            {
                if (IsSensitive(schema, root, 0)) names.Add(property);
            }
        }

        foreach ((string key, JsonNode? child) in members) Collect(child, root, key, names);
    }

    private static bool IsSensitive(JsonNode? node, JsonObject root, int depth)
    {
        if (node is not JsonObject schema || depth > 20) return false;
        if (schema.ContainsKey("x-sensitive")) return true;
        if ((string?)schema["$ref"] is { } reference)
        {
            JsonNode? target = root;
            foreach (string part in reference[2..].Split('/')) target = target?[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
            Assert.NotNull(target);
            if (IsSensitive(target, root, depth + 1)) return true;
        }

        return new[] { "allOf", "oneOf", "anyOf" }.Any(k => schema[k] is JsonArray any && any.Any(s => IsSensitive(s, root, depth + 1))) || IsSensitive(schema["items"], root, depth + 1);
    }
}
