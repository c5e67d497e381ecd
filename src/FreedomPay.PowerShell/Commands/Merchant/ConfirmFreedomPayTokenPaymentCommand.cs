using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Charges a payment with a saved card, or makes the page on which the payer types the CVC.</summary>
/// <remarks>
/// <para>
/// For a payment of New-FreedomPayTokenPayment. The card is charged at once, or held where the shop charges in two steps (Captured 0). With -Cvc
/// nothing is charged: the result has the address of a page in RedirectUrl, to which the payer is sent, and the money moves when the payer has
/// typed the CVC there. How that ended tells Get-FreedomPayPayment.
/// </para>
/// <para>
/// Safety: it moves money and what a repeat does is not documented, so a request whose answer is lost is never sent again. The state of the payment
/// is asked before it leaves and again when its answer is lost; it is taken for done when the payment is charged since; else the outcome is
/// reported as unknown. A payment that is charged already is refused. That somebody else charges it at that very moment cannot be told apart. With
/// -Cvc nothing is sent: the link is signed here, may be made again without harm, and takes neither -WhatIf nor a journal.
/// </para>
/// <para>
/// Needs Connect-FreedomPay -Merchant. The field lists are not published; these are the fields of clients. That a browser may open the page by
/// an address with signed fields is known from a mobile SDK; the documentation has a POST there that answers the page.
/// </para>
/// </remarks>
/// <example>
/// <code>Confirm-FreedomPayTokenPayment 4567788</code>
/// <para>Charges one payment.</para>
/// </example>
/// <example>
/// <code>Import-Csv created.csv | Confirm-FreedomPayTokenPayment -Journal charged.jsonl | Where-Object Captured -eq 1</code>
/// <para>Charges the payments of a file with the column PaymentId, and shows which are charged.</para>
/// </example>
/// <example>
/// <code>(Confirm-FreedomPayTokenPayment 4567788 -Cvc).RedirectUrl</code>
/// <para>Shows the address of the page on which the payer types the CVC.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/confirm-payment-11777421e0">Confirm payment</seealso>
/// <seealso href="https://docs.freedompay.kz/confirm-payment-with-cvc-11776977e0">Confirm payment with CVC</seealso>
[Cmdlet(VerbsLifecycle.Confirm, "FreedomPayTokenPayment", SupportsShouldProcess = true, DefaultParameterSetName = Token)]
[OutputType(typeof(Payment))]
[Operation("confirmTokenPayment", "POST", "/v1/merchant/{merchant_id}/card/direct", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Set = Token,
    StatusOperation = "getPaymentStatus", StatusField = "pg_payment_id", Answer = ["pg_status"])]
[Operation("confirmTokenPaymentWithCvc", "POST", "/v1/merchant/{merchant_id}/card/pay", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Set = WithCvc,
    StatusOperation = "getPaymentStatus", StatusField = "pg_payment_id", MakesLink = true)]
public sealed class ConfirmFreedomPayTokenPaymentCommand : ChargeCommand<Payment>
{
    private const string Token = "Token";
    private const string WithCvc = "Cvc";

    /// <summary>Number of the payment in Freedom Pay: digits.</summary>
    [Parameter(ParameterSetName = Token, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = WithCvc, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer, FromPipeline = true)]
    public string? PaymentId { get; set; }

    /// <summary>Makes the page on which the payer types the CVC, and charges nothing.</summary>
    [Parameter(ParameterSetName = WithCvc, Mandatory = true)]
    public SwitchParameter Cvc { get; set; }

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        row.Operation.MakesLink
            ? Task.FromResult(SignedLinks.Make(row, client, request))
            : base.PerformAsync(row, client, request, trace, cancellation);

    private protected override bool Leads(string before, string after) => before is not Charged && after is Charged;

    private protected override object Present(Payment result, Row row)
    {
        if (row.Link is { } page) result.RedirectUrl = page.AbsoluteUri;
        return result;
    }

    private protected override RequestFailure? FailureOf(Payment result) => result.TransactionStatus is "failed" or "incomplete" or "revoked"
        ? new RequestFailure(
            MerchantMessages.TokenChargeFailed.With(result.PaymentId, result.FailureDescription ?? result.TransactionStatus),
            MerchantMessages.TokenChargeFailedAdvice)
        : null;
}
