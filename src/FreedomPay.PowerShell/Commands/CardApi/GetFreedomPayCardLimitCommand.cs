using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Returns the limits in force for a card, an account or a client, with what is used and what is left.</summary>
/// <remarks>
/// <para>
/// The names in the answer are not documented: all that comes is in AdditionalProperties, by the names on the wire. Known is that it tells
/// transaction type, period, greatest amount, currency, amount used and amount left.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer, with a new request id.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayCardLimit card 123456789 | ForEach-Object AdditionalProperties</code>
/// <para>Shows the limits of a card.</para>
/// </example>
/// <example>
/// <code>Get-FreedomPayCard 123456789 | Get-FreedomPayCardLimit -ObjectType card</code>
/// <para>Takes the card from the pipeline.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/limits-list-18614458e0">Limits list</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayCardLimit")]
[OutputType(typeof(CardLimits))]
[Operation("listCardLimits", "POST", "/v5/card-api/limits/list", FreedomPayApi.Card, FreedomPaySafety.Read, Key = "request_id", FreshKey = true,
    Answer = ["status"])]
public sealed class GetFreedomPayCardLimitCommand : CardQueryCommand<CardLimits>
{
    /// <summary>What the limit is for: card, account or client.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Completes]
    [Alias("object.type", "type"), Field("object.type", Values = ["card", "account", "client"])]
    public string? ObjectType { get; set; }

    /// <summary>Identifier of the card, account or client. A CardId from the pipeline binds here.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("object.value", "value", "CardId"), Field("object.value", FieldKind.Id, Single = true)]
    public string? ObjectValue { get; set; }
}
