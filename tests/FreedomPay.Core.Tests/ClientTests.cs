using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Protocols;
using FreedomPay.Core.Tests.Support;
using static FreedomPay.Core.Tests.Support.Fixture;

namespace FreedomPay.Core.Tests;

public class ClientTests
{
    private readonly ManualTimeProvider time = new();

    [Fact]
    public async Task The_bytes_that_are_signed_are_the_bytes_that_are_sent_with_Cyrillic_as_it_is()
    {
        SentRequest sent = await SentAsync(Jws(body: new JsonObject { ["name"] = "Әлия <&> '\"'", ["amount"] = 1500.50m }, path: "/v5/x?page=2"), "{}");
        Assert.Equal("""{"name":"Әлия <&> '\"'","amount":1500.50}""", sent.Text);
        string token = sent.Headers["X-JWS-Signature"];
        Assert.True(JwsSigner.Verify(token, Encoding.UTF8.GetBytes(PartnerSecret), sent.Body, JwsAlgorithm.HS512));
        Assert.True(Base64Url.TryDecode(token.Split('.')[0], out byte[] header));
        Assert.Equal("""{"uri":"/v5/x","auth_id":"123456","method":"POST","params":"","alg":"HS512"}""", Encoding.UTF8.GetString(header));
        Assert.Equal("application/json", sent.Headers["Content-Type"]);
        Assert.Equal("https://api.example/v5/x?page=2", sent.Uri.AbsoluteUri);
    }

