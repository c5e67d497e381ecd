using System.Security.Cryptography;

namespace FreedomPay.Core.Protocols;

/// <summary>Makes texts that nobody can guess: state, nonce, the path of a redirect.</summary>
public static class RandomText
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    // The largest multiple of the alphabet's length in a byte: what is beyond it would favour the first letters.
    private const int Fair = 256 / 62 * 62;

    /// <summary>A new text of letters and digits.</summary>
    /// <param name="length">How many characters; 32 have 190 bits.</param>
    /// <returns>The text.</returns>
    public static string New(int length = 32)
    {
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        var text = new char[length];
        byte[] bytes = new byte[64];
        for (int filled = 0; filled < length;)
        {
            random.GetBytes(bytes);
            foreach (byte value in bytes)
            {
                if (value < Fair && filled < length) text[filled++] = Alphabet[value % Alphabet.Length];
            }
        }

        return new string(text);
    }
}
