using System.Text;

namespace FreedomPay.Pipeline;

/// <summary>What a QR code is made of: an address, or the code itself where the API has drawn it.</summary>
internal sealed class QrContent
{
    private static readonly byte[] PngBegins = [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private QrContent(string? address, byte[]? png) => (Address, Png) = (address, png);

    /// <summary>What the code says; null where that is known to its reader alone.</summary>
    public string? Address { get; }

    /// <summary>The code as the API has drawn it; null where it is ours to draw.</summary>
    public byte[]? Png { get; }

    /// <summary>The content of a code that leads to a page; null for no address.</summary>
    public static QrContent? OfAddress(string? address) => string.IsNullOrWhiteSpace(address) ? null : new(address, null);

    /// <summary>
    /// The content of a code that the API gives in base64, of which the documentation does not say whether it is the address or the picture; null for
    /// anything else.
    /// </summary>
    public static QrContent? OfBase64(string? text)
    {
        try
        {
            byte[] bytes = Convert.FromBase64String(text ?? "");
            if (bytes.Take(PngBegins.Length).SequenceEqual(PngBegins)) return new(null, bytes);
            string address = StrictUtf8.GetString(bytes);
            bool isAddress = Uri.TryCreate(address, UriKind.Absolute, out Uri? page) && (page.Scheme == Uri.UriSchemeHttps || page.Scheme == Uri.UriSchemeHttp);
            return isAddress ? new(address, null) : null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            // Neither base64 nor text.
            return null;
        }
    }
}
