using System.Text.Json;
using FreedomPay.Sandbox.Contract;

namespace FreedomPay.Sandbox.State;

/// <summary>
/// The test cards of the documentation, read from the contract: x-test-data of the Merchant API, which has all that the Gateway API has
/// (x-dictionaries.test-cards) and more. A number that is not among them is a good card, without 3-D Secure unless that is asked for.
/// </summary>
internal static class TestCards
{
    private const int Fewest = 13;
    private const int Most = 20;
    private static readonly ContractDocument Gateway = ContractDocument.All.First(static document => document.Family == "gateway");
    private static readonly Dictionary<string, TestCard> Documented = Read();

    /// <summary>Whether a text is the number of a card: digits, as many as the contract lets one have.</summary>
    public static bool IsNumber(string? text) => text is { Length: >= Fewest and <= Most } && text.All(static character => character is >= '0' and <= '9');

    /// <summary>The card of a number.</summary>
    public static TestCard Of(string number) => Documented.TryGetValue(number, out TestCard? card) ? card : Good(number);

    /// <summary>Why a card is declined, for people. Most meanings are those of a third party's list.</summary>
    public static string Describe(string code) =>
        "declined, as is documented of this test card" + (Gateway.Root.TextAt("x-errors.secondary.codes." + code) is { } meaning ? $" ({meaning})" : "");

    private static TestCard Good(string number) => new() { Mask = Mask(number) };

    // 4400-44XX-XXXX-4440; longer and shorter numbers in the same way.
    private static string Mask(string number)
    {
        string masked = number.Substring(0, 6) + new string('X', number.Length - 10) + number.Substring(number.Length - 4);
        IEnumerable<int> starts = Enumerable.Range(0, (masked.Length + 3) / 4).Select(static group => 4 * group);
        return string.Join("-", starts.Select(start => masked.Substring(start, Math.Min(4, masked.Length - start))));
    }

    private static Dictionary<string, TestCard> Read()
    {
        JsonElement data = ContractDocument.All.First(static document => document.Family == "merchant").Root.GetProperty("x-test-data");
        var cards = new Dictionary<string, TestCard>(StringComparer.Ordinal);
        foreach (JsonElement card in data.Items("purchase-cards"))
        {
            string number = card.Text("number")!;
            cards[number] = Good(number) with { PaymentError = ErrorOf(card.TextAt("result")), Can = card.Text("can") ?? "" };
        }

        foreach (JsonElement card in data.Items("payout-cards"))
        {
            string number = card.Text("number")!;
            string result = card.TextAt("result")!;
            cards[number] = (cards.TryGetValue(number, out TestCard? known) ? known : Good(number)) with
            {
                PayoutError = ErrorOf(result),
                IsPayoutSettledLater = result.StartsWith("process", StringComparison.Ordinal),
            };
        }

        return cards;
    }

    // A result ends with its code, or with success; the cards without a result succeed.
    private static string? ErrorOf(string? result) => result?.Split(' ').Last() is { } last && last != "success" ? last : null;
}
