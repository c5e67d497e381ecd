using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Protocols;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

/// <summary>The older scheme of gift cards, against the contract.</summary>
public sealed class LegacySignTests
{
    private static readonly JsonNode Card = ReadCard();

    [Fact]
    public void The_checked_vector_of_the_contract_comes_out()
    {
        JsonNode vector = Card["x-signature"]!["legacy-sign"]!["test-vectors"]!.AsArray().Single(vector => (bool)vector!["x-checked"]!)!;
        string secret = (string)vector["secret"]!;
        string signed = (string)vector["string-to-hash"]!;

        Assert.EndsWith(secret, signed, StringComparison.Ordinal);
        Assert.Equal((string)vector["value"]!, LegacySigner.Sign(Encoding.UTF8.GetBytes(signed[..^secret.Length]), new Secret(secret)));
    }

    [Fact]
    public void Every_code_has_the_meaning_that_the_contract_gives_it()
    {
        JsonObject codes = Card["x-errors"]!["gift-cards"]!["codes"]!.AsObject();
        Assert.All(Enumerable.Range(-99, 99).Select(code => code.ToString(CultureInfo.InvariantCulture)), code => Assert.Equal((string?)codes[code], LegacyStatus.Describe(code, null)));
        Assert.Equal(12, codes.Count);
    }

    [Fact]
    public async Task A_request_carries_its_number_the_merchant_and_the_signature_of_the_bytes_that_are_sent()
    {
        (ApiOutcome outcome, SentRequest sent) = await SendAsync("""{"status":0}""");

        Assert.Equal(OutcomeState.Succeeded, outcome.State);
        Assert.Equal("""{"otp":"1234","card_id":555}""", Encoding.UTF8.GetString(sent.Body));
        Assert.Equal("5aac88a2-d16d-4e01-927c-8b02bf44375c", sent.Headers["Request-Id"]);
        Assert.Equal("9970", sent.Headers["Auth-Id"]);
        Assert.Equal(LegacySigner.Sign(sent.Body, new Secret(Fixture.MerchantSecret)), sent.Headers["Sign"]);
        Assert.DoesNotContain("X-JWS-Signature", sent.Headers.Keys);
    }

    [Theory]
    [InlineData("""{"status":-8}""", "-8", "wrong one-time code")]
    [InlineData("""{"status":-2,"error_description":"x"}""", "-2", "cardholder's name is missing or wrong (x)")]
    [InlineData("""{"status":-42}""", "-42", null)]
    public async Task A_negative_status_is_a_refusal(string answer, string code, string? description)
    {
        (ApiOutcome outcome, _) = await SendAsync(answer);
        Assert.Equal((OutcomeState.Failed, FaultReason.Refused), (outcome.State, outcome.Fault!.Reason));
        Assert.Equal((code, description), (outcome.Fault.Code, outcome.Fault.Description));
    }

    [Fact]
    public async Task A_general_error_leaves_open_what_became_of_the_card()
    {
        (ApiOutcome outcome, _) = await SendAsync("""{"status":-1,"error_description":"x"}""");
        Assert.Equal((OutcomeState.Unknown, FaultReason.ServerError), (outcome.State, outcome.Fault!.Cause));
        Assert.Equal(("-1", "general error (x)"), (outcome.Fault.Code, outcome.Fault.Description));
    }

    // Whatever it is, it is not the success that the documentation describes; and whether it was carried out nobody knows.
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"status":1}""")]
    [InlineData("""{"status":"0"}""")]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("""{"status":0.5}""")]
    [InlineData("""{"status":-0}""")]
    [InlineData("""{"status":-1.5}""")]
    public async Task Anything_else_is_no_answer_of_this_scheme(string answer)
    {
        (ApiOutcome outcome, _) = await SendAsync(answer);
        Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (outcome.State, outcome.Fault!.Cause));
    }

    private static async Task<(ApiOutcome Outcome, SentRequest Sent)> SendAsync(string answer)
    {
        using var handler = new ScriptedHandler(Steps.Json(answer));
        using ApiClient client = Fixture.Client(handler, new ManualTimeProvider());
        var request = new ApiRequest
        {
            OperationId = "confirmGiftCard",
            Method = "POST",
            Path = "/v5/cards/activate_card",
            Route = new ApiRoute(WireProtocol.LegacySign, CredentialKind.Merchant),
            Safety = Safety.Refuse,
            Body = new JsonObject { ["otp"] = "1234", ["card_id"] = 555 },
            RequestId = "5aac88a2-d16d-4e01-927c-8b02bf44375c",
        };
        ApiOutcome outcome = await client.SendAsync(request, new RecordingTrace(), CancellationToken.None);
        handler.AssertPlayed();
        return (outcome, handler.Sent.Single());
    }

    private static JsonNode ReadCard()
    {
        using Stream stream = typeof(LegacySignTests).Assembly.GetManifestResourceStream("contract.json")!;
        return JsonNode.Parse(stream)!["card"]!;
    }
}
