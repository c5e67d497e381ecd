using System.Text.Json.Nodes;
using FreedomPay.Fields;

namespace FreedomPay.PowerShell.Tests;

public sealed class CardNumberTests
{
    private const string Card = "4405645000006150";

    private static readonly string[] TestCards =
    [
        .. from file in new[] { "merchant", "gateway" }
           from number in System.Text.RegularExpressions.Regex.Matches(
               File.ReadAllText(Path.Combine(Repository.Root, "contract", file + ".yaml")), "(?:number: \"|card: ')([0-9]{13,20})[\"']")
           select number.Groups[1].Value,
    ];

    private static FieldAttribute Field(FieldKind kind) => new("pg_card_pan", kind);

    [Fact]
    public void Every_test_card_of_the_documentation_is_taken_and_seven_of_them_on_no_connection_for_production()
    {
        Assert.True(TestCards.Length > 30);
        Expect.None(TestCards.Distinct().Where(card => CardNumber.FaultOf(card) is not null));
        Assert.Equal(7, TestCards.Distinct().Count(CardNumber.IsOnlyForTests));
    }

    [Fact]
    public void A_number_with_a_wrong_digit_or_two_that_changed_places_is_refused()
    {
        for (int place = 0; place < Card.Length; place++)
        {
            foreach (char other in "0123456789".Where(digit => digit != Card[place]))
            {
                Assert.NotNull(CardNumber.FaultOf(Card[..place] + other + Card[(place + 1)..]));
            }

            // Of neighbours the check digit does not see a 0 and a 9 that changed places.
            if (place + 1 < Card.Length && Card[place] != Card[place + 1] && (Card[place], Card[place + 1]) is not (('0', '9') or ('9', '0')))
            {
                Assert.NotNull(CardNumber.FaultOf(Card[..place] + Card[place + 1] + Card[place] + Card[(place + 2)..]));
            }
        }
    }

    [Theory]
    [InlineData("4405 6450 0000 6150", Card)]
    [InlineData("4405\u00A06450\u00A00000\u00A06150", Card)]
    [InlineData(Card, Card)]
    public void Groups_are_joined_on_the_wire(string text, string wire)
    {
        var field = new FieldAttribute("pg_card_pan", FieldKind.CardNumber) { MinLength = 13, MaxLength = 16 };
        Assert.Equal(wire, FieldRules.ToWire(field, text, out string? fault)?.GetValue<string>());
        Assert.Null(fault);
    }

    [Theory]
    [InlineData(FieldKind.CardNumber, "4405-6450-0000-6150")]
    [InlineData(FieldKind.CardNumber, "4.40565E+15")]
    [InlineData(FieldKind.CardNumber, "440564******6150")]
    [InlineData(FieldKind.CardNumber, "440564500000")]
    [InlineData(FieldKind.CardNumber, "440564500000615000000")]
    [InlineData(FieldKind.CardNumber, "٤٤٠٥٦٤٥٠٠٠٠٠٦١٥٠")]
    [InlineData(FieldKind.CardCode, "65")]
    [InlineData(FieldKind.CardCode, "65300")]
    [InlineData(FieldKind.CardCode, "6.3")]
    [InlineData(FieldKind.CardMonth, "0")]
    [InlineData(FieldKind.CardMonth, "13")]
    [InlineData(FieldKind.CardMonth, "12/30")]
    [InlineData(FieldKind.CardYear, "3")]
    [InlineData(FieldKind.CardYear, "1930")]
    [InlineData(FieldKind.CardYear, "20300")]
    public void What_is_none_is_refused(object kind, string text)
    {
        Assert.Null(FieldRules.ToWire(Field((FieldKind)kind), text, out string? fault));
        Assert.NotNull(fault);
    }

    [Theory]
    [InlineData(FieldKind.CardCode, "007", "007")]
    [InlineData(FieldKind.CardMonth, "9", "09")]
    [InlineData(FieldKind.CardMonth, "09", "09")]
    [InlineData(FieldKind.CardYear, "2030", "30")]
    [InlineData(FieldKind.CardYear, "30", "30")]
    public void Codes_and_dates_have_their_digits_on_the_wire(object kind, string text, string wire)
    {
        JsonNode? value = FieldRules.ToWire(Field((FieldKind)kind), text, out string? fault);
        Assert.Null(fault);
        Assert.Equal(wire, value!.GetValue<string>());
    }
}
