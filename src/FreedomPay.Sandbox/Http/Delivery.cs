using System.Net;
using System.Text;

namespace FreedomPay.Sandbox.Http;

/// <summary>Sends answers, the spoilt ones included.</summary>
internal static class Delivery
{
    public static async Task SendAsync(HttpListenerContext context, Answer answer)
    {
        HttpListenerResponse response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        foreach (KeyValuePair<string, string> header in answer.Headers) response.AddHeader(header.Key, header.Value);
        response.ContentLength64 = answer.Body.Length;
        await BodyStreams.WriteAsync(response.OutputStream, answer.Body, answer.Body.Length).ConfigureAwait(false);
        response.Close();
    }

    /// <summary>An answer that nobody can read; four forms take turns: cut in the middle, another server's page, nothing, and no text at all.</summary>
    public static Answer Malformed(Answer answer, long sequence) => answer with
    {
        Signature = null,
        Body = (sequence % 4) switch
        {
            1 => answer.Body.Take(Math.Max(1, answer.Body.Length / 2)).ToArray(),
            2 => Encoding.UTF8.GetBytes("<html><head><title>Bad gateway</title><body><p>upstream"),
            3 => [],
            _ => [0xFF, 0xFE, 0x00, 0x9C, 0xC3, 0x28],
        },
    };

    /// <summary>Sends very many bytes that look like the beginning of a proper answer and end like one.</summary>
    public static async Task SendOversizedAsync(HttpListenerContext context, Answer answer, long length)
    {
        bool xml = answer.ContentType.StartsWith("application/xml", StringComparison.Ordinal);
        byte[] head = Encoding.ASCII.GetBytes(xml ? "<response><pg_status>ok</pg_status><pg_padding>" : "{\"status\":\"ok\",\"padding\":\"");
        byte[] tail = Encoding.ASCII.GetBytes(xml ? "</pg_padding></response>" : "\"}");
        long padding = Math.Max(0, length - head.Length - tail.Length);
        HttpListenerResponse response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength64 = head.Length + padding + tail.Length;
        await BodyStreams.WriteAsync(response.OutputStream, head, head.Length).ConfigureAwait(false);
        byte[] chunk = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
        for (long left = padding; left > 0; left -= chunk.Length)
        {
            await BodyStreams.WriteAsync(response.OutputStream, chunk, (int)Math.Min(left, chunk.Length)).ConfigureAwait(false);
        }

        await BodyStreams.WriteAsync(response.OutputStream, tail, tail.Length).ConfigureAwait(false);
        response.Close();
    }
}
