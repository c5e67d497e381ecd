using FreedomPay.Fields;

namespace FreedomPay.PowerShell.Tests;

/// <summary>The lists of the asynchronous part of the Gateway API.</summary>
internal sealed class GatewayAsyncLists : FamilyLists
{
    public override string Family => "gateway-async";

    public override Dictionary<string, string[]> ThroughAdditionalField { get; } = new(StringComparer.Ordinal)
    {
        // The kind of the source follows from its columns; of the two names of a saved card one is enough.
        ["asyncCreatePayment"] = ["from.type", "from.card.uuid"],
    };

    public override Dictionary<string, string[]> MadeUp { get; } = new(StringComparer.Ordinal)
    {
        ["asyncCreatePayment"] = ["from.type", "auto_clearing"], // It has a default, yet is required.
        ["asyncRefundPayment"] = ["amount"], // In full it is that which the state leaves.
        ["asyncClearPayment"] = ["amount"],
    };

    public override Dictionary<(string OperationId, string WireName, string Rule), string> StricterRules { get; } = new()
    {
        [("asyncCreatePayment", "amount", nameof(FieldAttribute.Minimum))] = "Nobody pays nothing.",
        [("asyncCreatePayment", "from.card.year", nameof(FieldAttribute.Minimum))] = "Two digits, says the description.",
        [("asyncCreatePayment", "from.card.year", nameof(FieldAttribute.Maximum))] = "As above.",
        [("asyncCreatePayment", "from.card.month", nameof(FieldAttribute.Minimum))] = "The months of a year.",
        [("asyncCreatePayment", "from.card.month", nameof(FieldAttribute.Maximum))] = "As above.",
        [("asyncRefundPayment", "amount", nameof(FieldAttribute.Minimum))] = "No payment can have been made over less.",
        [("asyncClearPayment", "amount", nameof(FieldAttribute.Minimum))] = "As above.",
    };
}
