using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Removes a saved card of a user.</summary>
/// <remarks>
/// <para>
/// The cards that Get-FreedomPayCustomerCard returns bring their user and their token. Cards for payouts are removed with -Payout; the request is
/// the same, and no page says by what it is told apart, nor which secret signs it; -Secret says another.
/// </para>
/// <para>
/// Safety: a card that was removed stays so, and the request is sent again after a lost answer. What is in doubt then, because the API no longer
/// knows the card, is settled by the list of the user's cards: without this token the card is removed, else the outcome is reported as unknown.
/// An answer counts that calls the card deleted and names no other token. Whether a card that is saved again gets its old token is not documented.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayCustomerCard client-7 | Where-Object CardHash -like *4440 | Remove-FreedomPayCustomerCard</code>
/// <para>Removes the cards of one user whose number ends in 4440.</para>
/// </example>
/// <example>
/// <code>Import-Csv receivers.csv | Get-FreedomPayCustomerCard -Payout | Remove-FreedomPayCustomerCard -Payout -WhatIf</code>
/// <para>Shows which payout cards of the users of a file would be removed, and removes none.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/delete-token-11621159e0">Delete token</seealso>
/// <seealso href="https://docs.freedompay.kz/delete-token-16058742e0">Delete token (payout)</seealso>
[Cmdlet(VerbsCommon.Remove, "FreedomPayCustomerCard", SupportsShouldProcess = true, DefaultParameterSetName = ForPayment)]
[OutputType(typeof(CustomerCard))]
[Operation("deleteCardToken", "POST", "/v1/merchant/{merchant_id}/cardstorage/remove", FreedomPayApi.Merchant, FreedomPaySafety.Natural, Set = ForPayment,
    StatusOperation = "listCardTokens", StatusField = "pg_user_id", Statuses = [Deleted])]
[Operation("deletePayoutCardToken", "POST", "/v1/merchant/{merchant_id}/cardstorage/remove", FreedomPayApi.Merchant, FreedomPaySafety.Natural,
    Set = ForPayout, IsSecretAssumed = true, StatusOperation = "listPayoutCardTokens", StatusField = "pg_user_id", Statuses = [Deleted])]
public sealed class RemoveFreedomPayCustomerCardCommand : CardRemovalCommand<CustomerCard>, IAssumesSecret
{
    private const string Deleted = "deleted";
    private const string ForPayment = "Payment";
    private const string ForPayout = "Payout";

    /// <summary>The user's number on the merchant's side, for which the card is saved: at most 50 letters, digits, _ and -.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Id, MaxLength = 50, Pattern = "^[a-zA-Z0-9_-]+$")]
    public string? UserId { get; set; }

    /// <summary>Token of the card, as Get-FreedomPayCustomerCard returns it: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = ForPayment, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ForPayout, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Alias("pg_card_token"), Field("pg_card_token", Secret = true, Example = "ef741cfc-f85e-41a0-84e6-2ba964912182")]
    public SensitiveText? CardToken { get; set; }

    /// <summary>Removes a card that was saved for payouts.</summary>
    [Parameter(ParameterSetName = ForPayout, Mandatory = true)]
    public SwitchParameter Payout { get; set; }

    /// <summary>The secret that signs with -Payout: Payment, Payout or Partner. No page says which; that of Connect-FreedomPay -Secret unless given,
    /// and else Payment.</summary>
    [Parameter(ParameterSetName = ForPayout)]
    [NamedValue(typeof(FreedomPaySecret))]
    public FreedomPaySecret? Secret { get; set; }

    private protected override string Removed => Deleted;

    private protected override string? ListedAsRemoved => Deleted;
}
