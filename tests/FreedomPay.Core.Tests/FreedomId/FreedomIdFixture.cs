using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Core.Tests.FreedomId;

/// <summary>Requests to Freedom ID, and answers that a test writes.</summary>
internal static class FreedomIdFixture
{
    public static ConnectionSettings Settings { get; } = new()
    {
        BaseUri = new Uri("https://api.example/"),
        PassportUri = new Uri("https://passport.example/"),
        FreedomIdClient = new Credential("client", new Secret("client-secret-1")),
        MaxRetryCount = 0,
    };

    public static ApiRequest Link { get; } = new()
    {
        OperationId = "createFreedomIdAuthorizationLink",
        Method = "POST",
        Path = "/api/v1/oauth/authorize",
        Route = new ApiRoute(WireProtocol.Basic, CredentialKind.FreedomIdClient, ApiHost.Passport),
        Safety = Safety.Unkeyed,
        Body = new JsonObject { ["redirect_uri"] = "https://example.com/login" },
        AnswerFields = ["redirect_uri"],
    };

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static async Task<ApiOutcome> SendAsync(ApiRequest request, string json, HttpStatusCode status)
    {
        using var handler = new AnsweringHandler((_, _) => Task.FromResult(Json(json, status)));
        using var client = new ApiClient(Settings, handler);
        return await client.SendAsync(request, new Silence(), default);
    }
}

/// <summary>Answers as a test says.</summary>
internal sealed class AnsweringHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
}

internal sealed class Silence : IWireTrace
{
    public bool WantsWire => false;

    public bool WantsRequests => true;

    public void Request(string line)
    {
    }

    public void Wire(string text)
    {
    }
}
