using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Operations;
using FreedomPay.Parameters;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Releases a held payment that is not charged yet.</summary>
/// <remarks>
/// <para>
/// Only a payment that was created with -AutoClearing 0 and paid, and that nobody has charged, can be released. What is charged already is
/// given back with New-FreedomPayRefund.
/// </para>
/// <para>
/// Safety: releasing a payment that is released changes nothing, so a request whose answer is lost is sent again. Needs
/// Connect-FreedomPay -Merchant.
/// </para>
/// </remarks>
/// <example>
/// <code>Stop-FreedomPayPayment 4567788</code>
/// <para>Releases one held payment.</para>
/// </example>
/// <example>
/// <code>Import-Csv payments.csv | Get-FreedomPayPayment | Where-Object Captured -eq 0 | Stop-FreedomPayPayment -WhatIf</code>
/// <para>Shows which payments of a file are held and would be released, and releases none.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/cancel-payment-11621007e0">Cancel payment</seealso>
[Cmdlet(VerbsLifecycle.Stop, "FreedomPayPayment", SupportsShouldProcess = true)]
[OutputType(typeof(Payment))]
[Operation("cancelPayment", "POST", "/cancel", FreedomPayApi.Merchant, FreedomPaySafety.Natural, StatusOperation = "getPaymentStatus", StatusField = "pg_payment_id", Answer = ["pg_status"])]
public sealed class StopFreedomPayPaymentCommand : PgCommand<Payment>
{
    /// <summary>Number of the payment in Freedom Pay: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, PlainText(FromPipeline = true)]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer)]
    public string? PaymentId { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => Messages.PaymentOf.With(PaymentId);

    // The name of the state is one that clients know; the list of the documentation is not published.
    private protected override bool ShowsArrival(Row row, JsonObject answer) => AnswerReader.Text(answer, "pg_payment_status") is "revoked";
}
