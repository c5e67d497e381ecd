using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Payments;

/// <summary>A cmdlet that gives a charged payment back, in full or in part.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class RefundCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    private protected const string InPart = "Amount";
    private protected const string InFull = "Full";
    private RefundProof? proof;

    /// <summary>Number of the payment in Freedom Pay: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer, FromPipeline = true)]
    public string? PaymentId { get; set; }

    /// <summary>Gives back the whole payment, or what is left of it.</summary>
    [Parameter(ParameterSetName = InFull, Mandatory = true)]
    public SwitchParameter Full { get; set; }

    /// <summary>How the API names and lists refunds.</summary>
    private protected abstract RefundBook Book { get; }

    private RefundProof Proof => proof ??= new RefundProof(RefundActs.OfProcess, TimeProvider.System, Book);

    private protected override string? SubjectOf(JsonObject sent) =>
        PaymentsMessages.PaymentAndAmount.With(PaymentId, WireObject.Text(sent, Book.Amount) ?? PaymentsMessages.FullAmount);

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        Proof.MakeAsync(
            row.Known, client.Settings.BaseUri, Run.Journal, () => AskBefore(row, client, trace, cancellation),
            () => base.PerformAsync(row, client, request, trace, cancellation));

    private protected override void Recall(Row row) => Proof.Recall(row.Known, ClientOfConnection.Settings.BaseUri, Run.Journal!);

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        Proof.IsShownBy(row.Known, ClientOfConnection.Settings.BaseUri, LocalTime.OffsetOf(RegionOfConnection), Run.Journal, answer);
}
