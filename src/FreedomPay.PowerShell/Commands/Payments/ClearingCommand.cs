using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Payments;

/// <summary>A cmdlet that charges a held payment, in full or in part.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class ClearingCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    private protected const string InPart = "Amount";
    private protected const string InFull = "Full";

    /// <summary>Number of the payment in Freedom Pay: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer, FromPipeline = true)]
    public string? PaymentId { get; set; }

    /// <summary>Amount to charge, at most that of the payment: digits with at most two decimals after a point, such as 1500.50. A decimal comma,
    /// blanks or an empty cell are refused.</summary>
    [Parameter(ParameterSetName = InPart, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_clearing_amount", "Amount"), Field("pg_clearing_amount", FieldKind.Amount, Minimum = "0.01", Columns = ["ClearingAmount", "pg_clearing_amount"])]
    public string? ClearingAmount { get; set; }

    /// <summary>Charges the whole payment.</summary>
    [Parameter(ParameterSetName = InFull, Mandatory = true)]
    public SwitchParameter Full { get; set; }

    private protected override string? SubjectOf(JsonObject sent) =>
        PaymentsMessages.PaymentAndAmount.With(PaymentId, WireObject.Text(sent, "pg_clearing_amount") ?? PaymentsMessages.FullAmount);

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        WireObject.Text(answer, "pg_captured") == "1"
        && PaymentProof.AreSame(
            WireObject.Text(row.Sent, "pg_clearing_amount") ?? WireObject.Text(answer, "pg_amount"), WireObject.Text(answer, "pg_clearing_amount"));
}
