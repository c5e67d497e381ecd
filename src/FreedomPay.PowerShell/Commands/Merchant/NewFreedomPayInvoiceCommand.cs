using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Creates an invoice and returns the address of its page.</summary>
/// <remarks>
/// <para>
/// Send the payer to Url; ask for the state with Get-FreedomPayInvoice. Fields that are not parameters here (receipt lines, the payer's device, the
/// template of the page) go into -AdditionalField.
/// </para>
/// <para>
/// Safety: only the answer has the number of the invoice, and what a repeat does is not documented. A request whose answer is lost is therefore
/// never sent again and ends as unknown: look for -ExternalId in the merchant's account, or wait for what -StateCallback is told. Nobody can pay
/// an invoice whose page nobody knows, unless -SendUrl has sent its address. Give -Journal for a file of invoices: run again without one, it
/// creates them again.
/// </para>
/// <para>
/// Needs Connect-FreedomPay -Merchant. The documentation does not say which fields are required. A field profile_id is refused: with it this
/// request would charge a recurring profile at once (New-FreedomPayRecurringPayment).
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayInvoice -Type superapp -Amount 12500.50 -Currency KZT -ExternalId I-1001 -Description 'Order I-1001'</code>
/// <para>Creates an invoice over 12500.50 tenge.</para>
/// </example>
/// <example>
/// <code>Import-Csv bills.csv | New-FreedomPayInvoice -Journal bills.jsonl | Export-Csv invoices.csv</code>
/// <para>Creates an invoice for each row, with columns such as external_id, amount, currency and description, and saves the addresses.</para>
/// </example>
/// <example>
/// <code>Import-Csv bills.csv | New-FreedomPayInvoice -Journal bills.jsonl -QrPath { "$($_.external_id).png" } | Export-Csv invoices.csv</code>
/// <para>Creates an invoice for each row, and writes the QR code of its page into a file that is named after the invoice.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/create-31949694e0">Create invoice</seealso>
/// <seealso href="https://docs.freedompay.kz/overview-2056348m0">Overview of invoices</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayInvoice", SupportsShouldProcess = true)]
[OutputType(typeof(Invoice))]
[Operation("createInvoice", "POST", "/v5/merchant/invoice/create", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Sign = Signing.Jws,
    IsSecretAssumed = true, RequestId = RequestIdUse.Key, Key = Placement.RequestIdHeader, Answer = ["id"])]
public sealed class NewFreedomPayInvoiceCommand : NewInvoiceCommand<Invoice>
{
    // What makes the same request a charge.
    private const string Profile = "profile_id";

    /// <summary>Way of invoicing; superapp and binance are known, the list is open.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Field("type", Known = ["superapp", "binance"])]
    public string? Type { get; set; }

    /// <summary>Amount to pay, in units of -Currency: digits with at most two decimals after a point, from 0.01, such as 1500.50. A decimal comma,
    /// blanks or an empty cell are refused.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Field("amount", FieldKind.AmountNumber, Minimum = "0.01")]
    public string? Amount { get; set; }

    /// <summary>Currency, ISO 4217, such as KZT.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Completes, Field("currency", FieldKind.Currency)]
    public string? Currency { get; set; }

    /// <summary>The merchant's own number of the invoice; better unique, because after a lost answer the invoice is found by it in the merchant's
    /// account.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("external_id"), Field("external_id", FieldKind.Id)]
    public string? ExternalId { get; set; }

    /// <summary>What is being paid for; the payer sees it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("description", Lines = true)]
    public string? Description { get; set; }

    /// <summary>Name of the shop, as the payer sees it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("shop_name"), Field("shop_name")]
    public string? ShopName { get; set; }

    /// <summary>Until when it can be paid: ISO 8601 with offset, such as 2027-12-31T12:00:00+05:00.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("expires_at"), Field("expires_at", FieldKind.DateTime, Example = "2027-12-31T12:00:00+05:00")]
    public string? ExpiresAt { get; set; }

    /// <summary>Where the payer returns to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("back_url"), Field("back_url", FieldKind.Url)]
    public string? BackUrl { get; set; }

    /// <summary>Address that is told each new state; what it is told is not documented.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("state_callback"), Field("state_callback", FieldKind.Url)]
    public string? StateCallback { get; set; }

    /// <summary>Data of the payer, encrypted as the documentation says, in base64.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Field("payer")]
    public string? Payer { get; set; }

    /// <summary>By what Freedom Pay sends the address of the page to the payer, such as email; the values are not documented.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("send_url"), Field("extra.send_url", Known = ["email"])]
    public string? SendUrl { get; set; }

    /// <summary>By what Freedom Pay sends the receipt to the payer, such as email; the values are not documented.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("send_receipt"), Field("extra.send_receipt", Known = ["email"])]
    public string? SendReceipt { get; set; }

    /// <summary>Your own unique number of the request, a UUID; a new one (version 7) unless given. It goes into a header; whether the API obeys it is
    /// not documented.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias(Placement.RequestIdHeader), Field(Placement.RequestIdHeader, FieldKind.Uuid, IsHeader = true)]
    public string? RequestId { get; set; }

    private protected override string? SubjectOf(JsonObject sent)
    {
        string sum = $"{WireObject.Text(sent, "amount")} {WireObject.Text(sent, "currency")}";
        return WireObject.Text(sent, "external_id") is { } number ? MerchantMessages.InvoiceAndAmount.With(number, sum) : sum;
    }

    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults)
    {
        base.JudgeRow(row, faults);
        if (row.Sent.ContainsKey(Profile)) faults.Add(new FieldFault(nameof(AdditionalField), Profile, null, MerchantMessages.InvoiceWouldCharge));
    }

    private protected override string? WhereElse(Row row) => WireObject.Text(row.Sent, "external_id") is { } number
        ? MerchantMessages.InvoiceLostIn.With(number)
        : MerchantMessages.InvoiceLost;
}
