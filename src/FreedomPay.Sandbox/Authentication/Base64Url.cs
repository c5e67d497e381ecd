namespace FreedomPay.Sandbox.Authentication;

/// <summary>base64url without padding (RFC 4648, section 5), read strictly.</summary>
internal static class Base64Url
{
    public static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The bytes; null when the text has padding or characters of another alphabet.</summary>
    public static byte[]? Decode(string text)
    {
        if (!text.All(character => character is >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= '0' and <= '9' or '-' or '_')) return null;
        if (text.Length % 4 == 1) return null;
        string padded = text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (text.Length % 4)) % 4);
        try
        {
            return Convert.FromBase64String(padded);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
