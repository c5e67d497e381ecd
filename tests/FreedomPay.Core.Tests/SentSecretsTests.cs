using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

/// <summary>What a request holds of secrets, an answer may repeat.</summary>
public class SentSecretsTests
{
    private const string Id = "019ab688-4711-72c4-aa29-d0e08be76d95";
    private readonly ManualTimeProvider time = new();
    private readonly RecordingTrace trace = new();

    [Fact]
    public async Task A_PIN_that_an_error_repeats_is_shown_nowhere()
    {
        string answer = """{"error":{"code":"E4711","message":"PIN 4711 is too simple: 4711","errors":{"pin":["4711 is refused"]}},"note":"got 4711","number":4711}""";
        (ApiOutcome outcome, string all) = await SendAsync(Request(new JsonObject { ["pin"] = "4711", ["card_id"] = "c-1" }, ["pin"]), Steps.Json(answer, 400));
        Assert.DoesNotContain("4711", all, StringComparison.Ordinal);
        Assert.Equal("PIN *** is too simple: ***", outcome.Fault!.Description);
        Assert.Equal("E***", outcome.Fault.Code);
    }

    [Fact]
    public async Task A_CVC_of_three_digits_is_masked_as_a_word_of_what_the_API_says_and_codes_and_amounts_stay()
    {
        string answer = """{"error":{"code":"402","message":"CVC 402 (\u00340\u0032) is wrong, 1402 and 40.402 are not","errors":{"cvc":["402","not 402!"]}},"amount":"402","note":"you sent 402","id":"402-a"}""";
        (ApiOutcome outcome, string all) = await SendAsync(Request(new JsonObject { ["card"] = new JsonObject { ["cvc"] = "402" } }), Steps.Json(answer, 402));
        Assert.Equal("CVC *** (***) is wrong, 1402 and 40.402 are not", outcome.Fault!.Description);
        Assert.Equal("402", outcome.Fault.Code);
        Assert.Contains("HTTP 402", outcome.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(["***", "not ***!"], outcome.Fault.FieldErrors["cvc"]);
        Assert.Contains("\"amount\":\"402\"", all, StringComparison.Ordinal);
        Assert.Contains("\"note\":\"you sent ***\"", all, StringComparison.Ordinal);
        Assert.DoesNotContain("CVC 402", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_megabytes_of_error_text_are_read_in_a_moment_and_shown_in_part()
    {
        string text = new System.Text.StringBuilder().Insert(0, "4111 1111 1111 1111, pin 4711\\/ ", 300_000).ToString();
        string fields = string.Join(",", Enumerable.Range(0, 20_000).Select(static i => $"\"f{i}\":[\"PIN 4711 and 4111111111111111\"]"));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (string answer in new[] { "{\"error\":{\"code\":\"" + text + "\",\"message\":\"" + text + "\"}}", "{\"error\":{\"code\":\"1\",\"message\":\"no\",\"errors\":{" + fields + "}}}" })
        {
            using var handler = new ScriptedHandler(Steps.Json(answer, 400));
            using ApiClient client = Fixture.Client(handler, time, Fixture.Settings(maxBytes: 100 << 20));
            ApiOutcome outcome = await client.SendAsync(Request(new JsonObject { ["pin"] = "4711" }, ["pin"]), trace, CancellationToken.None);
            string all = $"{outcome.Fault!.Message}{outcome.Fault.Description}{outcome.Fault.Code}{string.Concat(outcome.Fault.FieldErrors.Keys)}{trace.All}";
            Assert.DoesNotContain("4711", all, StringComparison.Ordinal);
            Assert.DoesNotContain("4111 1111", all, StringComparison.Ordinal);
            Assert.True(all.Length < 100_000, $"{all.Length}");
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(8), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task A_token_that_is_known_by_its_name_alone_is_shown_in_no_spelling()
    {
        const string Token = "t/o+k en&1";
        string answer = $$$"""{"error":{"message":"no {{{Token}}}, no {{{Uri.EscapeDataString(Token)}}}, no {{{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Token))}}}"}}""";
        (ApiOutcome outcome, string all) = await SendAsync(Request(new JsonObject { ["client"] = new JsonObject { ["card_token"] = Token } }), Steps.Json(answer, 400));
        Assert.Equal("no ***, no ***, no ***", outcome.Fault!.Description);
        Assert.DoesNotContain(Token, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_in_a_nested_form_field_a_list_a_number_or_a_header_is_shown_nowhere()
    {
        var request = new ApiRequest
        {
            OperationId = "o", Method = "POST", Path = "/o", Route = new ApiRoute(WireProtocol.Pg, CredentialKind.Merchant), Safety = Safety.Read,
            Body = new JsonObject { ["card[cvc]"] = "9135", ["mine"] = new JsonArray(864213, "own-value") },
            SensitiveFields = ["mine"],
            Headers = new Dictionary<string, string> { ["Authorization"] = "Custom header-value" },
        };
        (ApiOutcome outcome, _) = await SendAsync(request, Steps.Xml(Fixture.SignedXml("<pg_status>error</pg_status><pg_error_description>9135, 864213, own-value, header-value</pg_error_description>", "o")));
        Assert.Equal("***, ***, ***, ***", outcome.Fault!.Description);
    }

    [Fact]
    public async Task A_status_operation_that_repeats_a_secret_of_the_request_shows_it_nowhere()
    {
        ApiRequest status = Fixture.Jws(body: new JsonObject { ["request_id"] = "r-1" });
        ApiRequest request = Request(new JsonObject { ["pin"] = "840917" }, ["pin"], new StatusProbe(status, static _ => true), Safety.Unkeyed);
        (ApiOutcome outcome, string all) = await SendAsync(request, Steps.Reset, Steps.Json("""{"error":{"message":"nothing known of 840917"}}""", 400));
        Assert.Equal(OutcomeState.Unknown, outcome.State);
        Assert.Contains("nothing known of ***", outcome.Fault!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("840917", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Personal_data_in_an_error_stays_readable_and_so_do_a_card_number_and_what_only_looks_like_a_PIN()
    {
        var body = new JsonObject { ["first_name"] = "Ivan", ["pin"] = "4711", ["otp"] = "1", ["pan"] = "4111111111111111" };
        string answer = $$$"""{"error":{"message":"Ivan, 1 of 2, order 1471199, {{{Id}}}, card 4111111111111111"}}""";
        ApiRequest request = Request(body, ["pin", "otp", "pan"], sensitive: ["first_name", "pin", "otp", "pan"]);
        (ApiOutcome outcome, _) = await SendAsync(request, Steps.Json(answer, 400));
        Assert.Equal($"Ivan, 1 of 2, order 1471199, {Id}, card 411111******1111", outcome.Fault!.Description);
    }

    [Fact]
    public async Task Headers_that_authenticate_and_secrets_in_an_address_are_masked_and_ids_are_not()
    {
        var request = new ApiRequest
        {
            OperationId = "o", Method = "POST", Path = "/o", Route = new ApiRoute(WireProtocol.Jws, CredentialKind.Partner), Safety = Safety.Read, Body = [],
            Headers = new Dictionary<string, string> { ["X-Api-Key"] = "key-value", ["X-Auth-Token"] = "token-value", ["X-Client-Secret"] = "other-value", ["X-Request-Id"] = "id-value", ["Idempotency-Key"] = "idem-value" },
        };
        await SendAsync(request, Steps.Json("""{"error":{"message":"no"}}""", 400, ("Location", "https://example.com/back?code=code-value&state=s-1#access_token=access-value"), ("X-Session-Token", "session-value")));
        string all = trace.All;
        Assert.All(["key-value", "token-value", "other-value", "code-value", "access-value", "session-value"], value => Assert.DoesNotContain(value, all, StringComparison.Ordinal));
        Assert.All(["id-value", "idem-value", "https://example.com/back?code=***&state=s-1#access_token=***"], value => Assert.Contains(value, all, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_credential_of_HTTP_Basic_is_masked_without_the_word_before_it()
    {
        string credential = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("client:client-secret-1"));
        (ApiOutcome outcome, _) = await SendAsync(Request([]), Steps.Json($$$"""{"error":{"message":"got {{{credential}}}"}}""", 400));
        Assert.Equal("got ***", outcome.Fault!.Description);
    }

    [Fact]
    public void A_request_without_secrets_has_the_redactor_of_its_connection()
    {
        var redactor = new Redactor([new Secret("connection-secret")]);
        Assert.Same(redactor, redactor.For(new JsonObject { ["first_name"] = "Ivan", ["pin"] = "1" }));
        Assert.Equal("*** ***", redactor.For(null, null, new Secret("row-token")).Text("connection-secret row-token"));
    }

    private static ApiRequest Request(JsonObject body, string[]? secret = null, StatusProbe? probe = null, Safety safety = Safety.Read, string[]? sensitive = null) => new()
    {
        OperationId = "o",
        Method = "POST",
        Path = "/v5/o",
        Route = new ApiRoute(WireProtocol.Jws, CredentialKind.Partner),
        Safety = safety,
        Body = body,
        RequestId = "r-1",
        SensitiveFields = sensitive,
        SecretFields = secret,
        Probe = probe,
    };

    private async Task<(ApiOutcome Outcome, string All)> SendAsync(ApiRequest request, params Step[] script)
    {
        using var handler = new ScriptedHandler(script);
        using ApiClient client = Fixture.Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(request, trace, CancellationToken.None);
        handler.AssertPlayed();
        ApiFault fault = outcome.Fault!;
        return (outcome, $"{trace.All} {fault.Message} {fault.Code} {fault.Description} {string.Join(" ", fault.FieldErrors.SelectMany(field => field.Value.Append(field.Key)))}");
    }
}
