using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Protocols;
using FreedomPay.Core.Tests.Support;
using static FreedomPay.Core.Tests.Support.Fixture;

namespace FreedomPay.Core.Tests;

/// <summary>What of a request stands beside its body: ids in headers, who signs, and the name of the script.</summary>
public sealed class TravelTests
{
    private const string Page = "/g2g/payment_page/";
    private const string Ok = "<pg_status>ok</pg_status>";
    private readonly ManualTimeProvider time = new();

    [Fact]
    public async Task A_header_that_is_new_with_each_call_is_new_with_each_repeat()
    {
        using var handler = new ScriptedHandler(Steps.Status(503), Steps.Json("""{"status":"ok"}"""));
        using ApiClient client = Client(handler, time);
        ApiRequest request = Json(fresh: "X-Request-Id");
        ApiOutcome outcome = await client.SendAsync(request, NullWireTrace.Instance, CancellationToken.None);

        Assert.Equal(OutcomeState.Succeeded, outcome.State);
        string[] ids = [.. handler.Sent.Select(sent => sent.Headers["X-Request-Id"])];
        Assert.Equal(2, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(Guid.TryParseExact(id, "D", out _), id));
    }

    [Theory]
    [InlineData(null, "9970")]
    [InlineData("880011", "880011")]
    public async Task The_merchants_JWS_names_the_auth_id_of_the_connection(string? authId, string expected)
    {
        ConnectionSettings settings = Settings(authId: authId);
        Assert.Equal(expected, await SignerAsync(settings, new ApiRoute(WireProtocol.Jws, CredentialKind.Merchant, JwsAlgorithm: JwsAlgorithm.HS256)));
        Assert.Equal("123456", await SignerAsync(settings, new ApiRoute(WireProtocol.Jws, CredentialKind.Partner)));
    }

    [Fact]
    public async Task A_script_whose_name_the_path_does_not_settle_is_signed_with_the_other_after_a_wrong_signature()
    {
        using var handler = new ScriptedHandler(Steps.Xml(Refused("1100")), Steps.Xml(SignedXml(Ok, "payment_page")), Steps.Xml(SignedXml(Ok, "payment_page")));
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(Pg(Safety.Unkeyed, path: Page), NullWireTrace.Instance, CancellationToken.None);

        Assert.Equal((OutcomeState.Succeeded, 2), (outcome.State, outcome.Attempts));
        Assert.Equal(["", "payment_page"], handler.Sent.Take(2).Select(ScriptOf));
    }

    [Fact]
    public void An_address_is_signed_without_sending_and_with_a_salt_of_its_own()
    {
        using var handler = new ScriptedHandler();
        using ApiClient client = Client(handler, time);
        Uri[] made = [.. Enumerable.Range(0, 3).Select(_ => client.SignedAddress(Opened(new JsonObject { ["pg_amount"] = "25.00" }), out ApiOutcome? _)!)];

        Assert.All(made, address => Assert.StartsWith("https://api.example/payment.php?pg_amount=25.00&pg_merchant_id=9970&pg_salt=", address.AbsoluteUri, StringComparison.Ordinal));
        Assert.Equal(3, made.Distinct().Count());
        Assert.DoesNotContain(made, address => address.AbsoluteUri.Contains(MerchantSecret, StringComparison.Ordinal));
        Assert.Empty(handler.Sent);
    }

    [Fact]
    public void What_could_not_be_sent_has_no_address_either_and_the_refusal_says_why()
    {
        using ApiClient client = Client(new ScriptedHandler(), time, new ConnectionSettings { BaseUri = new Uri("https://api.example/") });
        Assert.Null(client.SignedAddress(Opened([]), out ApiOutcome? refusal));
        Assert.Equal((OutcomeState.NotSent, FaultReason.NoCredential, "openedOperation"), (refusal!.State, refusal.Fault!.Reason, refusal.OperationId));

        using ApiClient able = Client(new ScriptedHandler(), time);
        Assert.Null(able.SignedAddress(Opened(new JsonObject { ["a"] = "\uD800" }), out refusal));
        Assert.Equal((OutcomeState.NotSent, FaultReason.InvalidInput), (refusal!.State, refusal.Fault!.Reason));
    }

    [Theory]
    [InlineData("POST", WireProtocol.Pg)]
    [InlineData("GET", WireProtocol.Jws)]
    [InlineData("GET", WireProtocol.None)]
    public void Only_a_form_in_a_query_is_signed_by_its_address(string method, WireProtocol protocol)
    {
        using ApiClient client = Client(new ScriptedHandler(), time);
        Assert.Throws<ArgumentException>(() => client.SignedAddress(Opened([], method: method, protocol: protocol), out _));
    }

