using System.Globalization;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>A payment of the Merchant or the Gateway API.</summary>
internal sealed record Payment
{
    public string PaymentId { get; init; } = "";

    /// <summary>Hexadecimal name of the payment page's customer.</summary>
    public string Customer { get; init; } = "";

    public string? OrderId { get; init; }

    /// <summary>The amount, in the very text that was sent; null when the payer types it.</summary>
    public string? Amount { get; init; }

    public string Currency { get; init; } = "KZT";

    public string? IdempotencyKey { get; init; }

    public string? Description { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>The code with which it failed; null where it did not.</summary>
    public string? FailureCode { get; init; }

    /// <summary>Why it failed, for people; null where it did not.</summary>
    public string? FailureDescription { get; init; }

    /// <summary>Whether it can still be paid: a payment that has failed has ended.</summary>
    public bool IsOpen => PaidAt is null && FailureCode is null;

    /// <summary>The card that it is, or is to be, paid with; null where none is known.</summary>
    public TestCard? Card { get; init; }

    /// <summary>What the payer has to pass at his bank first; null where he has not.</summary>
    public AcsChallenge? Challenge { get; init; }

    /// <summary>Whether the money is only held when the payer has paid, until it is captured or released.</summary>
    public bool Holds { get; init; }

    /// <summary>What was charged; null while nothing is.</summary>
    public decimal? Captured { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Number of the cancellation.</summary>
    public string? CancelNumber { get; init; }

    /// <summary>What was given back.</summary>
    public IReadOnlyList<PaymentRefund> Refunds { get; init; } = [];

    /// <summary>Whether it is charged to the balance of a phone.</summary>
    public bool IsMobile { get; init; }

    /// <summary>The phone that the payer has, or that is being charged; null where none was named.</summary>
    public string? Phone { get; init; }

    /// <summary>The code that the payer has to type; null where none is due.</summary>
    public string? Code { get; init; }

    /// <summary>Token of the saved card that it is to be charged to; null where the payer chooses.</summary>
    public string? CardToken { get; init; }

    /// <summary>Whether paying it makes a recurring profile.</summary>
    public bool StartsProfile { get; init; }

    /// <summary>Number of the recurring profile that it has made, or by which it was charged; null for none.</summary>
    public string? Profile { get; init; }

    public decimal Refunded => Refunds.Sum(static refund => refund.Amount);
}

/// <summary>A part of a payment, or all of it, that was given back.</summary>
internal sealed record PaymentRefund(string PaymentId, decimal Amount, DateTimeOffset At);

/// <summary>The payments, by number, by order and by idempotency key.</summary>
internal sealed class Payments(Func<DateTimeOffset> clock)
{
    private const long FirstNumber = 700_000_001;
    private const long FirstFollowUp = 100_000_000;
    private readonly List<Payment> all = [];
    private readonly Dictionary<string, int> newestByOrder = new(StringComparer.Ordinal);
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private long followUps;
    private long forgotten;

    public int Count => all.Count;

    public bool IsKeyUsed(string key) => keys.Contains(key);

    public Payment Create(Payment payment)
    {
        payment = payment with
        {
            PaymentId = (FirstNumber + forgotten + all.Count).ToString(CultureInfo.InvariantCulture),
            Customer = Guid.NewGuid().ToString("N"),
            CreatedAt = clock(),
        };
        if (payment.OrderId is { } order) newestByOrder[order] = all.Count;
        if (payment.IdempotencyKey is { } key) keys.Add(key);
        all.Add(payment);
        return payment;
    }

    /// <summary>By number, else the newest of an order number.</summary>
    public Payment? Find(string? paymentId, string? orderId)
    {
        if (!string.IsNullOrEmpty(paymentId)) return IndexOf(paymentId!) is { } index ? all[index] : null;
        return orderId is not null && newestByOrder.TryGetValue(orderId, out int newest) ? all[newest] : null;
    }

    /// <summary>The payment that has made a recurring profile.</summary>
    public Payment? OfProfile(string? profile) => all.Find(payment => payment.StartsProfile && payment.Profile is not null && payment.Profile == profile);

    public Payment this[string paymentId] => all[IndexOf(paymentId)!.Value];

    /// <summary>That of the customer of a payment page.</summary>
    public Payment? OfCustomer(string? customer) => all.Find(payment => payment.Customer == customer);

    /// <summary>That for which the page of a bank is.</summary>
    public Payment? OfBankPage(string page) => all.Find(payment => payment.Challenge?.Page == page);

    /// <summary>The payer has paid, with a card if one is given, which may be declined.</summary>
    public bool MarkPaid(string paymentId, TestCard? card = null)
    {
        if (IndexOf(paymentId) is not { } index) return false;
        if (!all[index].IsOpen) return true;
        Payment payment = all[index] with { Card = card ?? all[index].Card };
        if (payment.Card?.PaymentError is { } code)
        {
            Fail(payment, code, TestCards.Describe(code));
            return true;
        }

        all[index] = payment with
        {
            PaidAt = clock(),
            Code = null,
            Profile = payment.StartsProfile ? ProfileOf(payment) : payment.Profile,
            Captured = payment.Holds ? null : AmountOf(payment),
        };
        return true;
    }

    /// <summary>The payment has failed, for good.</summary>
    public void Fail(Payment payment, string code, string description) =>
        Replace(payment with { Code = null, FailureCode = code, FailureDescription = description });

    /// <summary>Number of the recurring profile that the payment makes when it is paid.</summary>
    public static string ProfileOf(Payment payment) => "9" + payment.PaymentId;

    /// <summary>What the bank calls the authorization of the payment: six digits.</summary>
    public static string AuthCodeOf(Payment payment) => payment.PaymentId.Substring(payment.PaymentId.Length - 6);

    /// <summary>What the payment is over; 0 where the payer typed it, which this simulator does not ask for.</summary>
    public static decimal AmountOf(Payment payment) =>
        decimal.TryParse(payment.Amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount) ? amount : 0;

    /// <summary>Whether a text is an amount that can be paid: above 0, with at most two decimals.</summary>
    public static bool IsAmount(string? text)
    {
        int point = text?.IndexOf('.') ?? -1;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount)
            && amount > 0 && (point < 0 || text!.Length - point <= 3);
    }

    /// <summary>The charge to a phone has begun, and waits for its code.</summary>
    public void AwaitCode(Payment payment, string phone, string code) => Replace(payment with { Phone = phone, Code = code });

    public void Capture(Payment payment, decimal amount) => Replace(payment with { Captured = amount });

    public string Cancel(Payment payment)
    {
        string number = NextNumber();
        Replace(payment with { CancelledAt = clock(), CancelNumber = number });
        return number;
    }

    public PaymentRefund Refund(Payment payment, decimal amount, string? key)
    {
        if (key is not null) keys.Add(key);
        var refund = new PaymentRefund(NextNumber(), amount, clock());
        Replace(payment with { Refunds = [.. payment.Refunds, refund] });
        return refund;
    }

    public void Clear()
    {
        // A number is given once, as the API does it, be the payment forgotten.
        forgotten += all.Count;
        all.Clear();
        newestByOrder.Clear();
        keys.Clear();
    }

    public JsonArray ToJson() => new([.. all.Select(payment => new JsonObject
    {
        ["payment_id"] = payment.PaymentId,
        ["order_id"] = payment.OrderId,
        ["amount"] = payment.Amount,
        ["currency"] = payment.Currency,
        ["idempotency_key"] = payment.IdempotencyKey,
        ["recurring_profile"] = payment.Profile,
        ["card_pan"] = payment.Card?.Mask,
        ["failure_code"] = payment.FailureCode,
        ["status"] = StatusOf(payment),
        ["captured"] = payment.Captured,
        ["refunded"] = payment.Refunded,
    })]);

    /// <summary>Of the names that clients know; the documentation has no list.</summary>
    public static string StatusOf(Payment payment) => payment switch
    {
        { FailureCode: not null } => "error",
        { PaidAt: null, Code: null, Challenge: null } => "new",
        { PaidAt: null } => "process",
        { CancelledAt: null } => "success",
        _ => "revoked",
    };

    // Refunds and cancellations have numbers of their own, as the real ones have, far from those of payments.
    private string NextNumber() => (FirstNumber + FirstFollowUp + ++followUps).ToString(CultureInfo.InvariantCulture);

    private void Replace(Payment payment) => all[IndexOf(payment.PaymentId)!.Value] = payment;

    private int? IndexOf(string paymentId) =>
        long.TryParse(paymentId, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number >= FirstNumber + forgotten
            && number - FirstNumber - forgotten < all.Count
            ? (int)(number - FirstNumber - forgotten)
            : null;
}
