using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Merchant;

/// <summary>Charges a held payment (clearing, capture), in full or in part.</summary>
/// <remarks>
/// <para>
/// For payments that were created with -AutoClearing 0 and paid. What is neither charged nor released within five days is charged on its
/// own. Either -ClearingAmount or -Full is required, so that a file whose column of amounts is misspelt charges nothing.
/// </para>
/// <para>
/// A file brings the amount in a column ClearingAmount or pg_clearing_amount. A column Amount alone is refused, for it may be that of the
/// whole payment; and so is the ClearingAmount of a result of this module or of its export, which says what was charged before.
/// </para>
/// <para>
/// Safety: a repeat is not documented to be harmless, so a request whose answer is lost is not sent again: the payment is looked up, and
/// taken for charged when it is, over this amount; it may show the old state for some seconds, and then the outcome is reported as unknown.
/// </para>
/// <para>
/// The Merchant and the Gateway API share the numbers of payments: a charge through one and again through the other are two requests, and no
/// journal knows of both, for a journal belongs to one cmdlet.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant. The field list of the documentation is not published; these are the fields that clients send.</para>
/// </remarks>
/// <example>
/// <code>Complete-FreedomPayPayment 4567788 -ClearingAmount 1500.50</code>
/// <para>Charges 1500.50 of a held payment.</para>
/// </example>
/// <example>
/// <code>Import-Csv shipped.csv | Complete-FreedomPayPayment -Journal shipped.jsonl -WhatIf</code>
/// <para>Shows what would be charged for a file with the columns PaymentId and ClearingAmount, and charges nothing.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/clearing-11621002e0">Clearing</seealso>
[Cmdlet(VerbsLifecycle.Complete, "FreedomPayPayment", SupportsShouldProcess = true, DefaultParameterSetName = InPart)]
[OutputType(typeof(Payment))]
[Operation("clearPayment", "POST", "/do_capture.php", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, StatusOperation = "getPaymentStatus",
    StatusField = "pg_payment_id", Answer = ["pg_status"])]
public sealed class CompleteFreedomPayPaymentCommand : ClearingCommand<Payment>;
