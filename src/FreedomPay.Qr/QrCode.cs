using System.Collections;
using QRCoder;
using QRCoder.Exceptions;

namespace FreedomPay.Qr;

/// <summary>The QR code of a text, as a picture and as the lines of a terminal.</summary>
public static class QrCode
{
    private const int DotsPerModule = 10;

    // The stronger one bears a scratch or a fold. An address that it has no room for, such as that of a link with all of its fields, gets the weaker.
    private static readonly QRCodeGenerator.ECCLevel[] Levels = [QRCodeGenerator.ECCLevel.M, QRCodeGenerator.ECCLevel.L];

    /// <summary>A PNG in black and white, with the quiet zone around the code.</summary>
    /// <param name="text">What the code says.</param>
    /// <returns>Null where no code has room for the text.</returns>
    public static byte[]? Png(string text) => Of(text, static code =>
    {
        using var picture = new PngByteQRCode(code);
        return picture.GetGraphic(DotsPerModule);
    });

    /// <summary>
    /// Lines to be written in black on white, two rows of the code in each, with the quiet zone around it: a dark module is a half block in the colour
    /// of the text.
    /// </summary>
    /// <param name="text">What the code says.</param>
    /// <returns>Null where no code has room for the text.</returns>
    public static string[]? Lines(string text) => Of(text, static code =>
    {
        List<BitArray> rows = code.ModuleMatrix;
        var lines = new string[(rows.Count + 1) / 2];
        for (int line = 0; line < lines.Length; line++)
        {
            BitArray upper = rows[2 * line];
            BitArray? lower = 2 * line + 1 < rows.Count ? rows[2 * line + 1] : null;
            var blocks = new char[upper.Count];
            for (int place = 0; place < blocks.Length; place++)
            {
                bool isDarkBelow = lower is not null && lower[place];
                blocks[place] = upper[place] ? isDarkBelow ? '█' : '▀' : isDarkBelow ? '▄' : ' ';
            }

            lines[line] = new string(blocks);
        }

        return lines;
    });

    private static T? Of<T>(string text, Func<QRCodeData, T> draw)
        where T : class
    {
        if (text is null) throw new ArgumentNullException(nameof(text));
        // Latin letters are what every reader takes a code for that does not say what it is written in.
        QRCodeGenerator.EciMode letters = text.All(static c => c < 0x80) ? QRCodeGenerator.EciMode.Default : QRCodeGenerator.EciMode.Utf8;
        foreach (QRCodeGenerator.ECCLevel level in Levels)
        {
            try
            {
                using QRCodeData code = QRCodeGenerator.GenerateQrCode(text, level, eciMode: letters);
                return draw(code);
            }
            catch (DataTooLongException)
            {
                // The next level has more room.
            }
        }

        return null;
    }
}
