using System.Text.Json.Nodes;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Protocols;
using FreedomPay.Core.Resilience;

namespace FreedomPay.Core.Tests.Support;

internal sealed class RecordingTrace(bool wire = true) : IWireTrace
{
    public List<string> Lines { get; } = [];

    public List<string> Wires { get; } = [];

    public string All => string.Join("\n", Lines.Concat(Wires));

    public bool WantsWire => wire;

    public bool WantsRequests => true;

    public void Request(string line)
    {
        lock (Lines) Lines.Add(line);
    }

    public void Wire(string text)
    {
        lock (Wires) Wires.Add(text);
    }
}

internal static class Fixture
{
    public const string PartnerSecret = "partner-secret-4711";
    public const string MerchantSecret = "merchant-secret-0815";

    public static ConnectionSettings Settings(int retries = 3, Uri? baseUri = null, TimeSpan? maxRetryAfter = null, long maxBytes = 1 << 20, TimeSpan? timeout = null, string? authId = null) => new()
    {
        BaseUri = baseUri ?? new Uri("https://api.example/"),
        Partner = new Credential("123456", new Secret(PartnerSecret)),
        Merchant = new Credential("9970", new Secret(MerchantSecret)),
        MerchantAuthId = authId,
        FreedomIdClient = new Credential("client", new Secret("client-secret-1")),
        FreedomIdToken = new Secret("bearer-token-value-1"),
        Timeout = timeout ?? TimeSpan.FromHours(1),
        MaxRetryCount = retries,
        MaxRetryAfter = maxRetryAfter ?? TimeSpan.FromSeconds(60),
        MaxAnswerBytes = maxBytes,
    };

    public static ApiClient Client(HttpMessageHandler handler, ManualTimeProvider time, ConnectionSettings? settings = null, RetryQuota? quota = null) =>
        new(settings ?? Settings(), handler, time, quota ?? new RetryQuota(), () => 0.5);

    public static ApiRequest Jws(Safety safety = Safety.Read, JsonObject? body = null, StatusProbe? probe = null, string path = "/v5/card-api/card/info", string? renewed = null, TimeSpan pause = default, Func<string?, ApiTime, Task<RequestRefusal?>>? claim = null, WireSlots? slots = null, params string[] answer) => new()
    {
        OperationId = "theOperation",
        Method = "POST",
        Path = path,
        Route = new ApiRoute(WireProtocol.Jws, CredentialKind.Partner),
        Safety = safety,
        Body = body ?? new JsonObject { ["request_id"] = "r-1" },
        RenewedField = renewed,
        AnswerFields = answer,
        RequestId = "r-1",
        Probe = probe,
        Pause = pause,
        Claim = claim,
        Slots = slots,
    };

    public static ApiRequest Pg(Safety safety = Safety.Read, JsonObject? body = null, StatusProbe? probe = null, string path = "/g2g/status_v2", Func<string?, ApiTime, Task<RequestRefusal?>>? claim = null) => new()
    {
        OperationId = "pgOperation",
        Method = "POST",
        Path = path,
        Route = new ApiRoute(WireProtocol.Pg, CredentialKind.Merchant),
        Safety = safety,
        Body = body ?? new JsonObject { ["pg_order_id"] = "42" },
        RequestId = "r-2",
        Probe = probe,
        Claim = claim,
    };

    /// <summary>A request that a browser makes, of which only the address is wanted.</summary>
    public static ApiRequest Opened(JsonObject body, CredentialKind credential = CredentialKind.Merchant, string method = "GET", WireProtocol protocol = WireProtocol.Pg) => new()
    {
        OperationId = "openedOperation",
        Method = method,
        Path = "/payment.php",
        Route = new ApiRoute(protocol, credential),
        Safety = Safety.Unkeyed,
        Body = body,
    };

    public static string SignedXml(string inner, string script = "status_v2", string secret = MerchantSecret)
    {
        Assert.True(PgXml.TryParse($"<response>{inner}<pg_salt>s</pg_salt></response>", out JsonObject parsed, out _));
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?><response>{inner}<pg_salt>s</pg_salt><pg_sig>{PgSigner.Sign(script, parsed, PgMessage.Xml, secret)}</pg_sig></response>";
    }

    public static async Task<ApiOutcome> SendAsync(ApiRequest request, ManualTimeProvider time, params Step[] script)
    {
        using var handler = new ScriptedHandler(script);
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(request, NullWireTrace.Instance, CancellationToken.None);
        handler.AssertPlayed();
        return outcome;
    }

    public static JsonObject Contract()
    {
        using Stream stream = typeof(Fixture).Assembly.GetManifestResourceStream("contract.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
