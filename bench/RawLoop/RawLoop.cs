using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FreedomPay.Bench;

/// <summary>
/// What somebody who knows .NET would write for one operation: one shared handler, as many workers as requests may be in flight,
/// the signature by hand. No retries, no order, no rules for values, no masking.
/// </summary>
internal sealed class RawLoop(Uri address)
{
    private const string Path = "/v5/card-api/card/info";

    // The made-up credentials of the sandbox.
    private static readonly byte[] Key = "sandbox-partner-secret"u8.ToArray();
    private static readonly string Protected = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"uri":"{{Path}}","auth_id":"100200","method":"POST","params":"","alg":"HS512"}"""));

    private static readonly HttpClient Client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256, ActivityHeadersPropagator = null });

    private readonly Uri target = new(address, Path);

    public async Task RunAsync(int limit, int count)
    {
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, limit).Select(_ => Task.Run(async () =>
        {
            for (int row = Interlocked.Increment(ref next); row < count; row = Interlocked.Increment(ref next)) await SendAsync(row).ConfigureAwait(false);
        }))).ConfigureAwait(false);
    }

    /// <summary>Head and body of one answer, as they came over the wire.</summary>
    public static async Task<byte[]> WholeAnswerAsync(Uri sandbox)
    {
        byte[] body = Body(0);
        string head = $"POST {Path} HTTP/1.1\r\nHost: {sandbox.Authority}\r\nAccept: application/json\r\nX-JWS-Signature: {Signature(body)}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        using var socket = new TcpClient(sandbox.Host, sandbox.Port);
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head)).ConfigureAwait(false);
        await stream.WriteAsync(body).ConfigureAwait(false);
        // The sandbox writes a small answer at once.
        byte[] buffer = new byte[64 * 1024];
        int read = await stream.ReadAsync(buffer).ConfigureAwait(false);
        return buffer[..read];
    }

    private static byte[] Body(int row) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
    {
        ["card_id"] = CardId(row),
        ["request_id"] = Guid.CreateVersion7().ToString(),
    });

    // A batch of cards that every sandbox has.
    private static string CardId(int row) => (123456700 + (row % 100)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Signature(byte[] body)
    {
        byte[] mac = HMACSHA512.HashData(Key, Encoding.ASCII.GetBytes(Protected + "." + Base64Url.EncodeToString(body)));
        return Protected + ".." + Base64Url.EncodeToString(mac);
    }

    private async Task SendAsync(int row)
    {
        byte[] body = Body(row);
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("X-JWS-Signature", Signature(body));
        using HttpResponseMessage response = await Client.SendAsync(request).ConfigureAwait(false);
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        if (answer.RootElement.GetProperty("status").GetString() != "ok") throw new InvalidOperationException("The API refused the request.");
    }
}
