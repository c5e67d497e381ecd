using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Gateway;

/// <summary>Removes a card that a user has saved through the Gateway API.</summary>
/// <remarks>
/// <para>
/// The cards that Get-FreedomPayGatewayCustomerCard returns bring their user and their token. Status is success when the card was removed.
/// </para>
/// <para>
/// Safety: a card that was removed stays so, and the request is sent again after a lost answer. What is in doubt then, because the API no longer
/// knows the card, is settled by the list of the user's cards: without this token the card is removed, else the outcome is reported as unknown.
/// Whether a card that is saved again gets its old token is not documented. Needs Connect-FreedomPay -Merchant.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayGatewayCustomerCard 7 | Where-Object CardMask -like *6150 | Remove-FreedomPayGatewayCustomerCard</code>
/// <para>Removes the cards of one user whose number ends in 6150.</para>
/// </example>
/// <example>
/// <code>Import-Csv leavers.csv | Get-FreedomPayGatewayCustomerCard | Remove-FreedomPayGatewayCustomerCard -WhatIf</code>
/// <para>Shows which cards of the users of a file would be removed, and removes none.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9888332">Removal of a saved card</seealso>
[Cmdlet(VerbsCommon.Remove, "FreedomPayGatewayCustomerCard", SupportsShouldProcess = true)]
[OutputType(typeof(GatewayCustomerCard))]
[Operation("gatewayRemoveCard", "POST", "/g2g/cardstorage/remove", FreedomPayApi.Gateway, FreedomPaySafety.Natural, StatusOperation = "gatewayListCards",
    StatusField = "pg_user_id", Statuses = [Done], Answer = ["pg_status"])]
public sealed class RemoveFreedomPayGatewayCustomerCardCommand : CardRemovalCommand<GatewayCustomerCard>
{
    private const string Done = "success";

    /// <summary>The user's number on the merchant's side, for which the card is saved: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Integer)]
    public string? UserId { get; set; }

    /// <summary>Token of the card, as Get-FreedomPayGatewayCustomerCard returns it: a secret or text. Never shown.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Alias("pg_card_token"), Field("pg_card_token", Secret = true, Example = "ef741cfc-f85e-41a0-84e6-2ba964912182")]
    public SensitiveText? CardToken { get; set; }

    private protected override string Removed => Done;
}
