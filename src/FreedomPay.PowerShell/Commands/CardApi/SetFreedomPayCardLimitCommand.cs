using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Sets spending limits on a card, an account or a client.</summary>
/// <remarks>
/// <para>
/// Each row is one request, with one limit or with several (-Limit). The full lists of transaction types, regions, periods and bounds are not
/// documented: the known values complete with Tab, others are sent as they are. Nor is it documented what becomes of limits that a request does not name.
/// </para>
/// <para>
/// Safety: the API refuses a repeated request id, and a repeat under a new one could undo what somebody did in between. A request whose
/// answer is lost is not sent again; its state is asked for by its first id.
/// </para>
/// </remarks>
/// <example>
/// <code>Set-FreedomPayCardLimit card 123456789 -TransactionType withdrawal_atm -Period month -AmountType max -Amount 5000 -Currency USD</code>
/// <para>At most 5000 dollars in cash from machines a month.</para>
/// </example>
/// <example>
/// <code>Get-FreedomPayCard 123456789 | Set-FreedomPayCardLimit -ObjectType card -TransactionType pay_online_non3ds -Period day -AmountType max
/// -Amount 50000.00 -Currency KZT -Wait</code>
/// <para>Limits payments on the web without 3-D Secure, and waits until the limit is in force.</para>
/// </example>
/// <example>
/// <code>Set-FreedomPayCardLimit card 123456789 -Limit @{ TransactionType = 'pay'; Period = 'day'; AmountType = 'max'; Amount = '50000.00';
/// Currency = 'KZT' }, @{ TransactionType = 'withdrawal'; Period = 'month'; AmountType = 'max'; Amount = '200000.00'; Currency = 'KZT' }</code>
/// <para>Sets two limits in one request.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-18613819">Set limits</seealso>
[Cmdlet(VerbsCommon.Set, "FreedomPayCardLimit", SupportsShouldProcess = true, DefaultParameterSetName = One)]
[OutputType(typeof(CardRequest))]
[Operation("setCardLimits", "POST", "/v5/card-api/limits/set", FreedomPayApi.Card, FreedomPaySafety.Refuse, Key = "request_id",
    StatusOperation = "getCardRequestStatus", Lists = ["limits.amount", "limits"], Answer = ["status"])]
public sealed class SetFreedomPayCardLimitCommand : CardRequestCommand
{
    private const string One = "One";
    private const string Several = "Several";

    /// <summary>What the limit is for: card, account or client.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Completes]
    [Alias("object.type"), Field("object.type", Values = ["card", "account", "client"])]
    public string? ObjectType { get; set; }

    /// <summary>Identifier of the card, account or client. A CardId from the pipeline binds here.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("object.value", "CardId"), Field("object.value", FieldKind.Id, Single = true)]
    public string? ObjectValue { get; set; }

    /// <summary>
    /// Several limits at once, which go out in one request: hashtables, objects from JSON or CardLimits with TransactionType, Region, Period,
    /// AmountType, Amount and Currency, or with the names of the API (transaction_type, amount.value, …).
    /// </summary>
    [Parameter(ParameterSetName = Several, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyCollection, Alias("limits"), FieldGroup("limits", typeof(CardLimit), Many = true)]
#pragma warning disable CA1819 // A parameter of PowerShell that takes several is an array.
    public CardLimit[]? Limit { get; set; }
#pragma warning restore CA1819

    /// <summary>Kind of transaction: withdrawal_atm, pay, withdrawal, pay_online_non3ds; the list is open.</summary>
    [Parameter(ParameterSetName = One, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Completes]
    [Alias("transaction_type"), Field("limits.transaction_type", Known = ["withdrawal_atm", "pay", "withdrawal", "pay_online_non3ds"])]
    public string? TransactionType { get; set; }

    /// <summary>Region; its values are not documented.</summary>
    [Parameter(ParameterSetName = One, ValueFromPipelineByPropertyName = true)]
    [Field("limits.region")]
    public string? Region { get; set; }

    /// <summary>Period of the limit: day, month; the list is open.</summary>
    [Parameter(ParameterSetName = One, ValueFromPipelineByPropertyName = true)]
    [Completes, Field("limits.period", Known = ["day", "month"])]
    public string? Period { get; set; }

    /// <summary>Kind of bound: max; the list is open.</summary>
    [Parameter(ParameterSetName = One, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("amount.type"), Field("limits.amount.type", Known = ["max"])]
    public string? AmountType { get; set; }

    /// <summary>The bound in units of -Currency: digits with at most two decimals after a point, such as 5000 or 1500.50. A decimal comma, blanks or
    /// an empty cell are refused.</summary>
    [Parameter(ParameterSetName = One, ValueFromPipelineByPropertyName = true)]
    [Alias("amount.value"), Field("limits.amount.value", FieldKind.Amount, NotBlank = true)]
    public string? Amount { get; set; }

    /// <summary>Currency of the bound, ISO 4217, such as KZT.</summary>
    [Parameter(ParameterSetName = One, ValueFromPipelineByPropertyName = true)]
    [Completes, Field("limits.amount.currency", FieldKind.Currency)]
    public string? Currency { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => $"{ObjectType} {ObjectValue}";
}
