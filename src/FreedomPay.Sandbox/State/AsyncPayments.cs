using System.Globalization;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>A payment of the asynchronous part of the Gateway API.</summary>
internal sealed record AsyncPayment
{
    public string Id { get; init; } = "";

    public string OrderId { get; init; } = "";

    public decimal Amount { get; init; }

    public string? UserId { get; init; }

    /// <summary>The card that pays; null for a saved card or a profile.</summary>
    public TestCard? Card { get; init; }

    public bool Holds { get; init; }

    public string Status { get; init; } = AsyncPayments.InWork;

    /// <summary>How many times it was asked for since the API went to work on it.</summary>
    public int Asked { get; init; }

    /// <summary>Name of the page where the payer passes 3-D Secure; null where that is not asked for.</summary>
    public string? Acs { get; init; }

    public bool HasPassed { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>What was or is being charged; null while nothing is.</summary>
    public decimal? Charge { get; init; }

    /// <summary>Number of the card in the storage of cards.</summary>
    public string CardToken { get; init; } = "";

    /// <summary>Whether that card may be charged again.</summary>
    public bool SavesCard { get; init; }

    /// <summary>Number of the recurring profile that it makes or is charged by; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary>For how many months the profile lives that it makes; null where it makes none.</summary>
    public int? Lifetime { get; init; }

    public string? CancelNumber { get; init; }

    public IReadOnlyList<AsyncRefund> Refunds { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public decimal Refunded => Refunds.Sum(static refund => refund.Amount);

    /// <summary>Whether its money was taken or is held.</summary>
    public bool IsGood => Status is AsyncPayments.Held or AsyncPayments.Charged or AsyncPayments.Clearing;
}

/// <summary>A refund; the API is at work on it until it was asked for.</summary>
internal sealed record AsyncRefund(string Id, decimal Amount, bool IsDone);

/// <summary>
/// The payments, by number and by order. The API is at work on what was asked for until it was asked for twice: how long it takes is not documented.
/// </summary>
internal sealed class AsyncPayments(Func<DateTimeOffset> clock)
{
    public const string InWork = "process";
    public const string Waiting = "waiting_3ds";
    public const string Held = "approved";
    public const string Charged = "success";
    public const string Clearing = "process_clearing";
    public const string Reversed = "reversed";
    public const string Failed = "error";

    private const int AsksUntilDone = 2;

    private readonly Dictionary<string, AsyncPayment> all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> byOrder = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AsyncOutcome> requests = new(StringComparer.Ordinal);

    public AsyncPayment Create(AsyncPayment payment)
    {
        payment = payment with { Id = Guid.NewGuid().ToString(), CardToken = Guid.NewGuid().ToString(), CreatedAt = clock() };
        all[payment.Id] = payment;
        byOrder[payment.OrderId] = payment.Id;
        return payment;
    }

    public AsyncPayment? Find(string? id, string? orderId)
    {
        if (string.IsNullOrEmpty(id) && (orderId is null || !byOrder.TryGetValue(orderId, out id))) return null;
        return all.TryGetValue(id!.ToLowerInvariant(), out AsyncPayment? payment) ? payment : null;
    }

    /// <summary>The payment that has saved a card for a user.</summary>
    public AsyncPayment? OfCard(string token, string? userId) =>
        all.Values.FirstOrDefault(payment => payment.SavesCard && payment.IsGood && payment.CardToken == token && payment.UserId == userId);

    /// <summary>The payment that has made a recurring profile.</summary>
    public AsyncPayment? OfProfile(string profile) =>
        all.Values.FirstOrDefault(payment => payment.Lifetime is not null && payment.IsGood && payment.Profile == profile);

    /// <summary>Asked for, a payment goes on.</summary>
    public AsyncPayment Ask(AsyncPayment payment)
    {
        payment = payment with { Asked = payment.Asked + 1, Refunds = [.. payment.Refunds.Select(static refund => refund with { IsDone = true })] };
        return Replace(payment.Asked < AsksUntilDone ? payment : GoneOn(payment));
    }

    /// <summary>The payer has passed 3-D Secure; false where nobody waits for that.</summary>
    public bool Pass(string acs)
    {
        if (all.Values.FirstOrDefault(payment => payment.Acs == acs && payment.Status == Waiting) is not { } payment) return false;
        Replace(payment with { Status = InWork, Asked = 0, HasPassed = true });
        return true;
    }

    public AsyncPayment Clear(AsyncPayment payment, decimal amount) => Replace(payment with { Status = Clearing, Asked = 0, Charge = amount });

    public AsyncPayment Reverse(AsyncPayment payment) => Replace(payment with { Asked = 0, CancelNumber = Guid.NewGuid().ToString() });

    public AsyncRefund Refund(AsyncPayment payment, decimal amount)
    {
        var refund = new AsyncRefund(Guid.NewGuid().ToString(), amount, IsDone: false);
        Replace(payment with { Refunds = [.. payment.Refunds, refund] });
        return refund;
    }

    /// <summary>Notes what became of a request.</summary>
    public void Note(string requestId, AsyncOutcome outcome) => requests[requestId] = outcome;

    /// <summary>What became of a request; null for an unknown one.</summary>
    public AsyncOutcome? OutcomeOf(string requestId) => requests.TryGetValue(requestId, out AsyncOutcome? outcome) ? outcome : null;

    public void Reset()
    {
        all.Clear();
        byOrder.Clear();
        requests.Clear();
    }

    public JsonArray ToJson() => new([.. all.Values.Select(static payment => new JsonObject
    {
        ["id"] = payment.Id,
        ["order_id"] = payment.OrderId,
        ["amount"] = payment.Amount.ToString(CultureInfo.InvariantCulture),
        ["status"] = payment.Status,
        ["charged"] = payment.Status == Charged ? payment.Charge : 0,
        ["refunded"] = payment.Refunded,
    })]);

    private static AsyncPayment GoneOn(AsyncPayment payment) => payment switch
    {
        { CancelNumber: not null, Status: Held } => payment with { Status = Reversed },
        { Status: Clearing } => payment with { Status = Charged },
        { Status: InWork, Card.PaymentError: { } code } => payment with { Status = Failed, ErrorCode = code },
        { Status: InWork, Card.WantsThreeDs: true, HasPassed: false } => payment with { Status = Waiting, Acs = Guid.NewGuid().ToString("N") },
        { Status: InWork, Holds: true } => payment with { Status = Held },
        { Status: InWork } => payment with { Status = Charged, Charge = payment.Amount },
        _ => payment,
    };

    private AsyncPayment Replace(AsyncPayment payment) => all[payment.Id] = payment;
}

/// <summary>What became of a request: a payment, or why it was refused.</summary>
internal sealed record AsyncOutcome(string? PaymentId, string? ErrorCode, string? ErrorText);
