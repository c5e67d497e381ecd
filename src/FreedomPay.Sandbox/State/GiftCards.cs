using System.Globalization;

namespace FreedomPay.Sandbox.State;

/// <summary>Gift cards 500 to 599: issued, with 100 dollars each and the one-time code 1234.</summary>
internal sealed class GiftCards
{
    public const string Code = "1234";
    private const int First = 500;
    private const int Last = 599;
    private readonly HashSet<int> activated = [];

    public static bool Knows(int cardId) => cardId is >= First and <= Last;

    /// <summary>Activates a card.</summary>
    /// <returns>False when it was activated before.</returns>
    public bool Activate(int cardId) => activated.Add(cardId);

    public void Clear() => activated.Clear();

    public static string MaskOf(int cardId) => "1234********5" + cardId.ToString(CultureInfo.InvariantCulture);
}