    [Fact]
    public async Task It_is_tried_once_and_not_after_any_other_refusal()
    {
        ApiOutcome twice = await Fixture.SendAsync(Pg(Safety.Unkeyed, path: Page), time, Steps.Xml(Refused("1100")), Steps.Xml(Refused("1100")));
        Assert.Equal((OutcomeState.Failed, FaultReason.Unauthorized), (twice.State, twice.Fault!.Reason));
        ApiOutcome other = await Fixture.SendAsync(Pg(Safety.Unkeyed, path: Page), time, Steps.Xml(SignedXml("<pg_status>error</pg_status><pg_error_code>9013</pg_error_code>", "")));
        Assert.Equal((OutcomeState.Failed, FaultReason.Refused), (other.State, other.Fault!.Reason));
        ApiOutcome lost = await Fixture.SendAsync(Pg(Safety.Unkeyed, path: Page), time, Steps.Status(502));
        Assert.Equal(OutcomeState.Unknown, lost.State);
    }

    [Fact]
    public async Task A_settled_script_is_never_signed_otherwise()
    {
        ApiOutcome outcome = await Fixture.SendAsync(Pg(Safety.Unkeyed), time, Steps.Xml(Refused("1100")));
        Assert.Equal((OutcomeState.Failed, FaultReason.Unauthorized), (outcome.State, outcome.Fault!.Reason));
    }

    // The credential is good, which an earlier answer has proven; then only the API itself can say that the signature is not.
    [Theory]
    [InlineData(true, OutcomeState.Succeeded, 2)]
    [InlineData(false, OutcomeState.Unknown, 1)]
    public async Task Of_a_proven_credential_only_a_signed_refusal_tells_that_the_script_has_the_other_name(bool isSigned, OutcomeState expected, int attempts)
    {
        string refusal = isSigned ? SignedXml("<pg_status>error</pg_status><pg_error_code>1100</pg_error_code>", "") : Refused("1100");
        Step[] script = [Steps.Xml(SignedXml(Ok)), Steps.Xml(refusal), .. isSigned ? [Steps.Xml(SignedXml(Ok, "payment_page"))] : Array.Empty<Step>()];
        using var handler = new ScriptedHandler(script);
        using ApiClient client = Client(handler, time);
        await client.SendAsync(Pg(), NullWireTrace.Instance, CancellationToken.None);
        ApiOutcome outcome = await client.SendAsync(Pg(Safety.Unkeyed, path: Page), NullWireTrace.Instance, CancellationToken.None);

        handler.AssertPlayed();
        Assert.Equal((expected, attempts), (outcome.State, outcome.Attempts));
    }

    [Fact]
    public async Task An_answer_that_names_another_than_the_path_is_not_ours()
    {
        using var handler = new ScriptedHandler(Steps.Json("""{"status":"ok","order_id":"8"}"""));
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(Json(fields: new JsonObject { ["order_id"] = "7" }, safety: Safety.Unkeyed), NullWireTrace.Instance, CancellationToken.None);
        Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (outcome.State, outcome.Fault!.Cause));
    }

    private static string Refused(string code) => $"<response><pg_status>error</pg_status><pg_error_code>{code}</pg_error_code></response>";

    // The name of a script stands nowhere but in the signature.
    private static string ScriptOf(SentRequest sent)
    {
        var fields = new JsonObject(sent.Form.Where(field => field.Key != "pg_sig").Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value)));
        return new[] { "", "payment_page" }.Single(script => PgSigner.Sign(script, fields, PgMessage.Form, MerchantSecret) == sent.Form["pg_sig"]);
    }

    private async Task<string> SignerAsync(ConnectionSettings settings, ApiRoute route)
    {
        using var handler = new ScriptedHandler(Steps.Json("""{"status":"ok"}"""));
        using ApiClient client = Client(handler, time, settings);
        await client.SendAsync(Json(route), NullWireTrace.Instance, CancellationToken.None);
        string header = handler.Sent.Single().Headers["X-JWS-Signature"].Split('.')[0].Replace('-', '+').Replace('_', '/');
        return JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(header.PadRight((header.Length + 3) / 4 * 4, '='))))!["auth_id"]!.ToString();
    }

    private static ApiRequest Json(ApiRoute? route = null, string? fresh = null, JsonObject? fields = null, Safety safety = Safety.Read) => new()
    {
        OperationId = "theOperation",
        Method = "GET",
        Path = "/v5/orders/7",
        Route = route ?? new ApiRoute(WireProtocol.Jws, CredentialKind.Merchant, JwsAlgorithm: JwsAlgorithm.HS256),
        Safety = safety,
        FreshIdHeader = fresh,
        Fields = fields,
    };
}
