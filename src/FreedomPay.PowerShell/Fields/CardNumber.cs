using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Fields;

/// <summary>Numbers of payment cards, ISO/IEC 7812: digits, the last of which checks the others.</summary>
internal static class CardNumber
{
    private const int Fewest = 13;
    private const int Most = 20;

    // Test cards of the documentation that no check digit fits.
    private static readonly HashSet<string> Unchecked = new(
        [
            "4400444400004440", "4400444400004441", "4400444400004442", "4400444400004443", "4400444400004445", "4400444400004446", "4400444400004447",
        ],
        StringComparer.Ordinal);

    /// <summary>The spelling on the wire: without the blanks by which it is printed in groups.</summary>
    public static string Plain(string text) => string.Concat(text.Where(static c => c is not (' ' or '\u00A0')));

    /// <summary>What is wrong with a number; null for nothing.</summary>
    /// <param name="plain">The number in its spelling on the wire.</param>
    public static string? FaultOf(string plain)
    {
        if (plain.Length is < Fewest or > Most || !plain.All(static c => c is >= '0' and <= '9')) return Messages.NotACardNumber.With(Fewest, Most);
        return CheckDigit.Fits(plain) || IsOnlyForTests(plain) ? null : Messages.CardNumberIsMistyped;
    }

    /// <summary>Whether it is none that a bank could have issued, though the documentation lets tests pay with it.</summary>
    /// <param name="plain">The number in its spelling on the wire.</param>
    public static bool IsOnlyForTests(string plain) => Unchecked.Contains(plain);
}
