using System.Text.Json.Nodes;
using FreedomPay.Core;

namespace FreedomPay.Simulation;

/// <summary>An operation of the simulated API: one for each thing that the classes of safety promise.</summary>
internal sealed class Kind
{
    private const string Order = "pg_order_id";

    public static IReadOnlyList<Kind> All { get; } =
    [
        new() { Name = "read", Safety = Safety.Read, Key = "request_id", IsFresh = true },
        new() { Name = "natural", Safety = Safety.Natural, Key = "request_id", IsFresh = true },
        new() { Name = "replay", Safety = Safety.Replay, Key = "request_id" },
        new() { Name = "refuse", Safety = Safety.Refuse, Key = "request_id", StatusBy = "request_id" },
        new() { Name = "unkeyed", Safety = Safety.Unkeyed },
        new() { Name = "paced", Safety = Safety.Unkeyed, IsPg = true, Pause = 1.5 },
        new() { Name = "order", Safety = Safety.Unkeyed, IsPg = true, StatusBy = Order },
        new() { Name = "transfer", Safety = Safety.Replay, IsPg = true, Key = "pg_transfer_id" },
        new() { Name = "payment", Safety = Safety.Refuse, IsPg = true, Key = "pg_idempotency_key", StatusBy = Order, Proof = Proof.Payment, Pause = 1.5 },
        new() { Name = "refund", Safety = Safety.Unkeyed, IsPg = true, StatusBy = "pg_payment_id", Proof = Proof.Refund },
        new() { Name = "giftcard", Safety = Safety.Unkeyed, OtherRoute = new(WireProtocol.LegacySign, CredentialKind.Merchant) },
        new() { Name = "provision", Safety = Safety.Unkeyed, OtherRoute = new(WireProtocol.Bearer, CredentialKind.FreedomIdToken, ApiHost.Passport) },
        new()
        {
            Name = "claim", Safety = Safety.Replay, Key = "request_id", HasTokens = true,
            OtherRoute = new(WireProtocol.Bearer, CredentialKind.FreedomIdUser),
        },
    ];

    public required string Name { get; init; }

    public required Safety Safety { get; init; }

    public bool IsPg { get; init; }

    /// <summary>The field by which the API knows a repeat; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>Whether that is a new one in each sending, and no key.</summary>
    public bool IsFresh { get; init; }

    /// <summary>The field by which the status operation is asked; null where there is none.</summary>
    public string? StatusBy { get; init; }

    /// <summary>What shows that a request had arrived whose answer was lost.</summary>
    public Proof Proof { get; init; }

    public double Pause { get; init; }

    /// <summary>Whether each row has a token of its own.</summary>
    public bool HasTokens { get; init; }

    /// <summary>How it travels, if not as most do.</summary>
    public ApiRoute? OtherRoute { get; init; }

    /// <summary>Whether its answers have a number for their status.</summary>
    public bool IsLegacy => Route.Protocol is WireProtocol.LegacySign;

    public bool IsRead => Safety is Safety.Read;

    /// <summary>Whether the row has an id of the caller's own, by which the API can be asked though it does not refuse it.</summary>
    public bool HasOrder => StatusBy == Order && Proof is Proof.Status;

    /// <summary>The field that says upon what a request acts.</summary>
    public string CardField => Proof is Proof.Refund ? "pg_payment_id" : IsPg ? "pg_card_id" : "card_id";

    public string AmountField => Proof is Proof.Refund ? "pg_refund_amount" : IsPg ? "pg_amount" : "amount";

    public ApiRoute Route => OtherRoute ?? (IsPg ? new(WireProtocol.Pg, CredentialKind.Merchant) : new(WireProtocol.Jws, CredentialKind.Partner));

    /// <summary>The fields of a row.</summary>
    public JsonObject Body(Intended row, string? key, string amount)
    {
        var body = new JsonObject();
        if (StatusBy == Order) body[Order] = HasOrder ? row.OrderId : "order-" + row.Card;
        if (Key is { } name && key is not null) body[name] = key;
        body[CardField] = row.Card;
        body[AmountField] = amount;
        body["pin"] = row.Pin;
        return body;
    }
}

/// <summary>What shows that a request had arrived.</summary>
internal enum Proof
{
    /// <summary>The state of the request, which has a name of its own.</summary>
    Status,

    /// <summary>The last payment of an order whose number repeats: when it was created, and over what.</summary>
    Payment,

    /// <summary>The refunds of a payment, before and after.</summary>
    Refund,
}

/// <summary>Something that the operator wants to happen once.</summary>
/// <param name="Id">Its number in the world.</param>
/// <param name="Card">Upon what it acts.</param>
/// <param name="Amount">Over how much.</param>
/// <param name="Key">The key that its row has in the file.</param>
internal sealed record Intended(int Id, string Card, int Amount, string Key)
{
    /// <summary>What it does. Two that do the same are told apart by their number only.</summary>
    public string Act => Card + "/" + Amount;

    public string OrderId => "order-" + Card + "-" + Amount;

    /// <summary>The token that its row has, where each has its own.</summary>
    public string Token => "token-" + (773_920 + (Id * 1913));

    /// <summary>A secret that its row has; nothing else of a world looks like it.</summary>
    public string Pin => "secret-" + (481_516 + (Id * 2342));
}
