using System.Globalization;
using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Compares the orders of a file with the payments that the API has of them, and writes each difference.</summary>
/// <remarks>
/// <para>
/// Each order is asked for as Get-FreedomPayPayment -OrderId does, and one that agrees brings nothing. A difference is one object: there is no
/// payment (Missing), its state is not success (NotPaid), the amount or the currency is another (AmountDiffers, CurrencyDiffers), the money is only
/// held (NotCleared), some of it was given back (Refunded), or an earlier row has the same order (OrderRepeated): by the number of an order the API
/// finds its last payment alone, so that a second row cannot be compared. A payment that the file does not have is not found: the API lists none.
/// </para>
/// <para>
/// Where money was taken, that amount is compared, and not the one that was asked for. A row of which the API does not tell enough is an error, and
/// no difference. The counts are in the summary of the run, on the information stream. Of each row the number of its order is remembered, and
/// nothing else.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Import-Csv orders.csv | Compare-FreedomPayPayment -InformationAction Continue | Export-Csv differences.csv</code>
/// <para>Compares a file with the columns OrderId, Amount and Currency, saves the differences and shows the counts.</para>
/// </example>
/// <example>
/// <code>Import-Csv orders.csv | Compare-FreedomPayPayment | Where-Object Finding -eq NotCleared | Complete-FreedomPayPayment -Full -WhatIf</code>
/// <para>Shows which payments are held and would be charged.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/status-11620963e0">Status</seealso>
[Cmdlet(VerbsData.Compare, "FreedomPayPayment")]
[OutputType(typeof(PaymentDifference))]
public sealed class CompareFreedomPayPaymentCommand : ApiCommand<Payment>
{
    private const string Paid = "success";

    // No answer has a field of this name.
    private const string Nothing = "no payment";

    // What says that there is no payment of an order.
    private static readonly string[] NotThere = ["340", "11068"];
    private readonly Dictionary<string, long> rows = new(StringComparer.Ordinal);

    /// <summary>The merchant's own number of the order, at most 50 characters.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }

    /// <summary>What the order was over, in units of -Currency: digits with at most two decimals after a point, such as 1500.50. It is not sent.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_amount"), Field("amount", FieldKind.Amount, IsExpected = true)]
    public string? Amount { get; set; }

    /// <summary>In which currency, ISO 4217, such as KZT; not compared unless given, and not sent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_currency"), Field("currency", FieldKind.Currency, IsExpected = true)]
    public string? Currency { get; set; }

    private protected override OperationAttribute OperationOf(string parameterSet) => OperationBinding.Operation("getPaymentStatus");

    // That there is no payment is what was asked for, and no fault of the row.
    private protected override Task<ApiOutcome> SendAsync(ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        client.SendAsync(request, trace, cancellation).ThenAsync(static outcome => Task.FromResult(
            outcome is { State: OutcomeState.Failed, Fault: { Reason: FaultReason.Refused, Code: { } code } } && NotThere.Contains(code)
                ? outcome with { State = OutcomeState.Succeeded, Fault = null, Answer = new JsonObject { [Nothing] = true } }
                : outcome));

    private protected override RequestFailure? Write(Payment result, Row row)
    {
        string order = WireObject.Text(row.Sent, "pg_order_id")!;
        // The answer itself: a result takes what that lacks from the row, which would then be compared with itself.
        JsonObject answer = row.Answer!;
        bool isThere = !answer.ContainsKey(Nothing);
        if (isThere && !TellsEnough(answer, row))
        {
            return new RequestFailure(MerchantMessages.PaymentNotComparable.With(row.Redact(order)), MerchantMessages.PaymentNotComparableAdvice);
        }

        IEnumerable<(PaymentFinding, string?, string?)> findings = IsRepeated(order, row.Number, out long first)
            ? [(PaymentFinding.OrderRepeated, null, first.ToString(CultureInfo.InvariantCulture))]
            : isThere ? FindingsOf(answer, row) : [(PaymentFinding.Missing, null, null)];
        foreach ((PaymentFinding finding, string? expected, string? actual) in findings)
        {
            Summary.CountFinding(finding.ToString());
            WriteObject(new PaymentDifference
            {
                Row = row.Number,
                // An order may be called by a card number, and an amount be one by mistake.
                OrderId = row.Redact(order),
                Finding = finding,
                Expected = expected is null ? null : row.Redact(expected),
                Actual = actual,
                PaymentId = isThere ? result.PaymentId : null,
                PaymentStatus = result.PaymentStatus,
            });
        }

        return null;
    }

    // What is not said, or cannot be read, agrees with nothing.
    private static bool TellsEnough(JsonObject answer, Row row)
    {
        if (Said(answer, "pg_order_id") != WireObject.Text(row.Sent, "pg_order_id")
            || Said(answer, "pg_payment_id") is null or "" or "0"
            || Said(answer, "pg_payment_status") is not { Length: > 0 } status
            || !IsAmount(answer, "pg_amount")
            || (Has(answer, "pg_refund_amount") && !IsAmount(answer, "pg_refund_amount"))
            || (row.Sent.ContainsKey("currency") && Said(answer, "pg_currency") is null or ""))
        {
            return false;
        }

        return status != Paid || Said(answer, "pg_captured") switch
        {
            "0" => true,
            "1" => !Has(answer, "pg_clearing_amount") || (IsAmount(answer, "pg_clearing_amount") && AmountIn(answer, "pg_clearing_amount").Value > 0),
            _ => false,
        };
    }

    // What is said twice is not said.
    private static string? Said(JsonObject answer, string name) => answer[name] is JsonValue ? WireObject.Text(answer, name) : null;

    // An empty element says as much as none.
    private static bool Has(JsonObject answer, string name) => answer.ContainsKey(name) && Said(answer, name) != "";

    private static bool IsAmount(JsonObject answer, string name) => FreedomPay.Amount.TryParse(Said(answer, name), out _);

    private static Amount AmountIn(JsonObject answer, string name) =>
        FreedomPay.Amount.TryParse(Said(answer, name), out Amount amount) ? amount : default;

    private static IEnumerable<(PaymentFinding Finding, string? Expected, string? Actual)> FindingsOf(JsonObject answer, Row row)
    {
        bool isPaid = Said(answer, "pg_payment_status") == Paid, isTaken = isPaid && Said(answer, "pg_captured") == "1";
        string expected = WireObject.Text(row.Sent, "amount")!;
        Amount actual = AmountIn(answer, isTaken && Has(answer, "pg_clearing_amount") ? "pg_clearing_amount" : "pg_amount");
        if (!PaymentProof.AreSame(expected, actual.ToString())) yield return (PaymentFinding.AmountDiffers, expected, actual.ToString());
        if (WireObject.Text(row.Sent, "currency") is { } currency && Said(answer, "pg_currency") is { } other && currency != other)
        {
            yield return (PaymentFinding.CurrencyDiffers, currency, other);
        }
        if (!isPaid) yield return (PaymentFinding.NotPaid, Paid, Said(answer, "pg_payment_status"));
        else if (!isTaken) yield return (PaymentFinding.NotCleared, null, actual.ToString());
        if (AmountIn(answer, "pg_refund_amount") is { Value: not 0 } back) yield return (PaymentFinding.Refunded, null, back.ToString());
    }

    // Rows are written in their order.
    private bool IsRepeated(string order, long row, out long first)
    {
        if (rows.TryGetValue(order, out first)) return true;
        rows[order] = row;
        return false;
    }
}
