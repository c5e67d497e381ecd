using System.Net;
using System.Net.Sockets;

namespace FreedomPay.Bench;

/// <summary>
/// Gives the same answer to whatever is posted, on loopback: where the sandbox itself would be the limit. A thread for each
/// connection, because blocking calls cost a server the least.
/// </summary>
internal sealed class CannedServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly byte[] answer;

    public CannedServer(byte[] answer)
    {
        this.answer = answer;
        listener.Start(512);
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        Start(Accept);
    }

    public Uri Address { get; }

    public void Dispose() => listener.Stop();

    private static void Start(Action run) => new Thread(() => run(), 128 * 1024) { IsBackground = true }.Start();

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket socket = listener.AcceptSocket();
                Start(() => Serve(socket));
            }
        }
        catch (SocketException)
        {
            // Stopped.
        }
    }

    private void Serve(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            byte[] buffer = new byte[64 * 1024];
            int filled = 0;
            try
            {
                while (true)
                {
                    int length = Length(buffer.AsSpan(0, filled));
                    if (length > 0 && filled >= length)
                    {
                        buffer.AsSpan(length, filled - length).CopyTo(buffer);
                        filled -= length;
                        socket.Send(answer);
                        continue;
                    }

                    int read = socket.Receive(buffer, filled, buffer.Length - filled, SocketFlags.None);
                    if (read == 0) return;
                    filled += read;
                }
            }
            catch (SocketException)
            {
                // The caller went away.
            }
        }
    }

    /// <summary>Bytes of the first request, its body included; 0 while its head is not complete.</summary>
    private static int Length(ReadOnlySpan<byte> received)
    {
        int end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0) return 0;
        ReadOnlySpan<byte> name = "Content-Length: "u8;
        int at = received[..end].IndexOf(name);
        int body = 0;
        if (at >= 0) _ = System.Buffers.Text.Utf8Parser.TryParse(received[(at + name.Length)..], out body, out _);
        return end + 4 + body;
    }
}
