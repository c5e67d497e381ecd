using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Payments;

/// <summary>A cmdlet that releases a held payment which is not charged yet.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class ReleaseCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    /// <summary>Number of the payment in Freedom Pay: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer, FromPipeline = true)]
    public string? PaymentId { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => PaymentsMessages.PaymentOf.With(PaymentId);

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        WireObject.Text(answer, "pg_payment_id") == WireObject.Text(row.Sent, "pg_payment_id")
        && WireObject.Text(answer, "pg_captured") != "1"
        && HoldsCancellation(answer["pg_revoked_payments"]);

    // One that did not fail. How the element of an entry is called is not documented, nor whether it has members or is a number alone.
    private static bool HoldsCancellation(JsonNode? listed) => listed switch
    {
        JsonObject entry when entry.ContainsKey("pg_payment_status") => WireObject.Text(entry, "pg_payment_status") is "success" or "ok" or "revoked",
        JsonObject members => members.Any(static member => HoldsCancellation(member.Value)),
        JsonArray entries => entries.Any(HoldsCancellation),
        _ => !string.IsNullOrWhiteSpace(listed?.ToString()),
    };
}
