using FreedomPay.Fields;

namespace FreedomPay.PowerShell.Tests;

/// <summary>Numbers of accounts: those of the registry's examples are right, and whoever mistypes one is told.</summary>
public sealed class IbanTests
{
    private const string Kazakh = "KZ86125KZT5004100100";

    [Theory]
    [InlineData(Kazakh)]
    [InlineData("GB29NWBK60161331926819")]
    [InlineData("DE89370400440532013000")]
    [InlineData("FR1420041010050500013M02606")]
    [InlineData("NO9386011117947")]
    [InlineData("MT84MALT011000012345MTLCAST001S")]
    [InlineData("AE070331234567890123456")]
    [InlineData("TR330006100519786457841326")]
    public void A_right_one_is_taken(string text)
    {
        Assert.Null(Iban.FaultOf(text));
        Assert.Equal(text, FieldRules.ToWire(Field, Grouped(text).ToLowerInvariant(), out string? fault)?.ToString());
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("KZ123412341234123412")]
    [InlineData("KZ86125KZT500410010")]
    [InlineData("KZ86125KZT50041001000")]
    [InlineData("ZZ86125KZT5004100100")]
    [InlineData("US64SVBKUS6S3300958879")]
    [InlineData("86125KZT5004100100")]
    [InlineData("KZ86-125K-ZT50-0410-0100")]
    [InlineData("КZ86125KZT5004100100")]
    [InlineData("8,6125E+19")]
    [InlineData("KZ")]
    public void A_wrong_one_is_refused_and_the_fault_named(string text)
    {
        Assert.Null(FieldRules.ToWire(Field, text, out string? fault));
        Assert.False(string.IsNullOrEmpty(fault));
    }

    // The check digits find every single wrong character, and every two neighbours that changed places.
    [Fact]
    public void Every_slip_of_one_character_or_of_two_neighbours_is_found()
    {
        const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for (int place = 4; place < Kazakh.Length; place++)
        {
            foreach (char other in Letters.Where(letter => letter != Kazakh[place]))
            {
                // A letter is worth two digits, so that another length of the number may hide it; a digit is never hidden by a digit.
                if (char.IsDigit(other) != char.IsDigit(Kazakh[place])) continue;
                Assert.NotNull(Iban.FaultOf(Kazakh[..place] + other + Kazakh[(place + 1)..]));
            }

            if (place + 1 < Kazakh.Length && Kazakh[place] != Kazakh[place + 1])
            {
                Assert.NotNull(Iban.FaultOf(Kazakh[..place] + Kazakh[place + 1] + Kazakh[place] + Kazakh[(place + 2)..]));
            }
        }
    }

    private static FieldAttribute Field => new("pg_recipient_iban", FieldKind.Iban);

    private static string Grouped(string text) => string.Join(' ', text.Chunk(4).Select(group => new string(group)));
}
