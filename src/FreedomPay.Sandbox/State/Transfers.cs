using System.Globalization;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>A transfer from card to card.</summary>
internal sealed record Transfer
{
    public string PaymentId { get; init; } = "";

    public string OrderId { get; init; } = "";

    /// <summary>What is debited, in the very text that was sent.</summary>
    public string Amount { get; init; } = "";

    /// <summary>What is credited.</summary>
    public string AmountTo { get; init; } = "";

    public string CurrencyFrom { get; init; } = "";

    public string CurrencyTo { get; init; } = "";

    public string CardMask { get; init; } = "";

    public string RecipientMask { get; init; } = "";

    /// <summary>Token of the sender's card; null where its number was sent.</summary>
    public string? CardToken { get; init; }

    /// <summary>Token of the receiver's card; null where its number was sent.</summary>
    public string? RecipientToken { get; init; }

    /// <summary>Whether the sender has to pass 3-D Secure.</summary>
    public bool WantsThreeDs { get; init; }

    public bool HasPassed { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Why it has failed; null where it has not.</summary>
    public string? FailureCode { get; init; }

    public string Status => FailureCode is not null ? "error" : DoneAt is null ? "process" : "success";
}

/// <summary>The transfers, by number and by order.</summary>
internal sealed class Transfers(Func<DateTimeOffset> clock)
{
    private const long FirstNumber = 500_000_001;
    private readonly List<Transfer> all = [];
    private readonly Dictionary<string, int> newestByOrder = new(StringComparer.Ordinal);
    private long forgotten;

    /// <summary>Makes one; it is done at once unless its sender has to pass 3-D Secure, or it fails. That an order has one already does not keep it from
    /// being made again: of a repeat nothing is documented, and this is the worst that could be.</summary>
    public Transfer Create(Transfer transfer)
    {
        transfer = transfer with
        {
            PaymentId = (FirstNumber + forgotten + all.Count).ToString(CultureInfo.InvariantCulture),
            DoneAt = transfer.WantsThreeDs || transfer.FailureCode is not null ? null : clock(),
        };
        newestByOrder[transfer.OrderId] = all.Count;
        all.Add(transfer);
        return transfer;
    }

    /// <summary>By number, else the newest of an order number.</summary>
    public Transfer? Find(string? paymentId, string? orderId)
    {
        if (!string.IsNullOrEmpty(paymentId)) return IndexOf(paymentId!) is { } index ? all[index] : null;
        return orderId is not null && newestByOrder.TryGetValue(orderId, out int newest) ? all[newest] : null;
    }

    /// <summary>The sender has passed 3-D Secure.</summary>
    public bool Pass(string paymentId)
    {
        if (IndexOf(paymentId) is not { } index || !all[index].WantsThreeDs) return false;
        all[index] = all[index] with { HasPassed = true };
        return true;
    }

    public Transfer Complete(Transfer transfer) => all[IndexOf(transfer.PaymentId)!.Value] = transfer with { DoneAt = clock() };

    public void Clear()
    {
        // A number is given once, be the transfer forgotten.
        forgotten += all.Count;
        all.Clear();
        newestByOrder.Clear();
    }

    public JsonArray ToJson() => new([.. all.Select(transfer => new JsonObject
    {
        ["payment_id"] = transfer.PaymentId,
        ["order_id"] = transfer.OrderId,
        ["amount"] = transfer.Amount,
        ["amount_to"] = transfer.AmountTo,
        ["currency_from"] = transfer.CurrencyFrom,
        ["currency_to"] = transfer.CurrencyTo,
        ["status"] = transfer.Status,
    })]);

    private int? IndexOf(string paymentId) =>
        long.TryParse(paymentId, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number >= FirstNumber + forgotten
            && number - FirstNumber - forgotten < all.Count
            ? (int)(number - FirstNumber - forgotten)
            : null;
}
