using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

// Reads QR codes, from the bytes of a picture or from the lines of a terminal, by a library that has no part in making them.
public static class QrReader
{
    private const int DotsPerModule = 8;
    private static readonly byte[] Signature = { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A };

    // What the code in a PNG of one bit in grey says.
    public static string ReadPng(string file)
    {
        byte[] png = File.ReadAllBytes(file);
        if (!png.Take(8).SequenceEqual(Signature)) throw new InvalidDataException("The file does not begin as a PNG.");
        int width = 0, height = 0;
        bool hasEnd = false;
        using var packed = new MemoryStream();
        for (int place = 8; place < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(place));
            string kind = Encoding.ASCII.GetString(png, place + 4, 4);
            ReadOnlySpan<byte> data = png.AsSpan(place + 8, length);
            if (BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(place + 8 + length)) != Crc(png.AsSpan(place + 4, length + 4)))
            {
                throw new InvalidDataException($"The part {kind} has a wrong sum.");
            }

            if (kind == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                if (!data[8..].SequenceEqual(new byte[] { 1, 0, 0, 0, 0 })) throw new InvalidDataException("This is no plain picture of one bit in grey.");
            }
            else if (kind == "IDAT") packed.Write(data);
            hasEnd = kind == "IEND";
            place += length + 12;
        }

        if (!hasEnd) throw new InvalidDataException("The picture has no end.");
        packed.Position = 0;
        using var unpacked = new MemoryStream();
        using (var inflate = new ZLibStream(packed, CompressionMode.Decompress)) inflate.CopyTo(unpacked);
        byte[] lines = unpacked.ToArray();
        int stride = 1 + ((width + 7) / 8);
        if (lines.Length != stride * height) throw new InvalidDataException("The picture has another size than it says.");
        return Read(width, height, (x, y) =>
        {
            if (lines[y * stride] != 0) throw new InvalidDataException("A line of the picture is filtered.");
            return (lines[(y * stride) + 1 + (x / 8)] >> (7 - (x % 8)) & 1) == 0;
        });
    }

    // What the code says that lines of half blocks draw, black on white.
    public static string ReadLines(string[] lines) => Read(lines[0].Length * DotsPerModule, lines.Length * 2 * DotsPerModule, (x, y) =>
    {
        char block = lines[y / (2 * DotsPerModule)][x / DotsPerModule];
        bool isUpper = y / DotsPerModule % 2 == 0;
        return block switch
        {
            '█' => true,
            '▀' => isUpper,
            '▄' => !isUpper,
            ' ' => false,
            _ => throw new InvalidDataException($"The drawing has the character {(int)block}."),
        };
    });

    private static string Read(int width, int height, Func<int, int, bool> isDark)
    {
        byte[] grey = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++) grey[(y * width) + x] = isDark(x, y) ? (byte)0 : (byte)255;
        }

        if (!HasQuietZone(grey, width, height)) throw new InvalidDataException("The code has no quiet zone of four modules.");
        // Module by module, as in no photograph: what looks for a code in one misses some that are whole.
        var hints = new Dictionary<DecodeHintType, object> { [DecodeHintType.PURE_BARCODE] = true };
        var source = new RGBLuminanceSource(grey, width, height, RGBLuminanceSource.BitmapFormat.Gray8);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)), hints)?.Text ?? throw new InvalidDataException("No code is found.");
    }

    // The first dark dots are the edge of the pattern in the corner, which is seven modules wide.
    private static bool HasQuietZone(byte[] grey, int width, int height)
    {
        int first = Array.IndexOf(grey, (byte)0);
        int edge = Array.IndexOf(grey, (byte)255, first) - first;
        int last = Array.LastIndexOf(grey, (byte)0);
        int margin = edge / 7 * 4;
        bool isWide = first / width >= margin && height - 1 - (last / width) >= margin;
        for (int place = 0; place < grey.Length; place++) isWide &= grey[place] != 0 || (place % width >= margin && place % width < width - margin);
        return isWide;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0xFFFFFFFF;
        foreach (byte one in bytes)
        {
            sum ^= one;
            for (int bit = 0; bit < 8; bit++) sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }
}
