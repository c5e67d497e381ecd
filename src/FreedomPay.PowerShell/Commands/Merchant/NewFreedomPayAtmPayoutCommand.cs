using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Pays cash out at a cash machine, for a code that a phone gets.</summary>
/// <remarks>
/// <para>
/// Known from docs.freedompay.kg and its example only: multiples of 2000 up to 4000.
/// </para>
/// <para>
/// Safety: it moves money, a repeat may act twice, and no operation tells what became of it. A request whose answer is lost is never sent again,
/// and ends as unknown: what has happened shows -PostLink, or the merchant's account. Needs Connect-FreedomPay -Payout.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayAtmPayout -OrderId A-1003 -Phone 7073175200 -Amount 2000 -PostLink https://example.com/paid</code>
/// <para>Sends a code for 2000 to one phone.</para>
/// </example>
/// <example>
/// <code>Import-Csv cash.csv | New-FreedomPayAtmPayout -Journal cash.jsonl -WhatIf</code>
/// <para>Shows what would be paid out for a file with the columns pg_order_id, pg_phone and pg_amount, and pays nothing.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kg/api-13677875">Cash by code</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayAtmPayout", SupportsShouldProcess = true)]
[OutputType(typeof(AtmPayout))]
[Operation("atmCashByCode", "POST", "/api/cbc/check", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Key = "pg_order_id", Secret = SecretKind.Payout,
    IsSecretAssumed = true)]
public sealed class NewFreedomPayAtmPayoutCommand : ApiCommand<AtmPayout>, IAssumesSecret
{
    /// <summary>The merchant's own number of the order; a new UUID (version 7) unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id)]
    public string? OrderId { get; set; }

    /// <summary>The phone that gets the code, without the country's code, such as 7073175200.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("pg_phone"), Field("pg_phone", FieldKind.Id, Example = "7073175200")]
    public string? Phone { get; set; }

    /// <summary>Amount to pay out, a whole number: a multiple of 2000 up to 4000.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_amount"), Field("pg_amount", FieldKind.Amount, Pattern = "^[0-9]+$", Minimum = "2000", Maximum = "4000", Example = "2000")]
    public string? Amount { get; set; }

    /// <summary>Address that is told the state; what it is told is not documented.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_post_link"), Field("pg_post_link", FieldKind.Url)]
    public string? PostLink { get; set; }

    /// <summary>The secret that signs: Payment, Payout or Partner. No page says which; that of Connect-FreedomPay -Secret unless given, and else
    /// Payout.</summary>
    [Parameter]
    [NamedValue(typeof(FreedomPaySecret))]
    public FreedomPaySecret? Secret { get; set; }

    private protected override string? SubjectOf(JsonObject sent) =>
        MerchantMessages.OrderAndAmount.With(WireObject.Text(sent, "pg_order_id"), WireObject.Text(sent, "pg_amount"));
}
