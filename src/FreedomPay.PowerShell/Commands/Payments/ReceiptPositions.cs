using System.Text.Json.Nodes;
using FreedomPay.Fields;

namespace FreedomPay.Commands.Payments;

/// <summary>The lines of receipts: those of one payment, or those of a file, which name their orders.</summary>
internal sealed class ReceiptPositions
{
    private const string WireName = "pg_receipt_positions";
    private const string Parameter = "ReceiptPosition";
    private object? read;
    private (string Name, FreedomPayInput Value)[] all = [];
    private ILookup<string, (string Name, FreedomPayInput Value)>? byOrder;

    /// <summary>Those of a row.</summary>
    /// <param name="positions">All of them.</param>
    /// <param name="given">The same, each with its name in messages.</param>
    /// <param name="order">The order of the row; null where it has none.</param>
    public IEnumerable<(string Name, FreedomPayInput Value)> Of(
        FreedomPayInput[]? positions, IEnumerable<(string Name, FreedomPayInput Value)> given, string? order)
    {
        if (positions is null)
        {
            byOrder = null;
            return [];
        }
        // A file of them is typed once, for all rows.
        if (!ReferenceEquals(positions, read))
        {
            read = positions;
            all = [.. given];
            byOrder = all.Any(static one => OrderOf(one.Value).Length > 0) ? all.ToLookup(static one => OrderOf(one.Value), StringComparer.Ordinal) : null;
        }

        return byOrder is null ? all : string.IsNullOrWhiteSpace(order) ? [] : byOrder[order!.Trim()];
    }

    /// <summary>Says what is wrong between the lines of a row and its amount.</summary>
    /// <param name="body">The fields of the row.</param>
    /// <param name="faults">Takes it.</param>
    public void Judge(JsonObject body, ICollection<FieldFault> faults)
    {
        // What is wrong with a line by itself says enough.
        if (faults.Any(static fault => fault.Parameter.StartsWith(Parameter, StringComparison.Ordinal))) return;
        if (FaultOf(body) is { } reason) faults.Add(new FieldFault(Parameter, WireName, null, reason));
        Sort(body);
    }

    // In an order of their own, so that the same lines are the same request to a journal, however the file was sorted.
    private static void Sort(JsonObject body)
    {
        if (body[WireName] is not JsonArray { Count: > 1 } lines) return;
        JsonNode[] sorted = [.. lines.OfType<JsonNode>().OrderBy(static line => WireObject.Text((JsonObject)line, "name"), StringComparer.Ordinal)
            .ThenBy(static line => line.ToJsonString(), StringComparer.Ordinal)];
        lines.Clear();
        foreach (JsonNode line in sorted) lines.Add(line);
    }

    private string? FaultOf(JsonObject body)
    {
        JsonObject[] lines = [.. (body[WireName] as JsonArray)?.OfType<JsonObject>() ?? []];
        if (byOrder?[""].FirstOrDefault() is { Name: { } nameless }) return PaymentsMessages.PositionLacksOrder.With(nameless);
        if (byOrder is not null && lines.Length == 0) return PaymentsMessages.OrderHasNoPosition.With(WireObject.Text(body, "pg_order_id"));
        decimal sum = 0;
        foreach (JsonObject line in lines)
        {
            if (!Amount.TryParse(WireObject.Text(line, "price"), out Amount price)
                || !Amount.TryParse(WireObject.Text(line, "count"), out Amount count)
                || WireObject.Text(line, "name") is null)
            {
                return PaymentsMessages.PositionLacksMember;
            }

            sum += price.Value * count.Value;
        }

        return lines.Length == 0 || !Amount.TryParse(WireObject.Text(body, "pg_amount"), out Amount amount) || sum == amount.Value
            ? null
            : PaymentsMessages.PositionsDiffer.With(new Amount(sum), amount);
    }

    private static string OrderOf(FreedomPayInput position) => ((IOrderLine)position).OrderId?.Trim() ?? "";
}
