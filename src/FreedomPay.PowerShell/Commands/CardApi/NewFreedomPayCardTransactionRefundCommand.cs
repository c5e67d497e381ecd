using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Gives back an earlier transaction of an issued card, or a part of it.</summary>
/// <remarks>
/// <para>
/// Either -RefundAmount or -Full is required, so that a file whose column of amounts is misspelt gives nothing back. An empty cell is refused, and so
/// is a column Amount, which may be that of the transaction. What leaving the amount out means is not documented; the similar clearing then takes
/// the whole. The page is marked as in development.
/// </para>
/// <para>
/// Safety: the API refuses a repeated request id, so a request whose answer is lost is not sent again; its state is asked for.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayCardTransactionRefund -OrderId A-1001 -TransactionId 900123456789 -RefundAmount 1500.50 -Description 'Returned goods' -Wait</code>
/// <para>Gives back a part of a transaction and returns the new TransactionId.</para>
/// </example>
/// <example>
/// <code>New-FreedomPayCardTransactionRefund -OrderId A-1001 -TransactionId 900123456789 -RefundAmount 1500.50 -WhatIf</code>
/// <para>Shows what would be given back, and sends nothing.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-14318477">Refund transaction</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayCardTransactionRefund", SupportsShouldProcess = true, DefaultParameterSetName = InPart)]
[OutputType(typeof(CardRequest))]
[Operation("refundCardTransaction", "POST", "/v5/card-api/transaction/refund", FreedomPayApi.Card, FreedomPaySafety.Refuse, Key = "request_id",
    StatusOperation = "getCardRequestStatus", Answer = ["status", "request_status", "dt"])]
public sealed class NewFreedomPayCardTransactionRefundCommand : CardRequestCommand
{
    private const string InPart = "Amount";
    private const string InFull = "Full";

    /// <summary>Number of the order.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("order_id"), Field("order_id", FieldKind.Id)]
    public string? OrderId { get; set; }

    /// <summary>Transaction to give back.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("transaction_id"), Field("transaction_id", FieldKind.Id)]
    public string? TransactionId { get; set; }

    /// <summary>Amount to give back: digits with at most two decimals after a point, such as 1500.50. A sign, a decimal comma, blanks or an empty
    /// cell are refused.</summary>
    [Parameter(ParameterSetName = InPart, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("amount"), Field("amount", FieldKind.AmountNumber, Columns = ["RefundAmount"])]
    public string? RefundAmount { get; set; }

    /// <summary>Gives back the whole transaction: the request names no amount.</summary>
    [Parameter(ParameterSetName = InFull, Mandatory = true)]
    public SwitchParameter Full { get; set; }

    /// <summary>Free text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("description", Lines = true)]
    public string? Description { get; set; }

    private protected override string? SubjectOf(JsonObject sent) =>
        CardApiMessages.TransactionAndAmount.With(TransactionId, RefundAmount ?? CardApiMessages.FullAmount);
}
