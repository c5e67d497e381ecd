using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Protocols;
using FreedomPay.Core.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace FreedomPay.Core.Tests;

public class PropertyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void Parsers_never_throw_for_random_bytes_or_for_damaged_documents()
    {
        Prop.ForAll<byte[]>(bytes =>
        {
            _ = PgXml.TryParse(bytes, out _, out _);
            _ = PgXml.TryParse(Encoding.Latin1.GetString(bytes), out _, out _);
            _ = JsonAnswer.TryParse(bytes, out _, out _);
            RetryAfterParses(Encoding.Latin1.GetString(bytes));
        }).Check(Thorough);
        byte[] xml = Encoding.UTF8.GetBytes(Fixture.SignedXml("<pg_status>ok</pg_status><l><i>&amp;</i><i>Ә</i></l>"));
        byte[] json = Encoding.UTF8.GetBytes("""{"a":[1,2.5e3,{"b":"Ә\u0041"}],"c":null,"d":true}""");
        Prop.ForAll<int, byte>((at, value) =>
        {
            _ = PgXml.TryParse(Damaged(xml, at, value), out _, out _);
            _ = JsonAnswer.TryParse(Damaged(json, at, value), out _, out _);
        }).Check(Thorough);
    }

    [Fact]
    public async Task Any_bytes_as_the_answer_of_an_act_leave_it_unknown_or_say_something_definite()
    {
        var time = new ManualTimeProvider();
        foreach (byte[] bytes in ArbMap.Default.GeneratorFor<byte[]>().Sample(200))
        {
            ApiOutcome jws = await Fixture.SendAsync(Fixture.Jws(Safety.Unkeyed), time, Steps.Answer(200, bytes, "application/json"));
            Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (jws.State, jws.Fault!.Cause));
            ApiOutcome pg = await Fixture.SendAsync(Fixture.Pg(Safety.Unkeyed), time, Steps.Answer(200, bytes, "application/xml"));
            Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (pg.State, pg.Fault!.Cause));
        }
    }

    [Fact]
    public void A_JWS_verifies_and_any_change_of_one_byte_breaks_it() =>
        Prop.ForAll<byte[], NonEmptyArray<byte>, int>((body, key, at) =>
        {
            foreach (JwsAlgorithm algorithm in Enum.GetValues<JwsAlgorithm>())
            {
                string token = JwsSigner.Sign("POST", "/v5/x", "1", key.Get, body, algorithm);
                if (!JwsSigner.Verify(token, key.Get, body, algorithm)) return false;
                char[] changed = token.ToCharArray();
                int index = (int)((uint)at % changed.Length);
                changed[index] = changed[index] == 'A' ? 'B' : 'A';
                if (JwsSigner.Verify(new string(changed), key.Get, body, algorithm)) return false;
                if (body.Length > 0 && JwsSigner.Verify(token, key.Get, Damaged(body, at, 1), algorithm)) return false;
                // HMAC pads a short key with zeros, so the last byte is changed, not one appended.
                if (JwsSigner.Verify(token, Damaged(key.Get, key.Get.Length - 1, 1), body, algorithm)) return false;
            }

            return true;
        }).Check(Thorough);

    [Fact]
    public void A_pg_message_verifies_and_any_change_of_one_value_breaks_it() =>
        Prop.ForAll<NonEmptyString, NonEmptyString, NonEmptyString>((a, b, secret) =>
        {
            JsonObject message = new() { ["pg_a"] = Clean(a.Get), ["pg_n"] = new JsonObject { ["z"] = "1", ["l"] = new JsonArray(Clean(b.Get), "2") } };
            message["pg_sig"] = PgSigner.Sign("s", message, PgMessage.Xml, secret.Get);
            if (!PgSigner.Verify("s", message, PgMessage.Xml, secret.Get)) return false;
            if (PgSigner.Verify("t", message, PgMessage.Xml, secret.Get) || PgSigner.Verify("s", message, PgMessage.Xml, secret.Get + "x")) return false;
            message["pg_a"] = Clean(a.Get) + "!";
            return !PgSigner.Verify("s", message, PgMessage.Xml, secret.Get);
        }).Check(Thorough);

    // The other computation is written apart from the signer, over what a browser would read of the address.
    [Fact]
    public void A_signed_address_holds_every_field_as_given_and_a_signature_that_another_computation_makes_too() =>
        Prop.ForAll<NonEmptyString, NonNull<string>, NonEmptyString>((secret, text, name) =>
        {
            string value = Clean(text.Get), key = Clean(secret.Get), field = "x" + string.Concat(name.Get.Where(char.IsAsciiLetterOrDigit));
            using var handler = new ScriptedHandler();
            using ApiClient client = Fixture.Client(handler, new ManualTimeProvider(), new ConnectionSettings
            {
                BaseUri = new Uri("https://api.example/"),
                Merchant = new Credential("9970", new Secret(key)),
            });
            Uri address = client.SignedAddress(Fixture.Opened(new JsonObject { ["pg_amount"] = "25.00", [field] = value, ["pg_z"] = "z" }), out ApiOutcome? refusal)!;

            Dictionary<string, string> read = address.Query[1..].Split('&').Select(pair => pair.Split('='))
                .ToDictionary(pair => System.Net.WebUtility.UrlDecode(pair[0]), pair => System.Net.WebUtility.UrlDecode(pair[1]));
            string signed = string.Join(';', read.Where(pair => pair.Key != "pg_sig").OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).Prepend("payment.php").Append(key));
#pragma warning disable CA5351 // pg_sig is MD5 by the contract
            string expected = Convert.ToHexString(System.Security.Cryptography.MD5.HashData(Encoding.UTF8.GetBytes(signed)));
#pragma warning restore CA5351
            return refusal is null && read[field] == value && read["pg_merchant_id"] == "9970" && string.Equals(read["pg_sig"], expected, StringComparison.OrdinalIgnoreCase)
                && handler.Sent.Count == 0;
        }).Check(Thorough);

    [Fact]
    public void A_form_decodes_to_what_was_encoded() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            string clean = Clean(text.Get);
            string encoded = PgForm.Encode([KeyValuePair.Create("k", clean)]);
            return encoded.All(char.IsAscii) && System.Net.WebUtility.UrlDecode(encoded[2..]) == clean;
        }).Check(Thorough);

    [Fact]
    public void No_known_secret_passes_the_redactor_in_any_surroundings() =>
        Prop.ForAll<NonEmptyString, NonNull<string>, NonNull<string>>((secret, before, after) =>
        {
            string value = Clean(secret.Get);
            // A shorter one is a part of most texts, and Connect-FreedomPay takes none.
            if (value.Trim('*').Length == 0 || value.Length < Redactor.LeastOfSecret) return true;
            var redactor = new Redactor([new Secret(value)]);
            return !redactor.Text(Clean(before.Get) + value + Clean(after.Get) + value + value).Contains(value, StringComparison.Ordinal);
        }).Check(Thorough);

    [Fact]
    public void No_known_secret_passes_the_redactor_in_any_escapes() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), Gen.Choose(0, 5).ArrayOf(2).ToArbitrary(), Gen.Choose(0, 1).ArrayOf(64).ToArbitrary(), (secret, styles, mask) =>
        {
            string value = Clean(secret.Get);
            if (value.Trim('*').Length == 0 || value.Length < Redactor.LeastOfSecret) return true;
            string written = value;
            foreach (int style in styles) written = Escaped(written, style, mask);
            return !new Redactor([new Secret(value)]).Text($"<{written}>").Contains(written, StringComparison.Ordinal);
        }).Check(Thorough);

    [Fact]
    public void No_card_number_passes_the_redactor_in_any_surroundings() =>
        Prop.ForAll(
            Gen.Choose(13, 19).SelectMany(n => Gen.Choose(0, 9).ArrayOf(n - 1)).ToArbitrary(),
            Gen.Elements("", " ", "-").ToArbitrary(),
            ArbMap.Default.ArbFor<NonNull<string>>(),
            (digits, separator, noise) =>
            {
                string text = string.Concat(digits.Select(d => (char)('0' + d)));
                string pan = Enumerable.Range(0, 10).Select(d => text + d.ToString(CultureInfo.InvariantCulture)).First(Luhn);
                string written = string.Join(separator, pan.Chunk(4).Select(c => new string(c)));
                string surroundings = new([.. noise.Get.Where(c => c is < '0' or > '9')]);
                string shown = new Redactor([]).Text(surroundings + written + surroundings);
                return !shown.Contains(written, StringComparison.Ordinal) && !shown.Contains(pan, StringComparison.Ordinal);
            }).Check(Thorough);

    [Fact]
    public void No_card_number_of_a_scheme_passes_the_redactor_whatever_stands_between_its_groups() =>
        Prop.ForAll(
            Gen.Elements("4", "51", "2221", "2202", "62", "8600", "9860").SelectMany(begin => Gen.Choose(0, 9).ArrayOf(15 - begin.Length).Select(rest => begin + string.Concat(rest))).ToArbitrary(),
            Gen.Elements(" ", "-", ".", "/", "_", ",", ", ", " - ", "\n", "\r\n", "\u200b", "\u2009", "\u2014", "%20", "%2D", "&nbsp;", "|", ":", "\t\t").ToArbitrary(),
            Gen.Elements("0０٠०".ToCharArray()).ToArbitrary(),
            (begun, separator, zero) =>
            {
                string pan = Enumerable.Range(0, 10).Select(d => begun + d.ToString(CultureInfo.InvariantCulture)).First(Luhn);
                string written = string.Join(separator, pan.Chunk(4).Select(c => string.Concat(c.Select(d => (char)(zero + (d - '0'))))));
                return new Redactor([]).Text($"card {written}!") == $"card {pan[..6]}******{pan[12..]}!";
            }).Check(Thorough);

    [Fact]
    public void Timestamps_amounts_addresses_and_ids_stay_readable() =>
        Prop.ForAll<DateTime, decimal, uint>((time, amount, address) =>
        {
            string ip = new System.Net.IPAddress(address).ToString();
            string number = Math.Round(Math.Abs(amount) % 1_000_000_000m, 2).ToString(CultureInfo.InvariantCulture);
            string text = FormattableString.Invariant($"{time:yyyy-MM-dd HH:mm:ss}, {time:dd.MM.yyyy HH:mm}: {number} KZT, {Guid.NewGuid()} from {ip}");
            return new Redactor([]).Text(text) == text;
        }).Check(Thorough);

    [Fact]
    public void Ids_are_ordered_unique_and_of_version_7_also_when_the_clock_stands_still_or_steps_back()
    {
        var time = new ManualTimeProvider();
        var ids = new List<string>();
        for (int i = 0; i < 20_000; i++)
        {
            if (i % 7000 == 6999) time.Advance(TimeSpan.FromMilliseconds(i % 2 == 0 ? 5 : -5));
            ids.Add(Uuid7.NewId(time));
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id));
        var fresh = new ManualTimeProvider();
        Assert.Equal(fresh.GetUtcNow().ToUnixTimeMilliseconds(), long.Parse(Uuid7.NewId(fresh)[..13].Remove(8, 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Comparison_in_constant_time_is_comparison() =>
        Prop.ForAll<byte[], byte[]>((a, b) => FixedTime.AreEqual(a, b) == a.AsSpan().SequenceEqual(b) && FixedTime.AreEqual(a, a)).Check(Thorough);

    private static void RetryAfterParses(string text) => Assert.False(Resilience.RetryAfter.Parse(text, DateTimeOffset.UnixEpoch) < TimeSpan.Zero);

    private static byte[] Damaged(byte[] bytes, int at, byte value)
    {
        byte[] copy = [.. bytes];
        int index = (int)((uint)at % copy.Length);
        copy[index] ^= value;
        return copy;
    }

    // Half a surrogate pair has no UTF-8, and what cannot be sent cannot be asked about.
    private static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static bool Luhn(string digits) => digits.Reverse().Select((c, i) => i % 2 == 0 ? c - '0' : (c - '0') * 2 / 10 + (c - '0') * 2 % 10).Sum() % 10 == 0;

    // Each character as it is or escaped, those always that the style itself needs.
    private static string Escaped(string text, int style, int[] mask)
    {
        var written = new System.Text.StringBuilder();
        int i = 0;
        for (int at = 0; at < text.Length;)
        {
            string plain = text.Substring(at, char.IsSurrogatePair(text, at) ? 2 : 1);
            at += plain.Length;
            int code = plain.Length == 2 ? char.ConvertToUtf32(plain, 0) : plain[0];
            bool isFree = mask[i++ % mask.Length] == 0;
            written.Append(style switch
            {
                0 when !isFree || plain is "\\" or "\"" => string.Concat(plain.Select(static c => $"\\u{(int)c:x4}")),
                1 when !isFree || plain is "\\" or "\"" => string.Concat(plain.Select(static c => $"\\u{(int)c:X4}")),
                2 when !isFree || plain is "%" => string.Concat(System.Text.Encoding.UTF8.GetBytes(plain).Select(static b => $"%{b:x2}")),
                3 when !isFree || plain is "%" => string.Concat(System.Text.Encoding.UTF8.GetBytes(plain).Select(static b => $"%{b:X2}")),
                4 when !isFree || plain is "&" => FormattableString.Invariant($"&#{code};"),
                5 when !isFree || plain is "&" => $"&#x{code:X};",
                _ => plain,
            });
        }

        return written.ToString();
    }
}
