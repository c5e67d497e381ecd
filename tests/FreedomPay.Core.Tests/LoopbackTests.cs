using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

/// <summary>Over real sockets and the real handler: what a script cannot show.</summary>
public class LoopbackTests
{
    public static TheoryData<Safety, string, bool> Acts() => new()
    {
        { Safety.Unkeyed, "PATCH", false },
        { Safety.Refuse, "PATCH", false },
        { Safety.Unkeyed, "POST", true },
        { Safety.Refuse, "POST", true },
        { Safety.Unkeyed, "DELETE", false },
    };

    [Theory, MemberData(nameof(Acts))]
    public Task A_kept_connection_that_dies_after_the_request_was_read_gives_exactly_one_arrival(Safety safety, string method, bool body) => ArrivesOnce(safety, method, body);

    [Fact]
    [Trait("NotOn", "Mono")] // its HttpClient sends a GET again by itself when a kept connection dies
    public Task A_kept_connection_that_dies_after_a_GET_was_read_gives_exactly_one_arrival() => ArrivesOnce(Safety.Unkeyed, "GET", body: false);

    private static async Task ArrivesOnce(Safety safety, string method, bool body)
    {
        using var server = new LoopbackServer(Reply.Ok, Reply.Close);
        using var client = new ApiClient(Fixture.Settings(baseUri: server.Uri, timeout: TimeSpan.FromSeconds(30)));
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Request(Safety.Read, "GET", false, "/warm-up"), NullWireTrace.Instance, default)).State);
        ApiOutcome outcome = await client.SendAsync(Request(safety, method, body), NullWireTrace.Instance, default);
        Assert.Equal((OutcomeState.Unknown, FaultReason.ConnectionFailed, 1), (outcome.State, outcome.Fault!.Cause, outcome.Attempts));
        Assert.Single(server.Arrived, line => line.StartsWith(method + " /act ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_is_read_whole_whether_it_says_its_length_comes_in_chunks_or_compressed()
    {
        using var server = new LoopbackServer(Reply.Ok, Reply.Chunks, Reply.Gzip, Reply.Ok);
        using var client = new ApiClient(Fixture.Settings(baseUri: server.Uri, timeout: TimeSpan.FromSeconds(30)));
        for (int i = 0; i < 4; i++)
        {
            ApiOutcome outcome = await client.SendAsync(Request(Safety.Unkeyed, "POST", true), NullWireTrace.Instance, default);
            Assert.Equal((OutcomeState.Succeeded, "{\"status\":\"ok\"}"), (outcome.State, outcome.Answer?.ToJsonString()));
        }
    }

    [Fact]
    public async Task A_read_survives_a_kept_connection_that_dies()
    {
        using var server = new LoopbackServer(Reply.Ok, Reply.Close, Reply.Half);
        using var client = new ApiClient(Fixture.Settings(baseUri: server.Uri), null, new ManualTimeProvider());
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Request(Safety.Read, "GET", false), NullWireTrace.Instance, default)).State);
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Request(Safety.Read, "POST", true), NullWireTrace.Instance, default)).State);
    }

    [Fact]
    public async Task Half_an_answer_is_a_lost_answer()
    {
        using var server = new LoopbackServer(Reply.Half);
        using var client = new ApiClient(Fixture.Settings(baseUri: server.Uri, timeout: TimeSpan.FromSeconds(30)));
        ApiOutcome outcome = await client.SendAsync(Request(Safety.Unkeyed, "POST", true), NullWireTrace.Instance, default);
        Assert.Equal((OutcomeState.Unknown, FaultReason.ConnectionFailed), (outcome.State, outcome.Fault!.Cause));
        Assert.Single(server.Arrived);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var server = new LoopbackServer(Reply.Redirect);
        using var client = new ApiClient(Fixture.Settings(baseUri: server.Uri, timeout: TimeSpan.FromSeconds(30)));
        ApiOutcome outcome = await client.SendAsync(Request(Safety.Unkeyed, "POST", true), NullWireTrace.Instance, default);
        Assert.Equal((OutcomeState.Unknown, 307), (outcome.State, outcome.Fault!.HttpStatus));
        Assert.Single(server.Arrived);
    }

    [Fact]
    [Trait("NotOn", "Mono")] // its HttpClient tells of a failure by other exceptions than that of .NET Framework
    public async Task A_refused_connection_proves_that_nothing_was_sent()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var client = new ApiClient(Fixture.Settings(baseUri: new Uri($"http://127.0.0.1:{port}/")), null, new ManualTimeProvider());
        ApiOutcome outcome = await client.SendAsync(Request(Safety.Unkeyed, "POST", true), NullWireTrace.Instance, default);
        Assert.Equal((OutcomeState.NotSent, FaultReason.ConnectionFailed, 4), (outcome.State, outcome.Fault!.Reason, outcome.Attempts));
    }

    [Fact]
    [Trait("NotOn", "Mono")] // its HttpClient tells of a failure by other exceptions than that of .NET Framework
    public async Task A_name_that_does_not_resolve_and_a_TLS_handshake_that_fails_prove_it_too()
    {
        using var server = new LoopbackServer();
        foreach (Uri uri in new[] { new Uri("https://does-not-exist.invalid/"), new Uri($"https://127.0.0.1:{server.Uri.Port}/") })
        {
            // The plain server waits for a line that never ends; the handshake fails when it closes.
            using var client = new ApiClient(Fixture.Settings(baseUri: uri, retries: 0, timeout: TimeSpan.FromSeconds(1)));
            ApiOutcome outcome = await client.SendAsync(Request(Safety.Unkeyed, "POST", true), NullWireTrace.Instance, default);
            Assert.Equal((OutcomeState.NotSent, FaultReason.ConnectionFailed), (outcome.State, outcome.Fault!.Reason));
        }

        // The bytes of the handshake may look like lines.
        Assert.DoesNotContain(server.Arrived, line => line.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelled_while_the_server_thinks_is_unknown()
    {
        using var server = new LoopbackServer(Reply.Silence);
        using var client = new ApiClient(Fixture.Settings(baseUri: server.Uri));
        using var cancel = new CancellationTokenSource();
        Task<ApiOutcome> sending = client.SendAsync(Request(Safety.Unkeyed, "POST", true), NullWireTrace.Instance, cancel.Token);
        await server.Silent.Task;
        await cancel.CancelAsync();
        ApiOutcome outcome = await sending;
        Assert.Equal((OutcomeState.Unknown, FaultReason.Cancelled), (outcome.State, outcome.Fault!.Cause));
    }

    private static ApiRequest Request(Safety safety, string method, bool body, string path = "/act") => new()
    {
        OperationId = "act",
        Method = method,
        Path = path,
        Route = new ApiRoute(WireProtocol.Jws, CredentialKind.Partner),
        Safety = safety,
        Body = body ? new JsonObject { ["a"] = 1 } : null,
    };
}
