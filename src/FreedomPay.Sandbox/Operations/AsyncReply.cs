using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Http;

namespace FreedomPay.Sandbox.Operations;

/// <summary>Answers of the asynchronous part of the Gateway API, which say in their headers whose they are and how the request went.</summary>
internal static class AsyncReply
{
    public static Answer Success(Exchange exchange, JsonObject body, DateTimeOffset now) => Of(exchange, body, "success", now, 200);

    public static Answer Error(Exchange exchange, string code, string text, DateTimeOffset now, int status) =>
        Of(exchange, new JsonObject { ["error"] = ErrorOf(code, text) }, "error", now, status);

    public static JsonObject ErrorOf(string code, string text) => new() { ["code"] = code, ["description"] = text };

    public static Answer Of(Exchange exchange, JsonObject body, string word, DateTimeOffset now, int status)
    {
        Answer answer = Answer.Json(body, status)
            .With("x-request-status", word)
            .With("x-datetime", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        foreach (string header in new[] { "X-Request-Id", "X-Action" })
        {
            if (exchange.Request.Header(header) is { Length: > 0 } sent) answer = answer.With(header.ToLowerInvariant(), sent);
        }

        return answer;
    }
}