    [Fact]
    public async Task The_request_may_choose_the_algorithm_and_a_base_path_is_not_signed()
    {
        using var handler = new ScriptedHandler(Steps.Json("{}"));
        using ApiClient client = Client(handler, time, Settings(baseUri: new Uri("http://127.0.0.1:5000/mirror/")));
        var request = new ApiRequest { OperationId = "o", Method = "GET", Path = "/v5/a%20b", Route = new ApiRoute(WireProtocol.Jws, CredentialKind.Partner, JwsAlgorithm: JwsAlgorithm.HS256), Safety = Safety.Read };
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(request, NullWireTrace.Instance, default)).State);
        Assert.Equal("http://127.0.0.1:5000/mirror/v5/a%20b", handler.Sent[0].Uri.AbsoluteUri);
        Assert.True(Base64Url.TryDecode(handler.Sent[0].Headers["X-JWS-Signature"].Split('.')[0], out byte[] header));
        Assert.Equal("""{"uri":"/v5/a%20b","auth_id":"123456","method":"GET","params":"","alg":"HS256"}""", Encoding.UTF8.GetString(header));
        Assert.False(handler.Sent[0].HadContent);
    }

    [Theory]
    [InlineData(Safety.Natural)]
    [InlineData(Safety.Refuse)]
    [InlineData(Safety.Unkeyed)]
    public async Task What_may_act_always_has_content(Safety safety)
    {
        using var handler = new ScriptedHandler(Steps.Json("{}"));
        using ApiClient client = Client(handler, time);
        await client.SendAsync(new ApiRequest { OperationId = "o", Method = "PATCH", Path = "/x", Route = new ApiRoute(WireProtocol.Bearer, CredentialKind.FreedomIdToken), Safety = safety }, NullWireTrace.Instance, default);
        Assert.True(handler.Sent[0].HadContent);
        Assert.Empty(handler.Sent[0].Body);
    }

    [Fact]
    public async Task A_pg_form_is_completed_and_signed_over_the_text_that_is_sent()
    {
        var body = new JsonObject { ["pg_amount"] = 25.00m, ["pg_description"] = "Чай; & Co", ["pg_receipt_positions"] = new JsonArray(new JsonObject { ["name"] = "b", ["count"] = 2 }) };
        SentRequest sent = await SentAsync(Pg(body: body, path: "/init_payment"), SignedXml("<pg_status>ok</pg_status>", "init_payment"), xml: true);
        Dictionary<string, string> form = sent.Form;
        Assert.Equal("application/x-www-form-urlencoded", sent.Headers["Content-Type"]);
        Assert.Equal("9970", form["pg_merchant_id"]);
        Assert.Matches("^[A-Za-z0-9]{24}$", form["pg_salt"]);
        string text = $"init_payment;25.00;Чай; & Co;9970;2;b;{form["pg_salt"]};{MerchantSecret}";
#pragma warning disable CA5351
        Assert.Equal(Convert.ToHexString(System.Security.Cryptography.MD5.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant(), form["pg_sig"]);
#pragma warning restore CA5351
        Assert.Null(body["pg_salt"]);
    }

    [Fact]
    public async Task A_given_merchant_id_is_kept_and_a_GET_carries_the_fields_in_its_query()
    {
        using var handler = new ScriptedHandler(Steps.Xml(SignedXml("<pg_status>ok</pg_status>", "payment.php")));
        using ApiClient client = Client(handler, time);
        var request = new ApiRequest { OperationId = "o", Method = "GET", Path = "/payment.php", Route = new ApiRoute(WireProtocol.Pg, CredentialKind.Merchant), Safety = Safety.Read, Body = new JsonObject { ["pg_merchant_id"] = "7" } };
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(request, NullWireTrace.Instance, default)).State);
        Assert.StartsWith("?pg_merchant_id=7&pg_salt=", handler.Sent[0].Uri.Query, StringComparison.Ordinal);
        Assert.Empty(handler.Sent[0].Body);
    }

    [Fact]
    public async Task A_signed_answer_with_nested_lists_is_believed()
    {
        ApiOutcome outcome = await Fixture.SendAsync(Pg(), time, Steps.Xml(SignedXml("<pg_status>ok</pg_status><pg_refund_payments><pg_refund_payment><pg_b>2</pg_b><pg_a>1</pg_a></pg_refund_payment><pg_refund_payment><pg_a>0</pg_a></pg_refund_payment></pg_refund_payments><pg_empty/>")));
        Assert.Equal(OutcomeState.Succeeded, outcome.State);
        Assert.Equal(2, outcome.Answer!["pg_refund_payments"]!["pg_refund_payment"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_signature_for_another_script_is_not_believed() =>
        Assert.Equal(FaultReason.UntrustedAnswer, (await Fixture.SendAsync(Pg(Safety.Unkeyed), time, Steps.Xml(SignedXml("<pg_status>ok</pg_status>", "payment")))).Fault!.Cause);

    [Theory]
    [InlineData("right", true, "")]
    [InlineData("missing", false, "The answer was not signed.")]
    public async Task An_error_is_a_refusal_and_says_when_it_was_not_signed(string signature, bool valid, string words)
    {
        const string Error = "<pg_status>error</pg_status><pg_error_code>11068</pg_error_code><pg_error_description>no such payment</pg_error_description>";
        ApiOutcome outcome = await Fixture.SendAsync(Pg(Safety.Unkeyed), time, Steps.Xml(signature == "right" ? SignedXml(Error) : $"<response>{Error}</response>"));
        Assert.Equal((OutcomeState.Failed, FaultReason.Refused, valid), (outcome.State, outcome.Fault!.Reason, outcome.Fault.Signed));
        Assert.Equal(("11068", "no such payment"), (outcome.Fault.Code, outcome.Fault.Description));
        Assert.Contains(words, outcome.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"status":"error","error_code":1002,"error_description":"used"}""", "1002", "used")]
    [InlineData("""{"status":"ERROR"}""", null, null)]
    [InlineData("""{"error":{"code":"9403","description":"bad"}}""", "9403", "bad")]
    [InlineData("""{"error":{"message":"Invalid authorization_code.","code":100101}}""", "100101", "Invalid authorization_code.")]
    [InlineData("""{"id":"1","status":"error","response":{"error":{"code":"1202","description":"id"}}}""", "1202", "id")]
    [InlineData("""{"error_code":1001,"error_description":"invalid request"}""", "1001", "invalid request")]
    [InlineData("""{"error":"invalid_client","error_description":"no"}""", "invalid_client", "no")]
    public async Task JSON_refusals_are_recognised_at_HTTP_200(string json, string? code, string? description)
    {
        ApiOutcome outcome = await Fixture.SendAsync(Jws(Safety.Unkeyed), time, Steps.Json(json));
        Assert.Equal((OutcomeState.Failed, FaultReason.Refused, code, description), (outcome.State, outcome.Fault!.Reason, outcome.Fault.Code, outcome.Fault.Description));
    }

    [Theory]
    [InlineData("""{"status":"ok","request_status":"error"}""")]
    [InlineData("""{"status":"ok","error":null}""")]
    [InlineData("""{"status":"ok","error":{"code":0,"description":""}}""")]
    [InlineData("""{"status":"ok","error":{}}""")]
    [InlineData("""{"status":"ok","error":[]}""")]
    [InlineData("""{"status":"ok","error_code":0,"error_description":0}""")]
    [InlineData("""{"status":"ok","error_code":1004}""")]
    [InlineData("{}")]
    public async Task What_only_looks_like_an_error_is_a_success(string json) =>
        Assert.Equal(OutcomeState.Succeeded, (await Fixture.SendAsync(Jws(Safety.Unkeyed), time, Steps.Json(json))).State);

    [Theory]
    [InlineData(400, FaultReason.Refused)]
    [InlineData(404, FaultReason.Refused)]
    [InlineData(409, FaultReason.Refused)]
    [InlineData(422, FaultReason.Refused)]
    [InlineData(401, FaultReason.Unauthorized)]
    [InlineData(403, FaultReason.Unauthorized)]
    public async Task A_refusal_by_HTTP_status_is_final_whatever_its_whole_body_says(int status, FaultReason reason)
    {
        foreach (Step step in new[] { Steps.Status(status), Steps.Json("""{"error":{"message":"m","errors":{"pan":["The field is required."],"n":"x"}}}""", status) })
        {
            ApiOutcome outcome = await Fixture.SendAsync(Jws(Safety.Unkeyed), time, step);
            Assert.Equal((OutcomeState.Failed, reason, status), (outcome.State, outcome.Fault!.Reason, outcome.Fault.HttpStatus));
        }
    }

    [Fact]
    public async Task Errors_by_field_are_kept()
    {
        ApiOutcome outcome = await Fixture.SendAsync(Jws(), time, Steps.Json("""{"error":{"message":"m","errors":{"grants.3":["invalid","4111111111111111"],"n":"x"}}}"""));
        Assert.Equal(["invalid", "411111******1111"], outcome.Fault!.FieldErrors["grants.3"]);
        Assert.Equal(["x"], outcome.Fault.FieldErrors["n"]);
        Assert.EndsWith(": m.\n  grants.3: invalid 411111******1111\n  n: x", outcome.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed_and_tells_nothing(int status)
    {
        foreach (Safety safety in Enum.GetValues<Safety>())
        {
            ApiOutcome outcome = await Fixture.SendAsync(Jws(safety), time, Steps.Status(status, ("Location", "https://evil.example/")));
            Assert.Equal(safety is Safety.Read ? (OutcomeState.Failed, FaultReason.InvalidAnswer) : (OutcomeState.Unknown, FaultReason.OutcomeUnknown), (outcome.State, outcome.Fault!.Reason));
            Assert.Contains("redirect", outcome.Fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Freedom_ID_is_authenticated_by_Basic_or_Bearer_or_by_the_token_of_the_request()
    {
        using var handler = new ScriptedHandler(Steps.Json("{}"), Steps.Json("{}"), Steps.Json("{}"));
        using ApiClient client = Client(handler, time, new ConnectionSettings { BaseUri = new Uri("https://api.example"), FreedomIdClient = Settings().FreedomIdClient, FreedomIdToken = Settings().FreedomIdToken, Timeout = Settings().Timeout });
        ApiRequest Request(WireProtocol protocol, CredentialKind credential, Dictionary<string, string>? headers = null) => new() { OperationId = "o", Method = "POST", Path = "/api/x", Route = new ApiRoute(protocol, credential), Safety = Safety.Unkeyed, Headers = headers };
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Request(WireProtocol.Basic, CredentialKind.FreedomIdClient), NullWireTrace.Instance, default)).State);
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Request(WireProtocol.Bearer, CredentialKind.FreedomIdToken), NullWireTrace.Instance, default)).State);
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Request(WireProtocol.Bearer, CredentialKind.None, new() { ["authorization"] = "Bearer mine" }), NullWireTrace.Instance, default)).State);
        Assert.Equal(["Basic Y2xpZW50OmNsaWVudC1zZWNyZXQtMQ==", "Bearer bearer-token-value-1", "Bearer mine"], handler.Sent.Select(s => s.Headers["Authorization"]));
    }

    [Theory]
    [InlineData(Safety.Read, true)]
    [InlineData(Safety.Natural, true)]
    [InlineData(Safety.Replay, false)]
    [InlineData(Safety.Refuse, false)]
    [InlineData(Safety.Unkeyed, false)]
    public async Task An_empty_answer_is_a_success_only_where_nothing_is_expected_and_a_repeat_does_no_harm(Safety safety, bool accepted)
    {
        ApiOutcome bare = await SendOnceAsync(Jws(safety), Steps.Status(204));
        Assert.Equal(accepted, bare.State is OutcomeState.Succeeded);
        if (accepted) Assert.Empty(bare.Answer!);
        Assert.NotEqual(OutcomeState.Succeeded, (await SendOnceAsync(Jws(safety, answer: "status"), Steps.Status(200))).State);
        Assert.NotEqual(OutcomeState.Succeeded, (await SendOnceAsync(Pg(safety), Steps.Status(200))).State);
    }

    [Fact]
    public async Task A_success_that_lacks_a_required_member_is_named_and_a_refusal_needs_none()
    {
        ApiOutcome lacking = await SendOnceAsync(Jws(answer: ["status", "card_id"]), Steps.Json("""{"status":"ok"}"""));
        Assert.Equal((OutcomeState.Failed, FaultReason.InvalidAnswer), (lacking.State, lacking.Fault!.Reason));
        Assert.Contains("card_id", lacking.Fault.Message, StringComparison.Ordinal);
        ApiOutcome refused = await SendOnceAsync(Jws(answer: ["status", "card_id"]), Steps.Json("""{"status":"error"}"""));
        Assert.Equal(FaultReason.Refused, refused.Fault!.Reason);
        ApiOutcome page = await SendOnceAsync(Pg(), Steps.Xml("<html><head><title>Sign in</title></head></html>"));
        Assert.Equal(FaultReason.InvalidAnswer, page.Fault!.Reason);
    }

    [Fact]
    public async Task Fields_that_cannot_be_written_are_refused_before_anything_is_sent()
    {
        foreach (JsonNode bad in new JsonNode[] { "\ud83d", double.NaN })
        {
            using var handler = new ScriptedHandler();
            using ApiClient client = Client(handler, time);
            foreach (ApiRequest request in new[] { Jws(Safety.Unkeyed, new JsonObject { ["a"] = bad.DeepClone() }), Pg(Safety.Unkeyed, new JsonObject { ["a"] = bad.DeepClone() }) })
            {
                ApiOutcome outcome = await client.SendAsync(request, NullWireTrace.Instance, default);
                Assert.Equal((OutcomeState.NotSent, FaultReason.InvalidInput), (outcome.State, outcome.Fault!.Reason));
            }

            handler.AssertPlayed();
        }
    }

    [Theory]
    [InlineData(ApiHost.Passport)]
    [InlineData(ApiHost.Customer)]
    public async Task Nothing_is_sent_to_a_host_that_nobody_knows(ApiHost host)
    {
        using var handler = new ScriptedHandler();
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(new ApiRequest { OperationId = "o", Method = "GET", Path = "/p", Route = new ApiRoute(WireProtocol.None, CredentialKind.None, host), Safety = Safety.Read }, NullWireTrace.Instance, default);
        Assert.Equal((OutcomeState.NotSent, FaultReason.NoCredential), (outcome.State, outcome.Fault!.Reason));
        handler.AssertPlayed();
    }

    [Fact]
    public async Task A_status_operation_that_acts_is_a_bug_of_the_caller()
    {
        using var handler = new ScriptedHandler();
        using ApiClient client = Client(handler, time);
        await Assert.ThrowsAsync<ArgumentException>(() => client.SendAsync(Jws(Safety.Unkeyed, probe: new StatusProbe(Jws(Safety.Natural), _ => true)), NullWireTrace.Instance, default));
        handler.AssertPlayed();
    }

    [Theory]
    [InlineData(WireProtocol.Jws, CredentialKind.Partner, "-Partner")]
    [InlineData(WireProtocol.Pg, CredentialKind.Merchant, "-Merchant")]
    [InlineData(WireProtocol.Pg, CredentialKind.Payout, "-Payout")]
    [InlineData(WireProtocol.Basic, CredentialKind.FreedomIdClient, "-FreedomId")]
    [InlineData(WireProtocol.Bearer, CredentialKind.FreedomIdToken, "-FreedomIdToken")]
    [InlineData(WireProtocol.Bearer, CredentialKind.FreedomIdUser, "-Token")]
    public async Task A_missing_credential_is_named_and_nothing_is_sent(WireProtocol protocol, CredentialKind credential, string parameter)
    {
        using var handler = new ScriptedHandler();
        using ApiClient client = Client(handler, time, new ConnectionSettings { BaseUri = new Uri("https://api.example") });
        ApiOutcome outcome = await client.SendAsync(new ApiRequest { OperationId = "o", Method = "POST", Path = "/x", Route = new ApiRoute(protocol, credential), Safety = Safety.Read }, NullWireTrace.Instance, default);
        handler.AssertPlayed();
        Assert.Equal((OutcomeState.NotSent, FaultReason.NoCredential), (outcome.State, outcome.Fault!.Reason));
        Assert.EndsWith(parameter + ".", outcome.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://api.freedompay.kz")]
    [InlineData("http://10.0.0.1")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://user:pass@api.freedompay.kz")]
    [InlineData("https://api.freedompay.kz/?a=b")]
    [InlineData("/relative")]
    public void An_address_that_is_not_safe_is_refused(string address)
    {
        var uri = new Uri(address, UriKind.RelativeOrAbsolute);
        Assert.Throws<ArgumentException>(() => new ConnectionSettings { BaseUri = uri });
        Assert.Throws<ArgumentException>(() => new ConnectionSettings { BaseUri = new Uri("https://x"), PassportUri = uri });
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost")]
    [InlineData("http://[::1]:5000")]
    public void Plain_http_to_loopback_is_allowed(string address) => Assert.NotNull(new ConnectionSettings { BaseUri = new Uri(address) });

    [Theory]
    [InlineData("x")]
    [InlineData("//evil.example/x")]
    [InlineData("/a/../b")]
    [InlineData("/a/%2e%2e/b")]
    [InlineData("/a/./b")]
    [InlineData("/a\\b")]
    [InlineData("/a b")]
    [InlineData("/a#b")]
    [InlineData("/a\nb")]
    public async Task A_path_that_would_be_sent_otherwise_than_signed_is_refused(string path)
    {
        using var handler = new ScriptedHandler();
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(Jws(path: path), NullWireTrace.Instance, default);
        Assert.Equal((OutcomeState.NotSent, FaultReason.InvalidInput), (outcome.State, outcome.Fault!.Reason));
        handler.AssertPlayed();
    }

    [Theory]
    [InlineData("X-Id", "a\r\nX-Evil: b")]
    [InlineData("Host", "evil.example")]
    [InlineData("X-JWS-Signature", "x")]
    [InlineData("a b", "x")]
    public async Task Headers_that_would_break_the_message_are_refused(string name, string value)
    {
        using var handler = new ScriptedHandler();
        using ApiClient client = Client(handler, time);
        var request = new ApiRequest { OperationId = "o", Method = "POST", Path = "/x", Route = new ApiRoute(WireProtocol.None, CredentialKind.None), Safety = Safety.Read, Headers = new Dictionary<string, string> { [name] = value } };
        ApiOutcome outcome = await client.SendAsync(request, NullWireTrace.Instance, default);
        Assert.Equal((OutcomeState.NotSent, FaultReason.InvalidInput), (outcome.State, outcome.Fault!.Reason));
        handler.AssertPlayed();
    }

    [Theory]
    [InlineData(ApiHost.Api, "api.example")]
    [InlineData(ApiHost.Passport, "passport.example")]
    [InlineData(ApiHost.Customer, "customer.example")]
    public async Task A_request_goes_to_the_host_of_its_route(ApiHost host, string expected)
    {
        using var handler = new ScriptedHandler(Steps.Json("{}"));
        using var client = new ApiClient(new ConnectionSettings { BaseUri = new Uri("https://api.example"), PassportUri = new Uri("https://passport.example"), CustomerUri = new Uri("https://customer.example"), Timeout = Settings().Timeout }, handler, time);
        await client.SendAsync(new ApiRequest { OperationId = "o", Method = "GET", Path = "/p", Route = new ApiRoute(WireProtocol.None, CredentialKind.None, host), Safety = Safety.Read }, NullWireTrace.Instance, default);
        Assert.Equal(expected, handler.Sent[0].Uri.Host);
    }

    [Theory]
    [InlineData(WireProtocol.Form, Safety.Unkeyed, false)]
    [InlineData(WireProtocol.None, Safety.Unkeyed, false)]
    [InlineData(WireProtocol.None, Safety.Refuse, false)]
    [InlineData(WireProtocol.None, Safety.Read, true)]
    [InlineData(WireProtocol.Form, Safety.Natural, true)]
    public async Task A_pause_that_anybody_may_have_asked_for_brings_no_act_again(WireProtocol protocol, Safety safety, bool isRepeated)
    {
        using var handler = new ScriptedHandler([Steps.Status(429, ("Retry-After", "0")), .. isRepeated ? [Steps.Json("{}")] : Array.Empty<Step>()]);
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(new ApiRequest { OperationId = "o", Method = "POST", Path = "/p", Route = new ApiRoute(protocol, CredentialKind.None), Safety = safety, Body = [] }, NullWireTrace.Instance, default);
        Assert.Equal(isRepeated ? OutcomeState.Succeeded : OutcomeState.Failed, outcome.State);
        handler.AssertPlayed();
    }

    [Fact]
    public async Task A_form_that_nothing_signs_has_its_fields_alone()
    {
        using var handler = new ScriptedHandler(Steps.Json("{}"));
        using ApiClient client = Client(handler, time);
        var body = new JsonObject { ["type"] = "google_pay", ["token"] = "{\"a\":\"б +&\"}" };
        ApiOutcome outcome = await client.SendAsync(new ApiRequest { OperationId = "o", Method = "POST", Path = "/p", Route = new ApiRoute(WireProtocol.Form, CredentialKind.None), Safety = Safety.Unkeyed, Body = body }, NullWireTrace.Instance, default);
        Assert.Equal(OutcomeState.Succeeded, outcome.State);
        Assert.Equal("type=google_pay&token=%7B%22a%22%3A%22%D0%B1+%2B%26%22%7D", handler.Sent[0].Text);
        Assert.Equal("application/x-www-form-urlencoded", handler.Sent[0].Headers["Content-Type"]);
        Assert.DoesNotContain(handler.Sent[0].Headers.Keys, name => name is "Authorization" or "X-JWS-Signature" or "Sign");
    }

    [Fact]
    public async Task The_identity_of_the_request_is_handed_on()
    {
        ApiOutcome outcome = await Fixture.SendAsync(Jws(), time, Steps.Json("{}"));
        Assert.Equal(("theOperation", "r-1"), (outcome.OperationId, outcome.RequestId));
    }

    [Fact]
    public async Task Traces_and_faults_show_no_secret_card_number_or_personal_data()
    {
        var trace = new RecordingTrace();
        var body = new JsonObject { ["pg_card_pan"] = "4111111111111111", ["pg_card_cvc"] = "987", ["pg_user_phone"] = "77011234567", ["pg_description"] = $"x {MerchantSecret} y", ["pg_amount"] = "25" };
        string error = SignedXml($"<pg_status>error</pg_status><pg_error_code>10040</pg_error_code><pg_error_description>card 4111111111111111 with {MerchantSecret}</pg_error_description><pg_user_phone>77011234567</pg_user_phone>");
        using var handler = new ScriptedHandler(Steps.Status(500), Steps.Xml(error));
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(Pg(body: body, path: "/g2g/status_v2?token=abcdef"), trace, default);
        string all = trace.All + outcome.Fault!.Message + outcome.Fault.Description;
        Assert.All(["4111111111111111", "987", "77011234567", MerchantSecret, "abcdef", handler.Sent[0].Form["pg_sig"]], leak => Assert.DoesNotContain(leak, all, StringComparison.Ordinal));
        Assert.Contains("pg_amount=25", all, StringComparison.Ordinal);
        Assert.Equal("POST /g2g/status_v2?token=*** [r-2] 500 in 0 ms", trace.Lines[0]);
        Assert.Contains("200 in 0 ms (attempt 2)", trace.Lines[1], StringComparison.Ordinal);
        Assert.Contains("411111******1111", outcome.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_may_bring_its_own_bearer_token_and_it_is_masked_like_the_connections()
    {
        var trace = new RecordingTrace();
        using var handler = new ScriptedHandler(Steps.Json("""{"status":"error","message":"unknown: own-token-1"}"""));
        using ApiClient client = Client(handler, time);
        var request = new ApiRequest { OperationId = "o", Method = "GET", Path = "/x?q=own-token-1", Route = new ApiRoute(WireProtocol.Bearer, CredentialKind.FreedomIdUser), Safety = Safety.Read, Bearer = new Secret("own-token-1") };
        ApiOutcome outcome = await client.SendAsync(request, trace, default);
        Assert.Equal("Bearer own-token-1", handler.Sent[0].Headers["Authorization"]);
        Assert.DoesNotContain("own-token-1", trace.All + outcome.Fault!.Message + outcome.Fault.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wire_is_not_rendered_for_nobody_and_a_trace_that_throws_changes_nothing()
    {
        var trace = new RecordingTrace(wire: false);
        using var handler = new ScriptedHandler(Steps.Json("{}"), Steps.Json("{}"));
        using ApiClient client = Client(handler, time);
        await client.SendAsync(Jws(), trace, default);
        Assert.Single(trace.Lines);
        Assert.Empty(trace.Wires);
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Jws(Safety.Unkeyed), new ThrowingTrace(), default)).State);
    }

    [Fact]
    public async Task Texts_of_the_server_cannot_draw_on_the_terminal_or_fill_the_log()
    {
        ApiOutcome outcome = await Fixture.SendAsync(Jws(), time, Steps.Json(new JsonObject { ["status"] = "error", ["error_description"] = "\u001b[31m\r\n" + new string('x', 100_000) }.ToJsonString()));
        Assert.DoesNotContain(outcome.Fault!.Message, char.IsControl);
        Assert.InRange(outcome.Fault.Message.Length, 1, 1001);
    }

    private async Task<ApiOutcome> SendOnceAsync(ApiRequest request, Step step)
    {
        using var handler = new ScriptedHandler(step);
        using ApiClient client = Client(handler, time, Settings(retries: 0));
        ApiOutcome outcome = await client.SendAsync(request, NullWireTrace.Instance, default);
        handler.AssertPlayed();
        return outcome;
    }

    private async Task<SentRequest> SentAsync(ApiRequest request, string answer, bool xml = false)
    {
        using var handler = new ScriptedHandler(xml ? Steps.Xml(answer) : Steps.Json(answer));
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(request, NullWireTrace.Instance, default);
        handler.AssertPlayed();
        Assert.Equal(OutcomeState.Succeeded, outcome.State);
        return handler.Sent[0];
    }

    private sealed class ThrowingTrace : IWireTrace
    {
        public bool WantsWire => true;

        public bool WantsRequests => true;

        public void Request(string line) => throw new InvalidOperationException();

        public void Wire(string text) => throw new InvalidOperationException();
    }
}
