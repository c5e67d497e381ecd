using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Hands an order in for installment or credit, with the page on which the customer chooses.</summary>
/// <remarks>
/// <para>
/// Send the customer to RedirectUrl. What the bank decides, -CallbackUrl is told, and Get-FreedomPayInstallment shows it. -TotalAmount has to be the
/// sum of price times quantity of all products, or the API refuses it. The page of the documentation is marked as being developed.
/// </para>
/// <para>
/// Safety: a repeat may hand the order in again, so a request whose answer is lost is never sent again: the application is looked up by
/// -ExternalId, and taken for this one if it was made in these very seconds and no other row asked for the same; else the outcome is reported as
/// unknown. The address for the customer was in the lost answer. An -ExternalId that is given twice is handed in twice.
/// </para>
/// <para>
/// The phone of the customer goes out as a JWE, encrypted by you: which password is used is agreed with Freedom Pay and not documented, so that the
/// module cannot make it. Needs Connect-FreedomPay -Merchant.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayInstallment TGR1234 -TotalAmount 1500000 -Currency UZS -ProductName 'Phone 256/8GB' -Price 1500000 -Quantity 1 -Category electronics
/// -CallbackUrl https://example.com/installments</code>
/// <para>Hands in an order of one product.</para>
/// </example>
/// <example>
/// <code>New-FreedomPayInstallment TGR1235 -TotalAmount 350.50 -Currency KZT -Good @{ ProductName = 'Tea'; Price = '100.00'; Quantity = '3' },
/// @{ ProductName = 'Sugar'; Price = '50.50'; Quantity = '1' }</code>
/// <para>Hands in an order of two products.</para>
/// </example>
/// <example>
/// <code>Import-Csv installments.csv | New-FreedomPayInstallment -Journal installments.jsonl -WhatIf</code>
/// <para>Shows what would be handed in for a file with columns such as external_id, total_amount, name, price and quantity, and hands in nothing.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/create-application-41328080e0">Create application</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayInstallment", SupportsShouldProcess = true, DefaultParameterSetName = One)]
[OutputType(typeof(Installment))]
[Operation("createInstallmentApplication", "POST", "/v5/installment/applications", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed,
    Sign = Signing.Jws, IsSecretAssumed = true, Key = "external_id", RequestId = RequestIdUse.Fresh, StatusOperation = "getInstallmentApplication",
    Lists = ["goods"], Answer = ["id", "status"])]
public sealed class NewFreedomPayInstallmentCommand : InvoiceCommand<Installment>
{
    private const string One = "One";
    private const string Several = "Several";
    private readonly ExternalIdProof proof = ExternalIdProof.OfProcess("installment");

    /// <summary>The merchant's own number of the application; unique, for it is looked up by it. A new UUID (version 7) unless given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("external_id"), Field("external_id", FieldKind.Id)]
    public string? ExternalId { get; set; }

    /// <summary>Amount of the whole order in units of -Currency, the sum of price times quantity: digits with at most two decimals after a point, such as
    /// 1500.50. A decimal comma, blanks or an empty cell are refused.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("total_amount"), Field("total_amount", FieldKind.AmountNumber)]
    public string? TotalAmount { get; set; }

    /// <summary>Currency of the order, ISO 4217, such as UZS.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Field("currency", FieldKind.Currency)]
    public string? Currency { get; set; }

    /// <summary>
    /// Several products at once: hashtables, objects from JSON or InstallmentGoods with ProductName, Price, Quantity and Category, or with the names
    /// of the API (name, price, …).
    /// </summary>
    [Parameter(ParameterSetName = Several, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyCollection, Alias("goods"), FieldGroup("goods", typeof(InstallmentGood), Many = true)]
#pragma warning disable CA1819 // A parameter of PowerShell that takes several is an array.
    public InstallmentGood[]? Good { get; set; }
#pragma warning restore CA1819

    /// <summary>Name of the product, of an order that has but one.</summary>
    [Parameter(ParameterSetName = One, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("name"), Field("goods.name", Example = "Phone 256/8GB")]
    public string? ProductName { get; set; }

    /// <summary>Price of one, in the same form.</summary>
    [Parameter(ParameterSetName = One, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Field("goods.price", FieldKind.AmountNumber, NotBlank = true)]
    public string? Price { get; set; }

    /// <summary>How many, a whole number.</summary>
    [Parameter(ParameterSetName = One, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Field("goods.quantity", FieldKind.Integer, NotBlank = true, Example = "1")]
    public string? Quantity { get; set; }

    /// <summary>Category of the product, such as electronics.</summary>
    [Parameter(ParameterSetName = One, ValueFromPipelineByPropertyName = true)]
    [Field("goods.category")]
    public string? Category { get; set; }

    /// <summary>Phone of the customer as a JWE: five parts of base64url with points between them. A plain number is refused.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("phone")]
    [Field("customer.phone", Pattern = "^eyJ[A-Za-z0-9_.-]+$", Example = "eyJhbGciOiJQQkVTMi1IUzUxMitBMjU2S1cifQ.a.b.c.d")]
    public string? CustomerPhone { get; set; }

    /// <summary>Address that is told when the state of the application changes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("callback_url"), Field("callback_url", FieldKind.Url)]
    public string? CallbackUrl { get; set; }

    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults)
    {
        base.JudgeRow(row, faults);
        if (faults.Count > 0 || !FreedomPay.Amount.TryParse(WireObject.Text(row.Sent, "total_amount"), out Amount total)) return;
        decimal sum = 0;
        foreach (JsonObject good in (row.Sent["goods"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            if (!FreedomPay.Amount.TryParse(WireObject.Text(good, "price"), out Amount price)
                || !FreedomPay.Amount.TryParse(WireObject.Text(good, "quantity"), out Amount quantity))
            {
                return;
            }

            sum += price.Value * quantity.Value;
        }

        if (sum == total.Value) return;
        faults.Add(new FieldFault(nameof(TotalAmount), "total_amount", total.ToString(), MerchantMessages.GoodsDiffer.With(new Amount(sum))));
    }

    private protected override string? SubjectOf(JsonObject sent)
    {
        string? amount = WireObject.Text(sent, "total_amount");
        return WireObject.Text(sent, "external_id") is { } id ? MerchantMessages.OrderAndAmount.With(id, amount) : amount;
    }

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        proof.DoAsync(row.Known, row.Name, () => base.PerformAsync(row, client, request, trace, cancellation));

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        WireObject.Text(answer, "id") is { Length: > 0 } && proof.IsShownBy(row.Known, row.Name, Run.Journal, answer, "created_at");

    private protected override string LossOf(Installment result) => result.RedirectUrl is null ? MerchantMessages.InstallmentLostItsAddress : "";
}
