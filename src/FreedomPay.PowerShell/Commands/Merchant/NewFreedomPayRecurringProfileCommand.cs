using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Makes a recurring profile: an agreement by which money is debited without the payer, once the payer has signed it.</summary>
/// <remarks>
/// <para>
/// Send the payer to Url, a link of the chosen way of invoicing. When the payer has signed, -StateCallback is told, and Get-FreedomPayRecurringProfile
/// shows it as active; then New-FreedomPayRecurringPayment charges it. Nothing is charged by making it.
/// </para>
/// <para>
/// Safety: a repeat may make another profile, so a request whose answer is lost is never sent again: the profile is looked up by -ExternalId, and
/// taken for this one if it was made in these very seconds and no other row asked for the same; else the outcome is reported as unknown. The link
/// was in the lost answer: make another profile then, under an -ExternalId of its own; nobody can sign the first. An -ExternalId that is given
/// twice makes two profiles.
/// </para>
/// <para>
/// Needs Connect-FreedomPay -Merchant. The field list of the documentation is not published; these are the fields of its example. Whether the API
/// finds a profile by its -ExternalId alone is not documented.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayRecurringProfile -ExternalId SUBSCRIPTION-001 -InvoiceType binance -Currency KZT -AgreementType on-demand
/// -StateCallback https://example.com/profiles</code>
/// <para>Makes a profile for debits of any amount, and gives the link where the payer signs.</para>
/// </example>
/// <example>
/// <code>Import-Csv subscribers.csv | New-FreedomPayRecurringProfile -Journal subscribers.jsonl -WhatIf</code>
/// <para>Shows which profiles would be made for a file with columns such as external_id, invoice_type and currency, and makes none.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/create-43612942e0">Create (recurring profile)</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayRecurringProfile", SupportsShouldProcess = true)]
[OutputType(typeof(RecurringProfile))]
[Operation("createRecurringProfile", "POST", "/v5/merchant/invoice/recurring/create", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed,
    Sign = Signing.Jws, IsSecretAssumed = true, Key = Placement.RequestIdHeader, RequestId = RequestIdUse.Key, StatusOperation = "getRecurringProfileInfo",
    StatusField = "external_id", Answer = ["profile_id"])]
public sealed class NewFreedomPayRecurringProfileCommand : NamedInvoiceCommand<RecurringProfile>
{
    private readonly ExternalIdProof proof = ExternalIdProof.OfProcess("profile");

    /// <summary>The merchant's own number of the profile; unique, for the profile is looked up by it. That of the request, a UUID, unless given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("external_id"), Field("external_id", FieldKind.Id)]
    public string? ExternalId { get; set; }

    /// <summary>Way of invoicing: binance, superapp; the list is open.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Completes]
    [Alias("invoice_type"), Field("invoice_type", Known = ["binance", "superapp"])]
    public string? InvoiceType { get; set; }

    /// <summary>Kind of agreement: on-demand, which is charged whenever the merchant asks; the list is open.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("agreement_type"), Field("agreement_type", Known = ["on-demand"])]
    public string? AgreementType { get; set; }

    /// <summary>Amount of each debit in units of -Currency, such as 1500.50; not needed for debits on demand. A decimal comma, blanks or an empty cell are
    /// refused.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("amount", FieldKind.AmountNumber, NotBlank = true)]
    public string? Amount { get; set; }

    /// <summary>Currency of the debits, ISO 4217, such as KZT.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Field("currency", FieldKind.Currency)]
    public string? Currency { get; set; }

    /// <summary>Last day of the profile, YYYY-MM-DD.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("expires_at"), Field("expires_at", FieldKind.Date)]
    public string? ExpiresAt { get; set; }

    /// <summary>Address that is told when the state of the profile changes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("state_callback"), Field("state_callback", FieldKind.Url)]
    public string? StateCallback { get; set; }

    private protected override string? SubjectOf(JsonObject sent) =>
        WireObject.Text(sent, "external_id") is { } id ? MerchantMessages.ProfileOf.With(id) : null;

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        proof.DoAsync(row.Known, row.Name, () => base.PerformAsync(row, client, request, trace, cancellation));

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        WireObject.Text(answer, "profile_id") is { Length: > 0 } && proof.IsShownBy(row.Known, row.Name, Run.Journal, answer, "created_at");

    private protected override string LossOf(RecurringProfile result) => result.Url is null ? MerchantMessages.ProfileLostItsLink : "";
}
