namespace FreedomPay.Core.Protocols;

internal static class Base64Url
{
    public static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length % 4 == 1 || text.Any(static c => c > 127 || !(char.IsLetterOrDigit(c) || c is '-' or '_'))) return false;
        string standard = text.Replace('-', '+').Replace('_', '/');
        try
        {
            bytes = Convert.FromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
