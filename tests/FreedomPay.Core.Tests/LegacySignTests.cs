using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Core.Protocols;

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
        Dictionary<string, string> codes = Card["x-errors"]!["gift-cards"]!["codes"]!.AsObject().Where(code => code.Key != "0").ToDictionary(code => code.Key, code => (string)code.Value!);
        Assert.Equal(codes, LegacyStatus.Meanings);
    }

    [Fact]
    public void A_request_carries_its_number_the_merchant_and_the_signature_of_the_bytes_that_are_sent()
    {
        var settings = new ConnectionSettings { BaseUri = new Uri("https://example.com"), Merchant = new Credential("12345", new Secret("some_secret_string")) };
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

        WireMessage message = new JsonFormat().Encode(request, settings, TimeProvider.System);

        Assert.Equal("""{"otp":"1234","card_id":555}""", Encoding.UTF8.GetString(message.Body!));
        Dictionary<string, string> headers = message.Headers.ToDictionary(header => header.Key, header => header.Value);
        Assert.Equal("5aac88a2-d16d-4e01-927c-8b02bf44375c", headers["Request-Id"]);
        Assert.Equal("12345", headers["Auth-Id"]);
        Assert.Equal(LegacySigner.Sign(message.Body!, new Secret("some_secret_string")), headers["Sign"]);
        Assert.DoesNotContain("X-JWS-Signature", headers.Keys);
    }

    [Theory]
    [InlineData("""{"status":-8}""", "-8", "wrong one-time code")]
    [InlineData("""{"status":-1,"error_description":"x"}""", "-1", "general error (x)")]
    [InlineData("""{"status":-42}""", "-42", null)]
    public void A_negative_status_is_a_refusal(string answer, string code, string? description)
    {
        ApiError? error = LegacyStatus.ErrorOf(JsonNode.Parse(answer)!.AsObject());
        Assert.Equal(code, error!.Code);
        Assert.Equal(description, error.Description);
    }

    [Fact]
    public void Zero_is_done() => Assert.Null(LegacyStatus.ErrorOf(new JsonObject { ["status"] = 0 }));

    // Whatever it is, it is not the success that the documentation describes.
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"status":1}""")]
    [InlineData("""{"status":"0"}""")]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("""{"status":0.5}""")]
    [InlineData("""{"status":-0}""")]
    [InlineData("""{"status":-1.5}""")]
    public void Anything_else_is_no_answer_of_this_scheme(string answer) =>
        Assert.Throws<InvalidAnswerException>(() => LegacyStatus.ErrorOf(JsonNode.Parse(answer)!.AsObject()));

    private static JsonNode ReadCard()
    {
        using Stream stream = typeof(LegacySignTests).Assembly.GetManifestResourceStream("contract.json")!;
        return JsonNode.Parse(stream)!["card"]!;
    }
}
