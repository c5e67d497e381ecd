using System.Text;

namespace FreedomPay.Sandbox.Wire;

/// <summary>Reads application/x-www-form-urlencoded and multipart/form-data, with nested names such as <c>a[b][0]</c>.</summary>
internal static class FormReader
{
    private const int MostFields = 10_000;
    private const int MostLevels = 16;
    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>Reads an urlencoded form or query; null when it is malformed.</summary>
    public static WireNode? UrlEncoded(string text)
    {
        WireNode root = WireNode.Group();
        if (text.Length == 0) return root;
        string[] pairs = text.Split('&');
        if (pairs.Length > MostFields) return null;
        foreach (string pair in pairs)
        {
            if (pair.Length == 0) continue;
            int equals = pair.IndexOf('=');
            string? name = Decode(equals < 0 ? pair : pair.Substring(0, equals));
            string? value = Decode(equals < 0 ? "" : pair.Substring(equals + 1));
            if (name is null || value is null || !Place(root, name, value)) return null;
        }

        return root;
    }

    /// <summary>Reads a multipart form; null when it is malformed.</summary>
    public static WireNode? Multipart(byte[] body, string contentType)
    {
        string? boundary = ParameterOf(contentType, "boundary");
        if (string.IsNullOrEmpty(boundary)) return null;
        WireNode root = WireNode.Group();
        // One character per byte keeps the offsets; names and values are read as UTF-8 afterwards.
        string[] parts = ("\r\n" + Latin1.GetString(body)).Split(["\r\n--" + boundary], StringSplitOptions.None);
        if (parts.Length < 2 || parts.Length > MostFields || !parts[parts.Length - 1].StartsWith("--", StringComparison.Ordinal)) return null;
        for (int i = 1; i < parts.Length - 1; i++)
        {
            int end = parts[i].IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) return null;
            string? disposition = parts[i].Substring(0, end).Split('\n')
                .FirstOrDefault(line => line.TrimStart().StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase));
            string? rawName = disposition is null ? null : ParameterOf(disposition, "name");
            if (rawName is null) return null;
            string? name = Utf8(Latin1.GetBytes(rawName));
            string? value = Utf8(Latin1.GetBytes(parts[i].Substring(end + 4)));
            if (name is null || value is null || !Place(root, name, value)) return null;
        }

        return root;
    }

    /// <summary>A parameter of a header value such as <c>multipart/form-data; boundary=x</c>; null when it is not there.</summary>
    private static string? ParameterOf(string header, string name)
    {
        foreach (string part in header.Split(';').Skip(1))
        {
            string trimmed = part.Trim();
            if (!trimmed.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase)) continue;
            return trimmed.Substring(name.Length + 1).Trim('"');
        }

        return null;
    }

    private static bool Place(WireNode root, string name, string value)
    {
        int bracket = name.IndexOf('[');
        if (bracket <= 0 || name[name.Length - 1] != ']')
        {
            root.Add(name, value);
            return true;
        }

        string[] inner = name.Substring(bracket + 1, name.Length - bracket - 2).Split(["]["], StringSplitOptions.None);
        if (inner.Length > MostLevels) return false;
        WireNode group = root.GroupOf(name.Substring(0, bracket));
        for (int i = 0; i < inner.Length - 1; i++) group = group.GroupOf(inner[i]);
        string leaf = inner[inner.Length - 1];
        group.Add(group.NextNumberIfEmpty(leaf), value);
        return true;
    }

    private static string? Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (character == '%')
            {
                if (i + 2 >= text.Length || Hex(text[i + 1]) < 0 || Hex(text[i + 2]) < 0) return null;
                bytes.Add((byte)((Hex(text[i + 1]) * 16) + Hex(text[i + 2])));
                i += 2;
            }
            else if (character == '+')
            {
                bytes.Add((byte)' ');
            }
            else if (character > 0xFF)
            {
                return null;
            }
            else
            {
                bytes.Add((byte)character);
            }
        }

        return Utf8(bytes.ToArray());
    }

    private static int Hex(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'a' and <= 'f' => character - 'a' + 10,
        >= 'A' and <= 'F' => character - 'A' + 10,
        _ => -1,
    };

    private static string? Utf8(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
